import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, inject, test } from 'vitest';
import type { UncoveredHousehold } from '../../server/coverage/contract.ts';
import type { LiveEvent } from '../../server/live/contract.ts';
import { findPostgres, startCluster } from '../support/cluster.ts';
import { type EventStream, openStream } from '../support/event-stream.ts';
import { processesNaming, type ServerProcess, startServer } from '../support/server-process.ts';

/** The database goes away under a working server with people at it, the way an operator or the machine ends it, and comes back. */
const { engine } = inject('testServer');
const folder = mkdtempSync(join(tmpdir(), 'alleygrid-restart-'));
const endings: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const end of endings.reverse()) await end();
  rmSync(folder, { recursive: true, force: true });
});

const CLIENTS = 3;
const WRITERS = 2;
const OLD_MS = 1_500;
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

interface Site {
  server: ServerProcess;
  /** Takes the database away; it is gone when this resolves. */
  down(): Promise<void>;
  /** Sees to it that it is there again. */
  up(): Promise<void>;
}

async function native(): Promise<Site> {
  // A cluster of its own: the others' tests go on meanwhile. What is acknowledged must survive, so it waits for the log.
  const cluster = await startCluster(findPostgres() as string, 64, { synchronous_commit: 'on' });
  endings.push(() => cluster.stop());
  const server = startServer({ DATABASE_URL: cluster.url('postgres'), DEMO: 'S', LOG_LEVEL: 'warn', DATA_DIR: folder });
  return { server, down: () => cluster.down('immediate'), up: () => cluster.up() };
}

async function embedded(): Promise<Site> {
  const dataDir = join(folder, 'embedded');
  const server = startServer({ DATA_DIR: dataDir, DEMO: 'S', LOG_LEVEL: 'warn' });
  const down = async () => {
    const [child] = processesNaming(dataDir);
    if (child === undefined) throw new Error('no process of the embedded database');
    process.kill(child, 'SIGKILL');
  };
  // The server itself starts another.
  return { server, down, up: async () => undefined };
}

async function json<Answer>(address: string): Promise<Answer> {
  const answer = await fetch(address);
  expect(answer.ok, `${address}: ${answer.status}`).toBe(true);
  return answer.json() as Promise<Answer>;
}

/** Uncovered doors of the district, counted row by row. */
async function uncoveredRows(url: string, code: string): Promise<number> {
  let rows = 0;
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: { items: unknown[]; next: string | null } = await json(
      `${url}api/grids/${code}/uncovered-households?limit=1000${cursor && `&cursor=${cursor}`}`,
    );
    rows += page.items.length;
    cursor = page.next;
  }
  return rows;
}

const visitsOf = (stream: EventStream): number[] => stream.received.flatMap(({ event }) => (event.type === 'visit' ? [event.visitId] : []));
const isBeat = (event: LiveEvent) => event.type === 'heartbeat';

test(`the database dies under people who record and people who watch: nothing acknowledged is lost, nothing is told twice, the age of the data is told meanwhile [${engine}]`, {
  timeout: 180_000,
}, async () => {
  const site = engine === 'native' ? await native() : await embedded();
  endings.push(() => site.server.exit('SIGKILL'));
  const url = await site.server.ready();
  const { items: grids } = await json<{ items: { code: string }[] }>(`${url}api/grids?level=1`);
  const district = grids[0]?.code as string;
  const { items: people } = await json<{ items: { id: number }[] }>(`${url}api/people?role=district_command`);
  const { items: doors } = await json<{ items: UncoveredHousehold[] }>(`${url}api/grids/${district}/uncovered-households?limit=1000`);
  const before = (await json<{ own: { uncovered: number } }>(`${url}api/grids/${district}/coverage`)).own.uncovered;
  const clients = await Promise.all(Array.from({ length: CLIENTS }, () => openStream(`${url}api/live`)));
  await Promise.all(clients.map((client) => client.next(({ type }) => type === 'hello')));

  // Each writer does what a phone does: the same record again until somebody has answered properly.
  const acknowledged: number[] = [];
  const refusals = new Set<string>();
  let isOver = false;
  const writers = Array.from({ length: WRITERS }, async (_, writer) => {
    for (let step = writer; !isOver && step < doors.length; step += WRITERS) {
      const body = { clientUuid: randomUUID(), householdId: doors[step]?.id, outcome: 'visited', visitedAt: new Date().toISOString() };
      for (let id: number | null = null; id === null; await pause(30)) {
        const answer = await fetch(`${url}api/visits`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-work-as': String(people[0]?.id) },
          body: JSON.stringify(body),
        });
        const said = (await answer.json()) as { id?: number; type?: string; retryable?: boolean };
        if (answer.ok) {
          id = said.id as number;
          acknowledged.push(id);
        } else refusals.add(`${answer.status} ${said.type} ${said.retryable}`);
      }
    }
  });
  await expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(4);

  const told = clients.map(({ received }) => received.length);
  await site.down();
  const from = performance.now();
  for (const [index, client] of clients.entries()) {
    const { event } = await client.next(isBeat, { from: told[index] as number, timeoutMs: 15_000 });
    if (event.type !== 'heartbeat') throw new Error('unreachable');
    expect(Date.parse(event.time) - Date.parse(event.asOf)).toBeGreaterThan(0);
  }
  if (engine === 'native') {
    await pause(OLD_MS);
    expect((await fetch(`${url}api/health`)).status).toBe(503);
  }
  await site.up();

  const whenDown = acknowledged.length;
  await expect.poll(() => acknowledged.length, { timeout: 60_000 }).toBeGreaterThan(whenDown + 4);
  const backMs = performance.now() - from;
  isOver = true;
  await Promise.all(writers);
  await expect.poll(() => clients.map((client) => visitsOf(client).length), { timeout: 20_000 }).toEqual(clients.map(() => acknowledged.length));
  for (const client of clients) {
    expect(visitsOf(client)).toEqual(visitsOf(clients[0] as EventStream));
    expect(visitsOf(client).toSorted((a, b) => a - b)).toEqual(acknowledged.toSorted((a, b) => a - b));
    expect(client.received.filter(({ event }) => event.type === 'resync')).toEqual([]);
  }
  // A refusal says that it passes; a phone would otherwise lay the record aside.
  expect([...refusals].filter((refusal) => refusal !== '503 /problems/database-away true')).toEqual([]);
  const after = (await json<{ own: { uncovered: number } }>(`${url}api/grids/${district}/coverage`)).own.uncovered;
  expect(after).toBe(before - acknowledged.length);
  expect(await uncoveredRows(url, district)).toBe(after);
  console.info(`${acknowledged.length} visits, ${CLIENTS} clients; recording went on ${Math.round(backMs)} ms after the database died (${engine})`);

  if (engine === 'embedded') {
    // A database that keeps dying is not started for ever: the operator is told, streams end, and the next start finds everything.
    const ending = site.server.exit();
    let isOver = false;
    void ending.then(() => {
      isOver = true;
    });
    for (; !isOver; await pause(200)) await site.down().catch(() => undefined);
    expect(await ending).toMatchObject({ code: 1 });
    expect(site.server.stderr()).toMatch(
      /(stopped three times within a minute|did not start \(SIGKILL\))\. Its files are in .*Start again; if it happens again, restore a backup\./,
    );
    await Promise.all(clients.map(({ ended }) => ended));
    const next = await embedded();
    endings.push(() => next.server.exit('SIGKILL'));
    const again = await next.server.ready();
    const last = clients[0]?.received.findLast(({ id }) => id !== null)?.id;
    const client = await openStream(`${again}api/live`, { 'last-event-id': String(last) });
    await client.next(({ type }) => type === 'hello');
    expect(visitsOf(client)).toEqual([]);
    expect(await uncoveredRows(again, district)).toBe(after);
    client.close();
  }
  for (const client of clients) client.close();
});
