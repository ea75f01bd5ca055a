import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Alarm } from '../../server/alarms/contract.ts';
import { evaluateAlarms } from '../../server/alarms/evaluate.ts';
import type { GridCoverage } from '../../server/coverage/contract.ts';
import { ANONYMOUS } from '../../server/db/actor.ts';
import type { Person } from '../../server/people/contract.ts';
import type { WallScenes } from '../../server/walls/contract.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { openDoors } from '../support/doors.ts';
import { knock } from '../support/knock.ts';
import { deskServer } from './drivers/server.ts';
import { openWall } from './drivers/wall.ts';

const server = await deskServer();
let browser: TestBrowser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const DAY_MS = 86_400_000;
const scenes = async () => (await server.get<WallScenes>('/api/wall/scenes')).items.map(({ key }) => key);

it('leads through the scenes, stands still under a hand, and goes on when told', async () => {
  const keys = await scenes();
  const wall = await openWall(browser, server, { dwellS: 2 });
  const seen = new Set<string | null>();
  await expect.poll(async () => seen.add(await wall.scene()).size, { timeout: 20_000, interval: 100 }).toBeGreaterThan(2);
  expect([...seen].every((key) => key !== null && keys.includes(key))).toBe(true);

  await wall.page.keyboard.press('2');
  await wall.sceneIs(keys[1] as string);
  await wall.tour.getByText('已暂停').waitFor();
  await wall.page.waitForTimeout(4_500);
  expect(await wall.scene()).toBe(keys[1]);
  for (const { pixels, wanted } of await wall.canvases()) expect(pixels).toEqual(wanted);
  expect(await wall.canvases()).toHaveLength(1);

  await wall.page.keyboard.press('Escape');
  await expect.poll(() => wall.tour.getByText('已暂停').count()).toBe(0);
  await expect.poll(() => wall.scene(), { timeout: 10_000 }).not.toBe(keys[1]);
  await wall.close();
});

it('flies to an urgent alarm, stays until somebody answers for it by name, and resumes', async () => {
  const wall = await openWall(browser, server);
  await urgent();
  await wall.alarmIs(true);
  await wall.alarm.getByText(/一级/).waitFor();
  await wall.page.keyboard.press('3');
  await wall.alarmIs(true);

  const { items } = await server.get<{ items: Person[] }>('/api/people?role=district_command&limit=1');
  await wall.page.keyboard.press('a');
  await wall.page
    .getByRole('dialog')
    .getByRole('textbox')
    .first()
    .fill((items[0] as Person).name);
  await wall.page.keyboard.press('Enter');
  await wall.alarmIs(false);
  expect(await scenes()).toContain(await wall.scene());
  const alarms = await server.get<{ items: Alarm[] }>('/api/alarms?level=1');
  expect(alarms.items.filter(({ status, isBacklog }) => status === 'new' && !isBacklog)).toEqual([]);
  expect(alarms.items.filter(({ status }) => status === 'acknowledged')).toHaveLength(1);
  await wall.close();
});

it('is right within five seconds of the server, without a reload, and draws again when its context was taken', async () => {
  const wall = await openWall(browser, server);
  await wall.page.evaluate('globalThis.neverReloaded = true');
  const before = await wall.covered();
  await server.restart(async () => {
    await wall.page.waitForTimeout(3_000);
    await server.withActor(ANONYMOUS, async (db) => {
      const { campaign, doors } = await openDoors(db, 3);
      await knock(db, campaign, doors, 'visited');
    });
    // What is known stays on the screen.
    expect(await wall.covered()).toBe(before);
  });
  await expect.poll(() => wall.covered(), { timeout: 5_000 }).toBe(before + 3);
  const code = (await server.get<{ items: { code: string }[] }>('/api/grids?level=1&kind=basic&limit=1')).items[0]?.code as string;
  expect((await server.get<GridCoverage>(`/api/grids/${code}/coverage`)).own.denominators.all.covered).toBe(before + 3);

  await wall.page.locator('canvas').evaluate((canvas) => canvas.setAttribute('data-first', ''));
  await wall.loseContext();
  await expect.poll(() => wall.page.locator('canvas[data-first]').count(), { timeout: 10_000 }).toBe(0);
  await wall.drawn();
  expect(await wall.canvases()).toHaveLength(1);
  expect(await wall.page.evaluate('globalThis.neverReloaded')).toBe(true);
  await wall.close();
});

/** Somebody lets a deadline pass, is told the same day, and lets four working days more go by: no backlog, and of level I. */
async function urgent(): Promise<void> {
  const now = Date.now();
  const due = now - 8 * DAY_MS;
  const system = { personId: null, role: 'system', scopePath: '' };
  await server.withActor(system, async (db) => {
    const { id }: { id: number } = await db('issues').whereIn('state', ['assigned', 'in_progress']).whereNotNull('geom').orderBy('id').first('id');
    await db('issues')
      .where({ id })
      .update({ reported_at: new Date(due - DAY_MS), due_at: new Date(due), state: 'assigned' });
    await evaluateAlarms(db, new Date(due + 3_600_000), false);
  });
  await server.withActor(system, (db) => evaluateAlarms(db, new Date(now), false));
}
