import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { describe, expect, test } from 'vitest';
import { DEFAULT_WEIGHTS } from '../../geodata/priority/criteria.ts';
import type { PlanJob, PlanResult } from '../../server/plans/contract.ts';
import { READ_ANEW, readFacts } from '../../server/plans/facts.ts';
import { FactsCache } from '../../server/plans/facts-cache.ts';
import { type Api, serveApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { aPerson } from '../support/factories.ts';

// Facts that are kept are a matter of what others have committed.
const database = await testDatabase({ demo: 'S', commits: true });
const NOW = new Date('2026-11-20T02:00:00Z');
const TODAY = '2026-11-20';
const READER = { personId: null, role: 'reader', scopePath: '' };
const as = (person: number) => ({ 'x-work-as': String(person) });
const SPEC = { weights: DEFAULT_WEIGHTS, startYear: 2027, budgets: [{ year: 2027, source: 'any', amountMinor: 100_000_000 }] };

const inDistrict = <Result>(fn: (db: Knex.Transaction) => Promise<Result>): Promise<Result> =>
  database.withActor({ personId: null, role: 'system', scopePath: '' }, fn);
const person = (role: string): Promise<number> => inDistrict((db) => aPerson(db, { role, name: role }));

async function ended(api: Api, id: string): Promise<PlanJob> {
  const job = async (): Promise<PlanJob> => (await api.get(`/api/plans/jobs/${id}`)).body;
  await expect.poll(async () => (await job()).state, { timeout: 60_000, interval: 100 }).not.toBe('running');
  return job();
}

describe('the facts that a plan is computed from', () => {
  test('are read once, and anew as soon as somebody else has committed a change of any of them', async () => {
    const cache = new FactsCache();
    const read = () => database.withActor(READER, (db) => readFacts(db, null, TODAY, cache));
    const register = () => database.withActor(READER, (db) => cache.register(db, null, TODAY));
    const ground = () => database.withActor(READER, (db) => cache.ground(db, null));
    const first = await read();
    expect(await register()).toBe(await register());
    expect(await ground()).toBe(await ground());
    const { id } = first.alleys[0] as (typeof first.alleys)[number];
    const surveyed = await inDistrict((db) => db('alley_surveys').whereNull('superseded_at').first('id', 'alley_id'));
    const priced = await inDistrict((db) => db('projects').whereNotNull('geom').first('id'));

    // Each is one way in which what is known of alleys changes; after each the kept facts are what is read anew.
    const changes: [string, 'ground' | 'register', (db: Knex.Transaction) => Promise<unknown>][] = [
      ['a survey', 'register', (db) => db('alley_surveys').where({ id: surveyed.id }).update({ need_min: 99, need_max: 99, need: 99 })],
      ['a project', 'register', (db) => db('projects').where({ id: priced.id }).update({ name: '改了名的工程' })],
      ['a home', 'ground', (db) => db('households').where({ kind: 'household' }).limit(1).whereNull('archived_at').update({ archived_at: NOW })],
      ['a building', 'ground', (db) => db('building_residents').update({ aged_60: 0 })],
      [
        'a rule',
        'ground',
        (db) =>
          db('settings')
            .insert({ key: 'alley_rules', value: JSON.stringify({ servedM: 10 }) })
            .onConflict('key')
            .merge(),
      ],
    ];
    for (const [name, part, change] of changes) {
      const before = part === 'ground' ? await ground() : await register();
      await inDistrict(change);
      const after = part === 'ground' ? await ground() : await register();
      expect(after, name).not.toBe(before);
      expect(await read(), name).toEqual(await database.withActor(READER, (db) => readFacts(db, null, TODAY, READ_ANEW)));
    }
    // A change that is taken back changes nothing, and whoever makes it sees it while the others do not.
    const settled = await register();
    await inDistrict(async (db) => {
      await db('alleys').where({ id }).update({ name: '只有自己看得见' });
      expect((await cache.register(db, null, TODAY)).find((one) => one.id === id)?.name).toBe('只有自己看得见');
      await db.raw('do $$ begin raise exception $x$taken back$x$; end $$');
    }).catch((error: Error) => expect(error.message).toContain('taken back'));
    expect(await register()).toBe(settled);
    // Visits change neither part.
    await inDistrict((db) => db('household_coverage').update({ state: 'covered' }));
    expect(await register()).toBe(settled);
  }, 120_000);

  test('of a note, a price and a survey between two questions are in the second answer', async () => {
    const planner = await person('planner');
    const api = await serveApi(database.withActor, { now: () => NOW });
    const ask = async (): Promise<PlanResult> => {
      const { status, body, text } = await api.post('/api/plans/solve', { spec: SPEC, draws: 0, waitMs: 5000, timeLimitMs: 2000, gap: 0.01 }, as(planner));
      expect(status, text).toBe(202);
      return body.rough ?? (await ended(api, body.id)).result;
    };
    const before = await ask();
    const at = before.alleys.year.findIndex((year) => year !== null);
    const id = before.alleys.id[at] as number;
    const note = { clientUuid: randomUUID(), kind: 'demolition', notedOn: TODAY, reason: '明年征收' };
    expect((await api.post(`/api/plans/alleys/${id}/notes`, note, as(planner))).status).toBe(201);
    const noted = await ask();
    expect(noted.alleys.year[at]).toBeNull();
    expect(noted.alleys.reason[at]).toMatchObject({ code: 'demolition' });
    const { unitCosts } = (await api.get('/api/plans/model')).body;
    const rows = unitCosts[0].rows.map((row: { lowMinor: number; likelyMinor: number; highMinor: number }) => ({
      ...row,
      lowMinor: row.lowMinor * 2,
      likelyMinor: row.likelyMinor * 2,
      highMinor: row.highMinor * 2,
    }));
    expect((await api.post('/api/plans/unit-costs', { clientUuid: randomUUID(), rows }, as(planner))).status).toBe(201);
    const dearer = await ask();
    expect(dearer.alleys.costMinor[at]).toBeGreaterThan(1.9 * (noted.alleys.costMinor[at] as number));
    const score = dearer.alleys.score[at] as number;
    await inDistrict((db) => db('alley_surveys').where({ alley_id: id, standard: 'road' }).update({ need: 100, need_min: 100, need_max: 100, meets: null }));
    expect((await ask()).alleys.score[at]).toBeGreaterThan(score);
    await api.close();
  }, 180_000);
});

describe('the question itself', () => {
  test('is answered with a first result that keeps every constraint, and the whole is no worse', async () => {
    const planner = await person('planner');
    const api = await serveApi(database.withActor, { now: () => NOW });
    const { body } = await api.post('/api/plans/solve', { spec: SPEC, draws: 5, waitMs: 5000 }, as(planner));
    const job: PlanJob = body;
    const first = (job.rough ?? job.result) as PlanResult;
    expect(first.optimum?.broken).toEqual([]);
    expect(first.alleys.year.some((year) => year !== null)).toBe(true);
    const whole = await ended(api, job.id);
    expect(whole.rough).toBeNull();
    expect(whole.result?.value).toBeGreaterThanOrEqual(first.value);
    expect(whole.result?.draws).toBe(5);
    // Who does not ask for it is answered at once.
    const plain: PlanJob = (await api.post('/api/plans/solve', { spec: SPEC, draws: 0 }, as(planner))).body;
    expect([plain.state, plain.rough]).toEqual(['running', null]);
    expect((await ended(api, plain.id)).rough).toBeNull();
    await api.close();
  }, 180_000);
});
