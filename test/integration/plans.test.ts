import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { describe, expect, test } from 'vitest';
import { CRITERIA, DEFAULT_WEIGHTS } from '../../geodata/priority/criteria.ts';
import { conditionOf, defectSharesOf, removableOf, scoreOf, shareOfWeights } from '../../geodata/priority/score.ts';
import type { PlanJob, PlanResult } from '../../server/plans/contract.ts';
import { type Api, serveApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { aPerson } from '../support/factories.ts';

const database = await testDatabase({ demo: 'S' });
const NOW = new Date('2026-11-20T02:00:00Z');
const as = (person: number) => ({ 'x-work-as': String(person) });

/** The demo district with a planner and somebody who approves, in a transaction that is rolled back. */
const inDemo = (fn: (api: Api, db: Knex.Transaction, people: { planner: number; chief: number }) => Promise<void>) => (): Promise<void> =>
  database.inTransaction(async (db) => {
    const planner = await aPerson(db, { role: 'planner', name: 'Planner' });
    const chief = await aPerson(db, { role: 'district_command', name: 'Chief' });
    const api = await serveApi(database.withActorOn(db), { now: () => NOW });
    try {
      await fn(api, db, { planner, chief });
    } finally {
      await api.close();
    }
  });

const MILLION = 100_000_000;
const budget = (amountMinor: number, year = 2027) => [{ year, source: 'any', amountMinor }];
const spec = (more: object = {}) => ({ weights: DEFAULT_WEIGHTS, startYear: 2027, budgets: budget(MILLION), ...more });

async function solved(
  api: Api,
  person: number,
  more: object = {},
  options: object = {},
): Promise<{ job: string; result: PlanResult; state: PlanJob['state'] }> {
  const begun = await api.post('/api/plans/solve', { spec: spec(more), timeLimitMs: 20_000, draws: 20, ...options }, as(person));
  expect(begun.status, begun.text).toBe(202);
  for (let at = 0; at < 2400; at++) {
    const job: PlanJob = (await api.get(`/api/plans/jobs/${begun.body.id}`)).body;
    expect(job.state, job.detail ?? '').not.toBe('failed');
    if (job.state !== 'running') return { job: job.id, result: job.result as PlanResult, state: job.state };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the job did not end');
}
async function ended(api: Api, job: string): Promise<PlanJob> {
  for (let at = 0; at < 600; at++) {
    const state: PlanJob = (await api.get(`/api/plans/jobs/${job}`)).body;
    if (state.state !== 'running') return state;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the job did not end');
}
const chosenOf = ({ alleys }: PlanResult) => alleys.id.filter((_, at) => alleys.year[at] !== null);
const reasonOf = ({ alleys }: PlanResult, id: number) => alleys.reason[alleys.id.indexOf(id)];

describe('what the planner reads', () => {
  test(
    'is every alley in columns, and one alley with where each figure comes from',
    inDemo(async (api, db) => {
      const columns = (await api.get('/api/plans/alleys')).body;
      expect(columns.id.length).toBe(Number((await db('alleys').count('* as n').first())?.n));
      expect(columns.needMin.length).toBe(columns.id.length * columns.criteria.length);
      const surveyed = await db('alley_conditions').where({ standard: 'road' }).whereRaw('need_min = need_max').first('alley_id', 'need_min');
      const at = columns.id.indexOf(surveyed.alley_id);
      expect(columns.needMin[at * columns.criteria.length]).toBeCloseTo(surveyed.need_min, 1);
      const alley = (await api.get(`/api/plans/alleys/${surveyed.alley_id}`)).body;
      expect(alley.criteria).toHaveLength(10);
      expect(alley.criteria[0]).toMatchObject({ criterion: 'road', source: 'survey' });
      expect(alley.criteria[0].date).toMatch(/^2026-/);
      expect(alley.likelyMinor).toBe(columns.likelyMinor[at]);
      const whole = columns.likelyMinor.reduce((sum: number, cost: number | null) => sum + (cost ?? 0), 0);
      const paid = Object.values<number>(columns.likelyBySource).reduce((sum, minor) => sum + minor, 0);
      expect(Math.abs(paid - whole)).toBeLessThanOrEqual(columns.id.length);
      expect(alley.takeOff.every(({ isPlaceholder }: { isPlaceholder: boolean }) => isPlaceholder)).toBe(true);
      expect((await api.get('/api/plans/alleys/999999')).body.type).toBe('/problems/alley-not-found');
    }),
  );

  test(
    'weights and unit costs are kept in versions with who wrote them',
    inDemo(async (api, _db, { planner, chief }) => {
      const body = { clientUuid: randomUUID(), name: '夏汛', weights: { ...DEFAULT_WEIGHTS, water: 40 } };
      expect((await api.post('/api/plans/weights', body)).body.type).toBe('/problems/person-required');
      expect((await api.post('/api/plans/weights', body, as(planner))).body).toMatchObject({ version: 1, person: { name: 'Planner' } });
      expect((await api.post('/api/plans/weights', body, as(planner))).body.version).toBe(1);
      expect((await api.post('/api/plans/weights', { ...body, clientUuid: randomUUID() }, as(chief))).body.version).toBe(2);
      const zero = Object.fromEntries(Object.keys(DEFAULT_WEIGHTS).map((code) => [code, 0]));
      const refused = await api.post('/api/plans/weights', { ...body, clientUuid: randomUUID(), weights: zero }, as(planner));
      expect(refused.body).toMatchObject({ status: 400, errors: [{ pointer: '/weights' }] });
      const { unitCosts, weightSets } = (await api.get('/api/plans/model')).body;
      expect([unitCosts[0].version, weightSets.map(({ version }: { version: number }) => version)]).toEqual([0, [2, 1]]);
      const rows = unitCosts[0].rows.map((row: object) => ({ ...row, isPlaceholder: false, source: '造价信息 2026-10' }));
      expect((await api.post('/api/plans/unit-costs', { clientUuid: randomUUID(), rows }, as(planner))).body).toMatchObject({ version: 1 });
      expect((await api.get('/api/plans/model')).body.unitCosts[0]).toMatchObject({ version: 1, rows: [{ isPlaceholder: false }, ...rows.slice(1)] });
    }),
  );
});

describe('a plan', () => {
  test(
    'is the optimum with its proof, is no worse than the rule or worst first, and says of every alley why',
    inDemo(async (api, _db, { planner }) => {
      const { result } = await solved(
        api,
        planner,
        {
          years: 2,
          budgets: [...budget(60_000_000, 2027), ...budget(60_000_000, 2028)],
          floorRule: { householdShare: 0, leastCount: 1 },
        },
        { timeLimitMs: 100_000 },
      );
      expect(result.status, JSON.stringify({ conflicts: result.conflicts, gap: result.gap, elapsedMs: result.elapsedMs })).toBe('optimal');
      expect(result.gap).toBeLessThanOrEqual(0.0001);
      expect(result.optimum?.broken).toEqual([]);
      expect(result.value).toBeGreaterThanOrEqual(result.greedy.value);
      expect(result.value).toBeGreaterThanOrEqual(result.worstFirst.value);
      expect(chosenOf(result).length).toBeGreaterThan(0);
      expect(result.alleys.reason.every(({ code }) => code !== '')).toBe(true);
      for (const { spentMinor, budgetMinor } of result.budgets) expect(spentMinor).toBeLessThanOrEqual(budgetMinor);
      expect(result.curve).toHaveLength(24);
      expect(result.draws).toBe(20);
      for (const share of result.alleys.stability) expect(share).toBeGreaterThanOrEqual(0);
    }),
    150_000,
  );

  test(
    'removes the score in the measure of the defects, by metres, and builds nothing where there is nothing to build',
    inDemo(async (api, _db, { planner }) => {
      const columns = (await api.get('/api/plans/alleys')).body;
      const { result } = await solved(api, planner, { costCase: 'low' }, { draws: 0, gap: 0.01 });
      const shares = shareOfWeights(DEFAULT_WEIGHTS);
      const { alleys } = result;
      for (const [at, id] of alleys.id.entries()) {
        const place = columns.id.indexOf(id);
        const needOf = (column: number[]) => Float32Array.from(column.slice(place * CRITERIA.length, (place + 1) * CRITERIA.length));
        const needs = { min: needOf(columns.needMin), max: needOf(columns.needMax) };
        const removable = removableOf(scoreOf(needs, shares).middle, conditionOf(needs, defectSharesOf(shares)));
        expect(Math.abs((alleys.value[at] as number) - (removable * columns.lengthM[place]) / 100)).toBeLessThan(0.1);
      }
      const whole = alleys.value.reduce((sum, value, at) => sum + (alleys.subdistrict[at] === null ? 0 : value), 0);
      expect(result.subdistricts.reduce((sum, { valueBefore }) => sum + valueBefore, 0)).toBeCloseTo(whole, 0);
      const idle = alleys.id.filter((_, at) => alleys.costMinor[at] === 0);
      expect(idle.length).toBeGreaterThan(0);
      for (const id of idle) expect(chosenOf(result)).not.toContain(id);
      expect(idle.map((id) => reasonOf(result, id)?.code)).toContain('nothing-to-do');
      const locks = [{ alleyId: idle.find((id) => reasonOf(result, id)?.code === 'nothing-to-do'), kind: 'in', reason: 'promised' }];
      const refused = (await api.post('/api/plans/solve', { spec: spec({ costCase: 'low', locks }) }, as(planner))).body;
      expect(refused).toMatchObject({ status: 400, errors: [{ pointer: '/spec/locks/0', detail: expect.stringContaining('nothing-to-do') }] });
    }),
    60_000,
  );

  test(
    'keeps locks, consent, demolition and cool-off, and names who and why',
    inDemo(async (api, db, { planner }) => {
      const first = (await solved(api, planner)).result;
      const [out, doomed, unwilling, renewed] = chosenOf(first) as [number, number, number, number];
      const left = first.alleys.id.find((id, at) => first.alleys.year[at] === null && ['budget', 'outbid'].includes(reasonOf(first, id)?.code ?? '')) as number;
      const note = (id: number, more: object) =>
        api.post(`/api/plans/alleys/${id}/notes`, { clientUuid: randomUUID(), notedOn: '2026-11-01', reason: 'meeting', ...more }, as(planner));
      expect((await note(doomed, { kind: 'demolition' })).status).toBe(201);
      expect((await note(unwilling, { kind: 'consent', asked: 100, agreed: 40 })).status).toBe(201);
      expect((await note(unwilling, { kind: 'consent', asked: 10, agreed: 40 })).status).toBe(400);
      const [{ id: project }] = await db('projects')
        .insert({ code: 'old', kind: 'alleys', name: 'Old', phase: 'accepted', finished_on: '2024-05-01' })
        .returning('id');
      await db('project_alleys').insert({ project_id: project, alley_id: renewed });
      await db.raw('select refresh_project_facts(array[?::bigint])', [project]);
      const locks = [
        { alleyId: out, kind: 'out', reason: 'road works of the city' },
        { alleyId: left, kind: 'in', reason: 'promised to residents' },
      ];
      const { result } = await solved(api, planner, { locks });
      expect(result.status).toBe('optimal');
      for (const id of [out, doomed, unwilling, renewed]) expect(chosenOf(result)).not.toContain(id);
      expect(chosenOf(result)).toContain(left);
      expect(reasonOf(result, out)).toMatchObject({ code: 'locked-out', reason: 'road works of the city', person: 'Planner' });
      expect(reasonOf(result, doomed)?.code).toBe('demolition');
      expect(reasonOf(result, unwilling)).toMatchObject({ code: 'consent', share: 0.4 });
      expect(['cool-off', 'moratorium']).toContain(reasonOf(result, renewed)?.code);
      expect(reasonOf(result, left)).toMatchObject({ code: 'chosen', by: 'lock', reason: 'promised to residents' });
    }),
    60_000,
  );

  test(
    'in packages is built together, each package once and within its value',
    inDemo(async (api, _db, { planner }) => {
      const { result } = await solved(api, planner, { packages: { withinM: 150, leastMinor: 10_000_000, mostMinor: 60_000_000 } }, { gap: 0.02 });
      expect(result.optimum?.broken).toEqual([]);
      const built = new Map<number, number>();
      for (const [at, one] of result.alleys.package.entries())
        if (one !== null && result.alleys.year[at] !== null) built.set(one, (built.get(one) ?? 0) + (result.alleys.costMinor[at] ?? 0));
      expect(built.size).toBeGreaterThan(0);
      for (const value of built.values()) {
        expect(value).toBeGreaterThanOrEqual(10_000_000);
        expect(value).toBeLessThanOrEqual(60_000_000);
      }
    }),
    60_000,
  );

  test(
    'that cannot be says what stands against what, and the least that would have to give way',
    inDemo(async (api, _db, { planner }) => {
      const grid = (await api.get('/api/plans/alleys')).body.subdistrict.find((code: string | null) => code !== null);
      const { result } = await solved(api, planner, { budgets: budget(1_000_000), floors: [{ grid, leastMinor: 5_000_000 }] });
      expect(result.status).toBe('infeasible');
      const { conflicting, isMinimal, relaxations, ways } = result.conflicts as NonNullable<PlanResult['conflicts']>;
      expect(isMinimal).toBe(true);
      expect(conflicting.map(({ kind }) => kind).sort()).toEqual(['budget', 'floor-cost']);
      const floor = conflicting.find(({ kind }) => kind === 'floor-cost');
      expect(floor).toMatchObject({ grid, gridName: expect.any(String), unit: 'minor', needed: 5_000_000, alleyIds: [] });
      expect(floor?.there).toBeLessThanOrEqual(1_000_000);
      const purse = conflicting.find(({ kind }) => kind === 'budget');
      expect(purse).toMatchObject({ year: 2027, source: 'any', there: 1_000_000 });
      expect(purse?.needed).toBeGreaterThanOrEqual(5_000_000);
      // Each missing 分 is either more money or a smaller floor.
      expect(relaxations.every(({ kind, from, to, amount }) => ['budget', 'floor-cost'].includes(kind) && amount === Math.abs(to - from))).toBe(true);
      expect(relaxations.reduce((sum, { amount }) => sum + amount, 0)).toBeGreaterThanOrEqual(4_000_000);
      expect(ways.map(({ by }) => by)).toEqual(['budgets', 'floors']);
      // Who gives way as told finds an answer.
      const more = ways[0]?.relaxations[0]?.to as number;
      expect((await solved(api, planner, { budgets: budget(more), floors: [{ grid, leastMinor: 5_000_000 }] })).result.status).toBe('optimal');
      expect(result.greedy.broken.map(({ kind }) => kind)).toContain('floor-cost');
    }),
    60_000,
  );

  test(
    'is refused on the spot where it asks what cannot be asked',
    inDemo(async (api, db, { planner }) => {
      const ids: number[] = await db('alleys').orderBy('id').limit(4).pluck('id');
      const [id] = ids;
      await db('alleys').where({ id }).update({ width_m: null });
      const ask = async (more: object) => (await api.post('/api/plans/solve', { spec: spec(more) }, as(planner))).body;
      const zero = Object.fromEntries(Object.keys(DEFAULT_WEIGHTS).map((code) => [code, 0]));
      expect(await ask({ weights: zero })).toMatchObject({ status: 400, errors: [{ pointer: '/spec/weights' }] });
      expect(await ask({ budgets: budget(-5) })).toMatchObject({ status: 400, errors: [{ pointer: '/spec/budgets/0/amountMinor' }] });
      expect(await ask({ budgets: budget(5, 2031) })).toMatchObject({ status: 400, errors: [{ pointer: '/spec/budgets/0/year' }] });
      expect(await ask({ locks: [{ alleyId: id, kind: 'in', reason: 'x' }] })).toMatchObject({
        status: 400,
        errors: [{ pointer: '/spec/locks/0', detail: expect.stringContaining('no-cost') }],
      });
      const [, nowhere] = await db('alleys').orderBy('id').limit(2).select('id');
      await db('alleys').where({ id: nowhere.id }).update({ length_m: 0 });
      expect(await ask({ locks: [{ alleyId: nowhere.id, kind: 'in', reason: 'x' }] })).toMatchObject({
        status: 400,
        errors: [{ pointer: '/spec/locks/0', detail: expect.stringContaining('no-place') }],
      });
      const some = (await api.get('/api/plans/alleys')).body;
      const dear = some.id.filter((_: number, at: number) => some.likelyMinor[at] > 0).slice(-3);
      const locks = dear.map((alleyId: number) => ({ alleyId, kind: 'in', reason: 'x', year: 2027 }));
      expect(await ask({ budgets: budget(100), locks })).toMatchObject({
        status: 400,
        errors: [{ pointer: '/spec/locks', code: 'locks-break-budget', figures: { source: 'any', year: 2027, budgetMinor: 100 } }],
      });
      expect(await ask({ locks: [{ alleyId: 99_999_999, kind: 'in', reason: 'x' }] })).toMatchObject({
        errors: [{ pointer: '/spec/locks/0', code: 'lock-nowhere', figures: { alleyId: 99_999_999 } }],
      });
      expect(await ask({ floors: [{ grid: 'nowhere' }], conflicts: [[ids[2], ids[2]]] })).toMatchObject({
        errors: [
          { pointer: '/spec/conflicts/0', code: 'pair-same', figures: { alleyId: ids[2] } },
          { pointer: '/spec/floors/0/grid', code: 'floor-nowhere', figures: { grid: 'nowhere' } },
        ],
      });
      expect(
        await ask({
          precedences: [
            [ids[2], ids[3]],
            [ids[3], ids[2]],
          ],
        }),
      ).toMatchObject({ errors: [{ pointer: '/spec/precedences', code: 'precedence-cycle' }] });
      expect(await ask({ grid: 'nowhere' })).toMatchObject({ type: '/problems/grid-not-found' });
      expect((await api.post('/api/plans/solve', { spec: spec() })).body.type).toBe('/problems/person-required');
    }),
  );
});

describe('an alley that was joined into another', () => {
  test(
    'is named with the other one, in every lock and pair that still means it',
    inDemo(async (api, db, { planner, chief }) => {
      const near = await db.raw(
        `select a.id, b.id as other, b.name, b.code, coalesce(a.name, a.code) as into_name, (select min(id) from alleys c where c.id not in (a.id, b.id)) as third
         from alleys a join alleys b on a.id < b.id and st_dwithin(a.geom_m, b.geom_m, 0.5) order by a.id limit 1`,
      );
      const [{ id, other, name, code, into_name: intoName, third }] = near.rows;
      const join = await api.post(`/api/alleys/${id}/join`, { clientUuid: randomUUID(), otherId: Number(other), reason: 'x' }, as(chief));
      expect(join.status, join.text).toBe(201);
      const lost = { alleyId: Number(other), name: name ?? code, intoId: Number(id), intoName };
      const more = { locks: [{ alleyId: Number(other), kind: 'out', reason: 'x' }], conflicts: [[Number(third), Number(other)]] };
      expect((await api.post('/api/plans/solve', { spec: spec(more) }, as(planner))).body).toMatchObject({
        status: 400,
        errors: [
          { pointer: '/spec/locks/0', code: 'lock-nowhere', figures: lost },
          { pointer: '/spec/conflicts/0', code: 'pair-nowhere', figures: { ...lost, first: Number(third), second: Number(other) } },
        ],
      });
    }),
  );
});

describe('a saved plan', () => {
  test(
    'has versions, a trail, a difference, files and a fingerprint, and approved it becomes projects',
    inDemo(async (api, db, { planner, chief }) => {
      const small = await solved(api, planner);
      const large = await solved(api, planner, { budgets: budget(2 * MILLION) });
      const keep = (job: string, more: object = {}) => api.post('/api/plans', { clientUuid: randomUUID(), job, name: '2027', ...more }, as(planner));
      const one = await keep(small.job);
      expect(one.status, one.text).toBe(201);
      const two = (await keep(large.job, { seriesId: one.body.id, note: 'twice the money' })).body;
      expect([two.version, two.seriesId]).toEqual([2, one.body.id]);
      expect((await api.get('/api/plans')).body.items).toHaveLength(2);

      const diff = (await api.get(`/api/plans/${one.body.id}/diff?with=${two.id}`)).body;
      const [before, after] = [chosenOf(small.result), chosenOf(large.result)];
      expect(diff.in.map(({ alleyId }: { alleyId: number }) => alleyId)).toEqual(after.filter((id) => !before.includes(id)));
      expect(diff.out.map(({ alleyId }: { alleyId: number }) => alleyId)).toEqual(before.filter((id) => !after.includes(id)));

      expect((await api.get(`/api/plans/${two.id}/changes`)).body).toMatchObject({ isReproducible: true, parts: [] });
      await db.raw(`update plans set fingerprint = jsonb_set(fingerprint::jsonb, '{parts,model}', '"2026-1"') where id = ?`, [one.body.id]);
      expect((await api.get(`/api/plans/${one.body.id}/changes`)).body).toMatchObject({ isReproducible: false, parts: ['model'], changed: [] });
      const moved = after[0] as number;
      await db.raw('update alleys set geom = st_multi(st_translate(geom, 0.0001, 0)) where id = ?', [moved]);
      expect((await api.get(`/api/plans/${two.id}/changes`)).body).toMatchObject({ isReproducible: false, parts: ['places'], redrawn: [moved], changed: [] });

      const xlsx = await api.get(`/api/plans/${two.id}/file?f=xlsx`);
      expect([xlsx.status, xlsx.headers.get('content-type')]).toEqual([200, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet']);
      const features = JSON.parse((await api.get(`/api/plans/${two.id}/file?f=geojson`)).text).features;
      expect(features.filter(({ properties }: { properties: { year: number | null } }) => properties.year !== null)).toHaveLength(after.length);
      const file = JSON.parse((await api.get(`/api/plans/${two.id}/file?f=plan`)).text);
      const redo = await ended(api, (await api.post('/api/plans/again', file, as(planner))).body.id);
      expect(redo.again).toMatchObject({ changes: { isReproducible: false, parts: ['places'], redrawn: [moved] } });

      const act = (action: string, person: number, how: object = {}) =>
        api.post(`/api/plans/${two.id}/events`, { clientUuid: randomUUID(), action, note: action, ...how }, as(person));
      expect((await act('approve', planner)).body.type).toBe('/problems/role-not-allowed');
      expect((await act('approve', chief)).body).toMatchObject({ type: '/problems/plan-not-open', status: 409 });
      await act('comment', chief);
      expect((await act('submit', planner)).body.status).toBe('submitted');
      const outdated = (await act('approve', chief)).body;
      expect(outdated).toMatchObject({ type: '/problems/plan-outdated', status: 409, alleyIds: [moved] });
      const approved = await act('approve', chief, { acceptsChanges: true });
      expect(approved.status, approved.text).toBe(201);
      expect(approved.body.events.map(({ action }: { action: string }) => action)).toEqual(['comment', 'submit', 'approve']);
      expect(approved.body.projects).toHaveLength(after.length);
      const planned = await db('project_funds')
        .whereIn(
          'project_id',
          approved.body.projects.map(({ id }: { id: number }) => id),
        )
        .sum('planned_minor as sum')
        .first();
      expect(Number(planned?.sum)).toBe(large.result.optimum?.spentMinor);
    }),
    90_000,
  );
});
