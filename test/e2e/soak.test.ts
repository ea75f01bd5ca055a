import { afterAll, beforeAll, expect, it } from 'vitest';
import { ANONYMOUS } from '../../server/db/actor.ts';
import { faults, soak, told } from '../soak/soak.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { openDoors } from '../support/doors.ts';
import { knock } from '../support/knock.ts';
import { deskServer } from './drivers/server.ts';

/** Of the 72 minutes (npm run soak) as much as shows a leak of every scene or event: an hour of a wall. */
const SECONDS = 180;
const EVERY_S = 10;
/** Of a run this short: a reading, after the garbage was collected, wavers by more than an hour of a page that keeps nothing would add. */
const BOUNDS = { heapMb: 8, nodes: 200, listeners: 60 };
/** A page that is slow to begin, and the last knock on its way. */
const PATIENCE_MS = 240_000;

const server = await deskServer({ now: () => new Date() });
let browser: TestBrowser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

it('runs for an hour of a wall in three minutes and keeps nothing of it', { timeout: SECONDS * 1000 + PATIENCE_MS }, async () => {
  const { campaign, doors } = await server.withActor(ANONYMOUS, (db) => openDoors(db, 500));
  let turn = 0;
  const once = () => server.withActor(ANONYMOUS, (db) => knock(db, campaign, [doors[turn++ % doors.length] as number], 'nobody_home'));
  const report = await soak({ browser, url: server.url, seconds: SECONDS, everyS: EVERY_S, knock: once });
  console.log(told(report));
  expect(faults(report, BOUNDS)).toEqual([]);
});
