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
/** Enough to see a leak twice a second. */
const SHORT_S = 45;
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

async function run(seconds: number, everyS: number, plant?: () => void): Promise<string[]> {
  const { campaign, doors } = await server.withActor(ANONYMOUS, (db) => openDoors(db, 500));
  let turn = 0;
  const knockOnce = () => server.withActor(ANONYMOUS, (db) => knock(db, campaign, [doors[turn++ % doors.length] as number], 'nobody_home'));
  const report = await soak({ browser, url: server.url, seconds, everyS, knock: knockOnce, ...(plant && { plant }) });
  console.log(told(report));
  return faults(report, BOUNDS);
}

it('runs for an hour of a wall in three minutes and keeps nothing of it', { timeout: SECONDS * 1000 + PATIENCE_MS }, async () => {
  expect(await run(SECONDS, EVERY_S)).toEqual([]);
});

it('finds a page that keeps what it made: nodes, listeners and memory', { timeout: SHORT_S * 1000 + PATIENCE_MS }, async () => {
  const found = await run(SHORT_S, 3, () => {
    const kept: unknown[] = [];
    setInterval(() => {
      kept.push(new Array(100_000).fill(kept.length + 0.5));
      for (let number = 0; number < 10; number++) {
        const node = document.createElement('i');
        node.addEventListener('click', () => kept.length);
        kept.push(node);
      }
    }, 500);
  });
  for (const grown of [/the heap grew/, /nodes more/, /listeners more/]) expect(found.join('\n')).toMatch(grown);
});
