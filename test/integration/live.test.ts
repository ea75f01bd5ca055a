import { connect } from 'node:net';
import type { Knex } from 'knex';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ANONYMOUS } from '../../server/db/actor.ts';
import { type LiveOptions, type LiveRouter, liveRouter } from '../../server/live/routes.ts';
import { type Api, serveApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { type EventStream, openStream } from '../support/event-stream.ts';
import { aDistrict, anIssue } from '../support/factories.ts';
import { knock, type Outcome } from '../support/knock.ts';
import { drawTown } from '../support/paper.ts';

const database = await testDatabase({ demo: 'none', commits: true });
const write = <Result>(fn: (db: Knex.Transaction) => Promise<Result>) => database.withActor(ANONYMOUS, fn);

let town: Awaited<ReturnType<typeof drawTown>>;
beforeAll(async () => {
  town = await write(async (db) => {
    await aDistrict(db);
    return drawTown(db);
  });
});

interface Running {
  api: Api;
  live: LiveRouter;
}
const running: Running[] = [];
const streams: EventStream[] = [];
async function serve(options: Partial<LiveOptions> = {}): Promise<Running> {
  const live = await liveRouter({ withActor: database.withActor, ...options });
  const api = await serveApi(database.withActor, { liveRouter: live.router });
  running.push({ api, live });
  return { api, live };
}
async function listen(api: Api, query = '', headers: Record<string, string> = {}): Promise<EventStream> {
  const stream = await openStream(`${api.url}/api/live${query}`, headers);
  streams.push(stream);
  await stream.next(({ type }) => type === 'hello' || type === 'resync');
  return stream;
}
afterEach(async () => {
  for (const stream of streams.splice(0)) stream.close();
  for (const { api, live } of running.splice(0)) {
    await live.close();
    await api.close();
  }
});

/** What grid_tally holds, as 'grid subject campaign kind measure': amount; noughts left out. */
const tallies = (db: Knex.Transaction) =>
  db('grid_tally')
    .whereNot('amount', 0)
    .select('*')
    .then((rows) => new Map(rows.map((row) => [`${row.grid_id} ${row.subject} ${row.campaign_id} ${row.kind} ${row.measure}`, row.amount as number])));
const queues = (db: Knex.Transaction) => db.raw(`select (select count(*) from deltas) + (select count(*) from events where seq is null) as waiting`);
async function folded(): Promise<void> {
  await expect.poll(async () => (await write(queues)).rows[0].waiting, { timeout: 10_000, interval: 50 }).toBe(0);
}

describe('the fold', () => {
  test('makes the tallies what a recount makes them, whatever is written while it runs', { timeout: 120_000 }, async () => {
    await serve();
    await write((db) => db('grid_tally_daily').del());
    const before = await write(tallies);
    const homes = Object.values(town.homes);
    const outcomes: Outcome[] = ['visited', 'nobody_home', 'appointment', 'refused', 'vacant', 'unreachable'];
    // A sequence that visits every pair of door and outcome in an order of its own.
    for (let step = 0; step < 60; step++) {
      const home = homes[(step * 5) % homes.length] as number;
      await write((db) => knock(db, town.campaign, [home], outcomes[(step * 7) % outcomes.length] as Outcome));
      if (step % 15 === 14) await write((db) => db('visits').whereNotNull('approved_at').orWhere({ household_id: home }).del());
    }
    await folded();
    const [seen, wanted, daily] = await database.inTransaction(async (db) => {
      const own = await tallies(db);
      const days: { day: string; key: string; amount: number }[] = (
        await db.raw(
          `select day::text, concat_ws(' ', grid_id, subject, campaign_id, kind, measure) as key, sum(amount) as amount from grid_tally_daily group by 1, 2`,
        )
      ).rows;
      await db.raw('select recount_tallies()');
      return [own, await tallies(db), days] as const;
    });
    expect(seen).toEqual(wanted);
    expect(new Set(daily.map(({ day }) => day)).size).toBeLessThanOrEqual(2);
    for (const { key, amount } of daily) expect((seen.get(key) ?? 0) - (before.get(key) ?? 0), key).toBe(amount);
  });

  test('counts for a dedicated grid and leaves others alone', async () => {
    await serve();
    const market = await write(async (db) => {
      const [row] = await db('grids').insert({ code: 'market', path: 'market', level: 4, name: 'Market', kind: 'dedicated' }).returning('id');
      await db('grid_members').insert({ grid_id: row.id, kind: 'household', target_id: town.homes.shop });
      await db.raw('select recount_tallies()');
      return row.id as number;
    });
    await write((db) => knock(db, town.campaign, [town.homes.shop], 'visited'));
    await folded();
    const rows = await write((db) =>
      db('grid_tally').where({ grid_id: market, subject: 'coverage' }).whereNot('amount', 0).select('kind', 'measure', 'amount'),
    );
    expect(rows).toContainEqual({ kind: 'enterprise', measure: 'covered', amount: 1 });
    expect(rows.filter(({ measure }) => measure === 'untried')).toEqual([]);
  });

  test('numbers events without gaps in the order in which they were committed', async () => {
    await serve();
    for (let turn = 0; turn < 5; turn++)
      await write((db) =>
        db('events').insert([
          { type: 'settings', payload: { key: 'a' } },
          { type: 'settings', payload: { key: 'b' } },
        ]),
      );
    await folded();
    const seqs: number[] = await write((db) => db('events').orderBy('seq').pluck('seq'));
    expect(seqs).toEqual(seqs.map((_, index) => (seqs[0] as number) + index));
  });
});

describe('the stream', () => {
  test('tells a knock and how the figures moved, in at most 400 bytes', async () => {
    const { api } = await serve();
    const stream = await listen(api, '', { 'accept-encoding': 'gzip, br' });
    expect(stream.status).toBe(200);
    expect(stream.headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(stream.headers.get('content-encoding')).toBeNull();
    const [visit] = await write(async (db) => {
      await db('visits').where({ household_id: town.homes.d }).del();
      await db.raw('select refresh_household_coverage(?, ?::bigint[])', [town.campaign, [town.homes.d]]);
      return knock(db, town.campaign, [town.homes.d], 'nobody_home');
    });
    const told = await stream.next(({ type }) => type === 'visit');
    expect(told.event).toEqual({
      type: 'visit',
      path: 'town/west/north',
      visitId: visit,
      householdId: town.homes.d,
      campaignId: town.campaign,
      kind: 'household',
      state: 'tried',
      deed: 'recorded',
    });
    await write((db) => knock(db, town.campaign, [town.homes.d], 'visited'));
    const moved = await stream.next((event) => event.type === 'tally' && event.measures.covered === 1);
    expect(moved.event).toMatchObject({ path: 'town/west/north', subject: 'coverage', campaignId: town.campaign, measures: { tried: -1, covered: 1 } });
    const last = stream.received.filter(({ event }) => event.type === 'visit').at(-1);
    expect((last?.bytes ?? 0) + moved.bytes).toBeLessThanOrEqual(400);
    const coverage = await api.get('/api/grids/west/coverage?campaign=round');
    expect(coverage.body.seq).toBeGreaterThanOrEqual(moved.id as number);
  });

  test('goes on where a client left off, each event once', async () => {
    const { api } = await serve();
    const first = await listen(api);
    await write((db) => db('events').insert({ type: 'settings', payload: { key: 'one' } }));
    const one = await first.next((event) => event.type === 'settings' && event.key === 'one');
    first.close();
    await write((db) => db('events').insert(['two', 'three'].map((key) => ({ type: 'settings', payload: { key } }))));
    await folded();
    const second = await listen(api, '', { 'last-event-id': String(one.id) });
    await second.next((event) => event.type === 'hello');
    const keys = second.received.flatMap(({ event }) => (event.type === 'settings' ? [event.key] : []));
    expect(keys).toEqual(['two', 'three']);
    const ids = second.received.map(({ id }) => id as number);
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    const third = await listen(api, `?after=${one.id}`);
    expect(third.received.flatMap(({ event }) => (event.type === 'settings' ? [event.key] : []))).toEqual(['two', 'three']);
  });

  test('survives a new server: what it did not see itself, it has read', async () => {
    const { api, live } = await serve();
    const first = await listen(api);
    await write((db) => db('events').insert({ type: 'settings', payload: { key: 'before' } }));
    const seen = await first.next((event) => event.type === 'settings' && event.key === 'before');
    await live.close();
    await first.ended;
    await write((db) => db('events').insert({ type: 'settings', payload: { key: 'between' } }));
    const { api: next } = await serve();
    const second = await listen(next, '', { 'last-event-id': String(seen.id) });
    await second.next((event) => event.type === 'settings' && event.key === 'between');
    expect(second.received.some(({ event }) => event.type === 'resync')).toBe(false);
  });

  test('says resync to an id it cannot go on from', async () => {
    const { api } = await serve();
    const stream = await listen(api, '?after=999999999');
    expect(stream.received.map(({ event }) => event.type)).toEqual(['resync']);
  });

  test('by grid and by round, and what concerns everybody', async () => {
    const { api } = await serve();
    const other = await write(async (db) => {
      const [row] = await db('campaigns').insert({ code: 'other', name: 'other', starts_on: '2026-06-01', status: 'open' }).returning('id');
      await db.raw('select refresh_household_coverage(?)', [row.id]);
      return row.id as number;
    });
    await folded();
    const west = await listen(api, '?scope=town/west&campaign=other');
    const all = await listen(api);
    await write((db) => knock(db, other, [town.homes.f], 'visited'));
    await write((db) => knock(db, town.campaign, [town.homes.b], 'nobody_home'));
    await write((db) => knock(db, other, [town.homes.b], 'nobody_home'));
    await write((db) => db('events').insert({ type: 'settings', payload: { key: 'end' } }));
    await all.next((event) => event.type === 'settings' && event.key === 'end');
    await west.next((event) => event.type === 'settings' && event.key === 'end');
    const visits = (stream: EventStream) => stream.received.flatMap(({ event }) => (event.type === 'visit' ? [[event.campaignId, event.householdId]] : []));
    expect(visits(all)).toEqual([
      [other, town.homes.f],
      [town.campaign, town.homes.b],
      [other, town.homes.b],
    ]);
    expect(visits(west)).toEqual([[other, town.homes.b]]);
    expect(west.received.every(({ event }) => event.type !== 'tally' || event.path?.startsWith('town/west'))).toBe(true);
    await write((db) => db('campaigns').where({ id: other }).update({ status: 'closed' }));
  });

  test('refuses what it does not know, and more clients than it can keep', async () => {
    const { api } = await serve({ mostStreams: 1 });
    expect((await api.get('/api/live?scoop=town')).body).toMatchObject({ type: '/problems/invalid-query' });
    expect((await api.get('/api/live?campaign=nowhere')).body).toMatchObject({ type: '/problems/campaign-not-found' });
    const stream = await listen(api);
    const refused = await api.get('/api/live');
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('10');
    stream.close();
    const again = async () => {
      const next = await openStream(`${api.url}/api/live`);
      next.close();
      return next.status;
    };
    await expect.poll(again).toBe(200);
  });

  test('beats, with the clock and the age of its knowledge; ends when the server does', async () => {
    const { api, live } = await serve({ heartbeatMs: 150 });
    const stream = await listen(api);
    const beat = await stream.next(({ type }) => type === 'heartbeat');
    if (beat.event.type !== 'heartbeat') throw new Error('unreachable');
    expect(Math.abs(Date.parse(beat.event.time) - Date.now())).toBeLessThan(5_000);
    expect(Date.parse(beat.event.time) - Date.parse(beat.event.asOf)).toBeLessThan(2_000);
    await live.close();
    await stream.ended;
  });

  test('of an import that counts anew, and of a layer, tells that much', async () => {
    const layers: string[] = [];
    const { api } = await serve({ onLayer: (layer) => layers.push(layer) });
    const stream = await listen(api);
    await write(async (db) => {
      await anIssue(db);
      await db.raw('select recount_tallies()');
      await db.raw(`insert into layer_revisions (layer) values ('alleys') on conflict (layer) do update set revision = layer_revisions.revision + 1`);
    });
    await stream.next(({ type }) => type === 'recount');
    await stream.next((event) => event.type === 'layer' && event.layer === 'alleys');
    expect(layers).toEqual(['alleys']);
  });

  test('leaves a client that does not read alone, and tells it to read the state again', { timeout: 60_000 }, async () => {
    const { api } = await serve();
    const { hostname, port } = new URL(api.url);
    const socket = connect(Number(port), hostname);
    let text = '';
    let bytes = 0;
    socket.setEncoding('utf8').on('data', (piece: string) => {
      text = (text + piece).slice(-4_000);
      bytes += piece.length;
    });
    socket.write('GET /api/live HTTP/1.1\r\nHost: test\r\n\r\n');
    await expect.poll(() => text).toContain('"hello"');
    socket.pause();
    // More than the buffers of the kernel on both ends hold.
    for (let turn = 0; turn < 10; turn++)
      await write((db) =>
        db.raw(`insert into events (type, payload) select 'settings', jsonb_build_object('key', repeat('x', 4000)) from generate_series(1, 1500)`),
      );
    await folded();
    const healthy = await listen(api);
    // The others are served meanwhile; events still on their way may follow the greeting.
    expect(healthy.received[0]?.event.type).toBe('hello');
    socket.resume();
    await expect.poll(() => text, { timeout: 20_000 }).toContain('"resync"');
    expect(bytes).toBeLessThan(10 * 1500 * 4_000);
    socket.destroy();
  });
});

afterAll(() => {
  expect(running).toEqual([]);
});
