import { randomUUID } from 'node:crypto';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { cpus } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UncoveredHousehold } from '../../server/coverage/contract.ts';
import { ANONYMOUS } from '../../server/db/actor.ts';
import type { Person } from '../../server/people/contract.ts';
import type { RecordedVisit } from '../../server/visits/contract.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { knock } from '../support/knock.ts';
import { TEST_NOW } from '../support/test-demo.ts';
import { type Desk, openDesk } from './drivers/desk.ts';
import { District } from './drivers/district.ts';
import { deskServer } from './drivers/server.ts';

const server = await deskServer();
const district = new District(server);
let browser: TestBrowser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const NEAR_ZOOM = 19;
/** A second is the goal, and what was measured is printed. Without a graphics card the same processor draws every pixel, so only twice of it is a fault of ours. */
const LIMIT_MS = 2_000;
const LOOK_MS = 60;
/** Odd, so that one is in the middle. */
const KNOCKS = 5;
/** Some 40 m: well inside the part of the map that no panel covers. */
const VIEW_DEGREES = 0.0004;

interface Answer {
  items: UncoveredHousehold[];
  campaign: { id: number };
}
/** Uncovered doors of the community with the most grids, as the server lists them. */
async function doors(): Promise<Answer & { community: string }> {
  const community = (await district.wayDown())[2]?.code as string;
  return { community, ...(await server.get<Answer>(`/api/grids/${community}/uncovered-households?kind=household&limit=500`)) };
}
/** Doors in one view that no other uncovered one stands near: each mark is the only one at its place. */
function lonely(items: UncoveredHousehold[]): UncoveredHousehold[] {
  const apart = (a: UncoveredHousehold, b: UncoveredHousehold) => Math.hypot(a.lon - b.lon, a.lat - b.lat);
  const alone = items.filter((item) => item.lastVisitedAt === null && items.every((other) => other === item || apart(item, other) >= 0.00004));
  const groups = alone.map((first) => alone.filter((other) => apart(first, other) < VIEW_DEGREES).sort((a, b) => apart(first, a) - apart(first, b)));
  const [found = []] = groups.sort((a, b) => b.length - a.length);
  if (found.length < KNOCKS) throw new Error(`Only ${found.length} uncovered doors stand alone in one view.`);
  return found.slice(0, KNOCKS);
}
const record = (campaign: number, households: number[], outcome: 'visited' | 'nobody_home') =>
  server.withActor(ANONYMOUS, (db) => knock(db, campaign, households, outcome));
/** Somebody whose task it is to knock here: a grid worker in charge of the door, as the picker of the page lists them. */
async function worker(door: UncoveredHousehold): Promise<number> {
  const { items } = await server.get<{ items: Person[] }>('/api/people?role=grid_worker&limit=1000');
  const { path } = await district.grid(door.gridCode as string);
  const found = items.find(({ gridPaths }) => gridPaths.some((own) => path === own || path.startsWith(`${own}/`)));
  if (!found) throw new Error('No grid worker of the demo district is in charge of this door.');
  return found.id;
}
const status = (desk: Desk) => desk.page.locator('.bar-connection');
async function connected(desk: Desk): Promise<void> {
  await expect.poll(() => status(desk).getAttribute('data-line'), { timeout: 20_000 }).toBe('live');
}

/** Milliseconds from the POST until: the mark had changed (what a picture costs at rest taken off), a picture of it was there, the POST was answered. */
interface Look {
  paintedMs: number;
  shownMs: number;
  answeredMs: number;
}
/** A visit posted by somebody in charge of the door, and when its mark on the map changed. */
async function knockAndLook(desk: Desk, door: UncoveredHousehold): Promise<Look> {
  const { x, y } = await desk.pixelOf([door.lon, door.lat]);
  const clip = { x: Math.round(x) - 4, y: Math.round(y) - 4, width: 8, height: 8 };
  const painted = async () => (await desk.page.screenshot({ clip })).toString('base64');
  await expect.poll(painted, { timeout: 10_000 }).toBe(await painted());
  const resting = performance.now();
  const old = await painted();
  const pictureMs = performance.now() - resting;
  const by = await worker(door);
  const body = { clientUuid: randomUUID(), householdId: door.id, outcome: 'visited', visitedAt: TEST_NOW.toISOString() };
  const from = performance.now();
  const posted = server.post<RecordedVisit>('/api/visits', body, by).then((visit) => ({ visit, answeredMs: performance.now() - from }));
  // Without a graphics card a picture takes longer than the change itself.
  let began = 0;
  let isOld = true;
  while (isOld && performance.now() - from < 10_000) {
    await desk.page.waitForTimeout(LOOK_MS);
    began = performance.now() - from;
    isOld = (await painted()) === old;
  }
  const shownMs = performance.now() - from;
  const { visit, answeredMs } = await posted;
  expect(visit).toMatchObject({ householdId: door.id, outcome: 'visited', state: 'covered', person: { id: by } });
  return { paintedMs: Math.max(began, shownMs - pictureMs), shownMs, answeredMs };
}

describe('a knock', () => {
  it('changes the painted map and the card at once, by the time from its POST, and fetches no tile and no state', { retry: 2 }, async () => {
    const { items, community } = await doors();
    const [middle, ...others] = lonely(items) as [UncoveredHousehold, ...UncoveredHousehold[]];
    // Without a graphics card every pixel is drawn by the processor that also runs server, database and page: a laptop's window, not a wall.
    const desk = await openDesk(browser, server, { width: 1280, height: 720 });
    try {
      await desk.visit(`?grid=${community}&layers=uncovered,-coverage,-issues,-works,-alleys,-responsibilities&at=${middle.lon},${middle.lat},${NEAR_ZOOM}`);
      await desk.mapDrawn();
      await connected(desk);
      await desk.quiet();
      const before = await desk.answer();
      const asked = desk.requests.length;
      const took: Look[] = [];
      for (const door of [middle, ...others]) took.push(await knockAndLook(desk, door));
      const told = took
        .map((look) => [look.paintedMs, look.answeredMs, look.shownMs].map(Math.round))
        .map(([painted, answered, shown]) => `${painted} (answered ${answered}, photographed ${shown})`)
        .join(', ');
      console.info(`from POST to painted pixel, ms: ${told}; ${cpus().length} × ${cpus()[0]?.model}`);
      await desk.answerIs(before - KNOCKS);
      // The one in the middle: what counts is what the product needs, not what else the machine does at one of them.
      const median = took.map(({ paintedMs }) => paintedMs).sort((a, b) => a - b)[(KNOCKS - 1) / 2];
      expect(median, `milliseconds to a changed pixel: ${told}`).toBeLessThanOrEqual(LIMIT_MS);
      expect(desk.requests.slice(asked).filter((address) => /\/tiles\/|\/api\/state\/|\/coverage/.test(address))).toEqual([]);
    } finally {
      await desk.close();
    }
  });

  it('moves the figures of every page of one browser by one stream', async () => {
    const { items, campaign, community } = await doors();
    const desk = await openDesk(browser, server);
    await desk.visit(`?grid=${community}`);
    const second = await desk.page.context().newPage();
    await second.goto(`${server.url}/map?grid=${community}`);
    await connected(desk);
    await expect.poll(() => second.locator('.bar-connection').getAttribute('data-line'), { timeout: 20_000 }).toBe('live');
    const before = await desk.answer();
    await record(
      campaign.id,
      items.slice(0, 7).map(({ id }) => id),
      'visited',
    );
    await desk.answerIs(before - 7);
    await expect.poll(() => second.locator('.map-card .answer-number').textContent(), { timeout: 5_000 }).toBe((before - 7).toLocaleString('en'));
    await desk.close();
  });
});

describe('a browser without shared workers', () => {
  it('has a stream in each page', async () => {
    const { items, campaign, community } = await doors();
    const desk = await openDesk(browser, server);
    await desk.page.addInitScript('delete globalThis.SharedWorker');
    await desk.visit(`?grid=${community}`);
    await connected(desk);
    const before = await desk.answer();
    await record(
      campaign.id,
      items.slice(0, 2).map(({ id }) => id),
      'visited',
    );
    await desk.answerIs(before - 2);
    expect(desk.requests.some((address) => address.includes('/api/live'))).toBe(true);
    await desk.close();
  });
});

/** A way to the server on which, while it is cut, nothing arrives and nobody is told so. */
async function cuttableNetwork(address: string) {
  const { hostname, port } = new URL(address);
  const sockets = new Set<Socket>();
  let isCut = false;
  const forward = (from: Socket, to: Socket) => {
    sockets.add(from);
    from.on('data', (bytes) => to.write(bytes));
    from.on('error', () => to.destroy());
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
    if (isCut) from.pause();
  };
  const proxy = createServer((near) => {
    const far = connect(Number(port), hostname);
    forward(near, far);
    forward(far, near);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port: own } = proxy.address() as AddressInfo;
  const each = (deed: (socket: Socket) => void) => {
    for (const socket of sockets) deed(socket);
  };
  return {
    url: `http://127.0.0.1:${own}`,
    cut: () => {
      isCut = true;
      each((socket) => socket.pause());
    },
    mend: () => {
      isCut = false;
      each((socket) => socket.resume());
    },
    close: async () => {
      each((socket) => socket.destroy());
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
}

describe('a network that is cut for 30 seconds', () => {
  it('is noticed, and the right picture comes back without a reload', async () => {
    const { items, campaign, community } = await doors();
    const network = await cuttableNetwork(server.url);
    const desk = await openDesk(browser, { ...server, url: network.url });
    await desk.visit(`?grid=${community}`);
    await connected(desk);
    await desk.page.evaluate('globalThis.neverReloaded = true');
    const before = await desk.answer();
    network.cut();
    await record(
      campaign.id,
      items.slice(0, 2).map(({ id }) => id),
      'visited',
    );
    await expect.poll(() => status(desk).textContent(), { timeout: 30_000 }).toContain('数据停在');
    await desk.page.waitForTimeout(8_000);
    network.mend();
    await connected(desk);
    await desk.answerIs(before - 2);
    expect(await desk.page.evaluate('globalThis.neverReloaded')).toBe(true);
    await desk.close();
    await network.close();
  });
});

describe('a server that is gone for a while', () => {
  it('is said to be gone, with the age of the data, and the right picture comes back without a reload', async () => {
    const { items, campaign, community } = await doors();
    const desk = await openDesk(browser, server);
    await desk.visit(`?grid=${community}`);
    await connected(desk);
    await desk.page.evaluate('globalThis.neverReloaded = true');
    const before = await desk.answer();
    await server.restart(async () => {
      await expect.poll(() => status(desk).getAttribute('data-line'), { timeout: 10_000 }).toBe('lost');
      expect(await status(desk).textContent()).toContain('数据停在');
      await record(
        campaign.id,
        items.slice(0, 3).map(({ id }) => id),
        'visited',
      );
    });
    await connected(desk);
    await desk.answerIs(before - 3);
    expect(await desk.answer()).toBe(await district.uncovered({ grid: community }));
    expect(await desk.page.evaluate('globalThis.neverReloaded')).toBe(true);
    await desk.close();
  });
});
