import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { afterAll, expect, test } from 'vitest';
import { ANONYMOUS } from '../../server/db/actor.ts';
import { connect } from '../../server/db/connect.ts';
import { describeNative, testDatabase } from '../support/database.ts';
import { openStream, type Received } from '../support/event-stream.ts';
import { knock, type Outcome } from '../support/knock.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';

const database = await testDatabase({ demo: 'S', commits: true });
const write = <Result>(fn: (db: Knex.Transaction) => Promise<Result>) => database.withActor(ANONYMOUS, fn);
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
const folder = mkdtempSync(join(tmpdir(), 'alleygrid-live-'));
const processes: ServerProcess[] = [];
afterAll(async () => {
  await Promise.all(processes.map((server) => server.exit('SIGKILL')));
  rmSync(folder, { recursive: true, force: true });
});

const WRITERS = 6;
const KILLS = 3;
const TAKEOVER_MS = 3_000;
const OUTCOMES: Outcome[] = ['visited', 'nobody_home', 'appointment', 'refused'];

interface Server {
  process: ServerProcess;
  url: string;
}
async function start(): Promise<Server> {
  const process = startServer({ DATABASE_URL: database.url as string, DEMO: 'none', LOG_LEVEL: 'warn', DATA_DIR: folder });
  processes.push(process);
  return { process, url: await process.ready() };
}

/** A browser of one server: it comes back with the last id it has seen, as long as it is asked to. */
class Client {
  readonly received: Received[] = [];
  isOver = false;
  readonly done: Promise<void>;

  constructor(address: () => string | null) {
    this.done = this.#follow(address);
  }

  async #follow(address: () => string | null): Promise<void> {
    while (!this.isOver) {
      const url = address();
      const last = this.received.at(-1)?.id;
      const stream = url === null ? null : await openStream(`${url}api/live`, last == null ? {} : { 'last-event-id': String(last) }).catch(() => null);
      if (stream === null) await pause(50);
      else {
        // The stream's own list is taken over message by message, so that nothing is lost when the line breaks.
        let taken = 0;
        const take = () => {
          this.received.push(...stream.received.slice(taken));
          taken = stream.received.length;
        };
        let isOpen = true;
        void stream.ended.then(() => {
          isOpen = false;
        });
        while (isOpen && !this.isOver) {
          take();
          await pause(10);
        }
        take();
        stream.close();
      }
    }
  }

  /** Ids of the visits in the order in which they were told. */
  get visits(): number[] {
    return this.received.flatMap(({ event }) => (event.type === 'visit' ? [event.visitId] : []));
  }
}

const holder = async (): Promise<string | undefined> => (await write((db) => db('leases').where({ name: 'fold' }).first('holder')))?.holder;
const pidOf = (name: string | undefined): number => Number(name?.split(':')[1]);

describeNative('two servers on one database', () => {
  test('the folding one is killed again and again: taken over, nothing twice, nothing lost, everybody is told everything', { timeout: 240_000 }, async () => {
    const { campaign, homes } = await write(async (db) => ({
      campaign: (await db('campaigns').where({ status: 'open' }).first('id')).id as number,
      homes: (await db('households').orderBy('id').limit(800).pluck('id')) as number[],
    }));
    const servers: (Server | null)[] = [await start(), await start()];
    const clients = [0, 1].map((index) => new Client(() => servers[index]?.url ?? null));
    await expect.poll(() => clients.every((client) => client.received.length > 0), { timeout: 10_000 }).toBe(true);
    const written: number[] = [];
    let isOver = false;
    const writers = Array.from({ length: WRITERS }, async (_, writer) => {
      for (let step = 0; !isOver; step++) {
        const door = homes[(writer * 131 + step * 17) % homes.length] as number;
        written.push(...(await write((db) => knock(db, campaign, [door], OUTCOMES[(writer + step) % OUTCOMES.length] as Outcome))));
        await pause(20);
      }
    });
    const takeovers: number[] = [];
    for (let kill = 0; kill < KILLS; kill++) {
      await pause(700 + Math.random() * 800);
      const name = await holder();
      const index = servers.findIndex((server) => server?.process.child.pid === pidOf(name));
      const victim = servers[index] as Server;
      const survivor = clients[1 - index] as Client;
      const from = performance.now();
      await victim.process.exit('SIGKILL');
      servers[index] = null;
      await expect.poll(holder, { timeout: 10_000, interval: 20 }).not.toBe(name);
      const told = survivor.received.length;
      await expect.poll(() => survivor.received.slice(told).some(({ event }) => event.type === 'visit'), { timeout: 10_000, interval: 10 }).toBe(true);
      takeovers.push(performance.now() - from);
      servers[index] = await start();
    }
    isOver = true;
    await Promise.all(writers);
    await expect.poll(() => clients.map(({ visits }) => visits.length), { timeout: 15_000 }).toEqual([written.length, written.length]);
    for (const client of clients) {
      client.isOver = true;
      await client.done;
      expect(client.visits.toSorted((a, b) => a - b)).toEqual(written.toSorted((a, b) => a - b));
      expect(client.received.filter(({ event }) => event.type === 'resync')).toEqual([]);
    }
    expect(clients[0]?.visits).toEqual(clients[1]?.visits);
    expect(Math.max(...takeovers), `takeovers ${takeovers.map(Math.round)} ms`).toBeLessThanOrEqual(TAKEOVER_MS);
    console.info(`${written.length} visits, ${KILLS} kills; first event of the next folder after ${takeovers.map(Math.round).join(', ')} ms`);

    const own = (db: Knex.Transaction) =>
      db.raw('select grid_id, subject, campaign_id, kind, measure, amount from grid_tally where amount <> 0 order by 1, 2, 3, 4, 5').then(({ rows }) => rows);
    const [seen, wanted] = await database.inTransaction(async (db) => {
      const before = await own(db);
      await db.raw('select recount_tallies()');
      return [before, await own(db)];
    });
    expect(seen).toEqual(wanted);
    const { rows } = await write((db) =>
      db.raw('select count(*) = max(seq) - min(seq) + 1 as whole, count(*) filter (where seq is null) as waiting from events'),
    );
    expect(rows[0]).toEqual({ whole: true, waiting: 0 });
  });

  test('an event that was written early and committed late is told after those that were committed before it', async () => {
    const server = await start();
    const stream = await openStream(`${server.url}api/live`);
    await stream.next(({ type }) => type === 'hello');
    const late = await database.pool.transaction();
    await late.raw(`select set_config('search_path', ? || ', public', true)`, [database.session.schema]);
    await late('events').insert({ type: 'settings', payload: { key: 'early' } });
    await write((db) => db('events').insert({ type: 'settings', payload: { key: 'between' } }));
    await stream.next((event) => event.type === 'settings' && event.key === 'between');
    await late.commit();
    await stream.next((event) => event.type === 'settings' && event.key === 'early');
    const keys = stream.received.flatMap(({ event }) => (event.type === 'settings' ? [event.key] : []));
    expect(keys).toEqual(['between', 'early']);
    stream.close();
  });

  test('a database that is gone for a while stops nobody: clients are told how old their data is, and go on', { timeout: 60_000 }, async () => {
    const server = await start();
    const stream = await openStream(`${server.url}api/live`);
    await stream.next(({ type }) => type === 'hello');
    const name = /^\w+:\/\/[^/]*\/([^?]*)/.exec(database.url as string)?.[1] ?? '';
    const maintenance = connect({ engine: 'native', url: (database.url as string).replace(`/${name}`, '/postgres') }, { max: 1 });
    try {
      await maintenance.raw(`alter database "${name}" allow_connections false`);
      await maintenance.raw('select pg_terminate_backend(pid) from pg_stat_activity where datname = ?', [name]);
      const told = stream.received.length;
      const beat = await stream.next(({ type }) => type === 'heartbeat', { from: told });
      const [first, second] = [beat.event, (await stream.next(({ type }) => type === 'heartbeat', { from: told + 1, timeoutMs: 20_000 })).event];
      if (first.type !== 'heartbeat' || second.type !== 'heartbeat') throw new Error('unreachable');
      expect(second.asOf).toBe(first.asOf);
      expect(Date.parse(second.time) - Date.parse(second.asOf)).toBeGreaterThan(5_000);
    } finally {
      await maintenance.raw(`alter database "${name}" allow_connections true`);
      await maintenance.destroy();
    }
    await write((db) => db('events').insert({ type: 'settings', payload: { key: 'back' } }));
    await stream.next((event) => event.type === 'settings' && event.key === 'back', { timeoutMs: 10_000 });
    stream.close();
  });
});
