import { randomUUID } from 'node:crypto';
import excel from 'exceljs';
import type { Knex } from 'knex';
import { describe, expect, test } from 'vitest';
import { AHP_PARTS, pairsOf, weighCriteria } from '../../geodata/priority/ahp.ts';
import { CRITERIA, DEFAULT_WEIGHTS } from '../../geodata/priority/criteria.ts';
import type { PlanEffect, PlanJob, PlanReport } from '../../server/plans/contract.ts';
import { planRoutes } from '../../server/plans/contract.ts';
import { type Api, serveApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { aPerson } from '../support/factories.ts';

const database = await testDatabase({ demo: 'S' });
const NOW = new Date('2026-11-20T02:00:00Z');
const as = (person: number) => ({ 'x-work-as': String(person) });

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

async function jobEnded(api: Api, id: string): Promise<PlanJob> {
  for (let at = 0; at < 600; at++) {
    const job: PlanJob = (await api.get(`/api/plans/jobs/${id}`)).body;
    if (job.state !== 'running') return job;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the job did not end');
}

/** A kept plan of one year, with somebody locked in by name. */
async function aPlan(api: Api, planner: number, more: object = {}) {
  const spec = { weights: DEFAULT_WEIGHTS, startYear: 2027, budgets: [{ year: 2027, source: 'any', amountMinor: 60_000_000 }], ...more };
  const begun = await api.post('/api/plans/solve', { spec, draws: 0 }, as(planner));
  expect(begun.status, begun.text).toBe(202);
  const job = await jobEnded(api, begun.body.id);
  expect(job.result?.status, job.detail ?? '').toBe('optimal');
  const kept = await api.post('/api/plans', { clientUuid: randomUUID(), job: job.id, name: '2027' }, as(planner));
  expect(kept.status, kept.text).toBe(201);
  return { id: kept.body.id as number, job, result: job.result as NonNullable<PlanJob['result']> };
}

describe('judgements', () => {
  const even = (items: number): number[] => new Array<number>(pairsOf(items)).fill(1);
  const judgements = { groups: [3, 5, 9, 2, 5, 3], defects: even(AHP_PARTS.defects.length), people: even(AHP_PARTS.people.length) };

  test(
    'become weights that are kept with how they were made; those that contradict one another, or say otherwise, are refused where they do',
    inDemo(async (api, _db, { planner }) => {
      const { weights } = weighCriteria(judgements);
      const save = (more: object) => api.post('/api/plans/weights', { clientUuid: randomUUID(), name: '专家组', weights, ...more }, as(planner));
      const kept = await save({ made: { by: 'ahp', judgements } });
      expect(kept.status, kept.text).toBe(201);
      expect(kept.body).toMatchObject({ made: { by: 'ahp', judgements }, person: { name: 'Planner' }, version: 1 });
      expect(kept.body.consistency.groups).toBeLessThan(0.1);
      expect((await api.get('/api/plans/model')).body.weightSets[0]).toMatchObject({ made: { by: 'ahp' }, weights: kept.body.weights });
      const wrong = { ...judgements, groups: [9, 1 / 9, 1, 9, 1, 1] };
      expect((await save({ made: { by: 'ahp', judgements: wrong } })).body).toMatchObject({
        status: 400,
        errors: [{ pointer: '/made/judgements/groups', detail: expect.stringMatching(/consistency ratio .* Furthest off: \w+ against \w+/) }],
      });
      expect((await save({ weights: DEFAULT_WEIGHTS, made: { by: 'ahp', judgements } })).body).toMatchObject({ status: 400, errors: expect.anything() });
      expect((await save({ made: { by: 'preset', preset: 'nobody' } })).body).toMatchObject({ status: 400, errors: [{ pointer: '/made/preset' }] });
      expect((await save({ made: { by: 'preset', preset: 'safety' } })).body).toMatchObject({ made: { preset: 'safety' }, consistency: null, version: 2 });
      expect((await save({})).body).toMatchObject({ made: { by: 'direct' }, version: 3 });
    }),
  );
});

describe('a computation', () => {
  test(
    'is watched as it goes, with value, bound and gap, and ends its line',
    inDemo(async (api, _db, { planner }) => {
      const spec = { weights: DEFAULT_WEIGHTS, startYear: 2027, budgets: [{ year: 2027, source: 'any', amountMinor: 60_000_000 }] };
      const { id } = (await api.post('/api/plans/solve', { spec, draws: 20 }, as(planner))).body;
      const stream = await api.get(`/api/plans/jobs/${id}/events`);
      expect(stream.headers.get('content-type')).toMatch(/text\/event-stream/);
      const messages = stream.text
        .split('\n\n')
        .filter((block) => block.startsWith('event:'))
        .map((block) => ({ event: block.slice(7, block.indexOf('\n')), job: JSON.parse(block.slice(block.indexOf('data: ') + 6)) as PlanJob }));
      expect(messages.at(-1)).toMatchObject({ event: 'end', job: { state: 'done', result: null } });
      const told = messages.flatMap(({ job }) => (job.progress === null ? [] : [job.progress]));
      expect(told.length).toBeGreaterThan(1);
      for (const one of told) expect(one.timeLimitMs).toBe(10_000);
      expect(told.at(-1)).toMatchObject({ stage: 'outlook' });
      expect(told.at(-1)?.gap).toBeLessThanOrEqual(0.0001);
      expect((await api.get(`/api/plans/jobs/${randomUUID()}/events`)).status).toBe(404);
    }),
    30_000,
  );

  test(
    'of a plan file gives the same answer, or says which input has changed',
    inDemo(async (api, db, { planner }) => {
      const { id } = await aPlan(api, planner);
      const file = JSON.parse((await api.get(`/api/plans/${id}/file?f=plan`)).text);
      expect(JSON.stringify(file)).not.toContain('Planner');
      const again = async () => {
        const begun = await api.post('/api/plans/again', file, as(planner));
        expect(begun.status, begun.text).toBe(202);
        return (await jobEnded(api, begun.body.id)).again;
      };
      expect(await again()).toMatchObject({ isSame: true, changes: { isReproducible: true, parts: [] }, valueBefore: file.answer.value });
      const first = file.answer.id[0];
      await db('alleys').where({ id: first }).update({ width_m: 40 });
      const changed = await again();
      expect(changed?.changes.parts).toEqual(expect.arrayContaining(['alleys', 'places']));
      expect(changed?.changes.changed).toEqual([first]);
      expect(changed?.isSame).toBe(false);
      expect((await api.post('/api/plans/again', { ...file, format: 'other' }, as(planner))).status).toBe(400);
    }),
    60_000,
  );
});

describe('residents of 60 and over', () => {
  test(
    'count by building: an interval where nobody counted, and money by how many of them a community has',
    inDemo(async (api, db, { planner }) => {
      const of = async (id: number) => {
        const alley = (await api.get(`/api/plans/alleys/${id}`)).body;
        return { residents: alley.residents, raw: alley.criteria.find(({ criterion }: { criterion: string }) => criterion === 'vulnerable') };
      };
      const near = await db.raw(
        `select a.id, array_agg(b.id) as buildings from alleys a join buildings b on st_dwithin(b.geom::geography, a.geom::geography, 40)
         join building_residents r on r.building_id = b.id group by a.id order by a.id limit 1`,
      );
      const { id } = near.rows[0];
      const counted = await of(id);
      expect(counted.residents).toMatchObject({ source: expect.stringContaining('楼栋'), on: expect.stringMatching(/^2026-/) });
      expect(counted.raw).toMatchObject({ source: counted.residents.source, date: counted.residents.on });
      await db('building_residents').del();
      const unknown = await of(id);
      expect(unknown.residents).toBeNull();
      expect(unknown.raw.rawMax - unknown.raw.rawMin).toBe(60);
      const { result } = await aPlan(api, planner);
      expect(result.elderly).toHaveLength(1);
      expect(result.elderly?.[0]).toMatchObject({ fromShare: null, residents: 0 });
      const some = await db('buildings').whereNotNull('path').select('id');
      await db('building_residents').insert(some.map((one) => ({ building_id: one.id, residents: 10, aged_60: 3, counted_on: '2026-09-01', source: 'x' })));
      const whole = (await aPlan(api, planner)).result;
      const bands = whole.elderly ?? [];
      expect(bands.find(({ fromShare }) => fromShare === 0.3)?.spentMinor).toBe(whole.optimum?.spentMinor);
      expect(bands.reduce((sum, { alleys }) => sum + alleys, 0)).toBe(whole.optimum?.alleys);
      expect(whole.subdistricts[0]?.elderlyShare).toBeCloseTo(0.3, 3);
    }),
    60_000,
  );

  test(
    'are kept by building, never more than live there',
    inDemo(async (_api, db) => {
      const { id } = await db('buildings').first('id');
      await db('building_residents').where({ building_id: id }).del();
      await expect(
        db.transaction((trx) => trx('building_residents').insert({ building_id: id, residents: 3, aged_60: 4, counted_on: '2026-09-01', source: 'x' })),
      ).rejects.toThrow(/building_residents_counts/);
    }),
  );
});

describe('what leaves the house', () => {
  test(
    'is a workbook with quantities, scores and costs that add up, and a report whose notice holds neither scores nor names of people',
    inDemo(async (api, _db, { planner }) => {
      const first = await aPlan(api, planner);
      const free = first.result.alleys.id.find((_, at) => first.result.alleys.reason[at]?.code === 'budget') as number;
      const { id, result } = await aPlan(api, planner, { locks: [{ alleyId: free, kind: 'in', reason: '承诺' }] });
      const book = new excel.Workbook();
      const response = await fetch(`${api.url}/api/plans/${id}/file?f=xlsx`);
      await book.xlsx.load((await response.arrayBuffer()) as never);
      expect(book.worksheets.map(({ name }) => name)).toEqual(['排序', '分项得分', '工程量', '造价', '资金', '街道', '说明']);
      const ranking = book.getWorksheet('排序');
      expect(ranking?.rowCount).toBe(result.alleys.id.length + 1);
      expect(ranking?.getRow(1).values).toContain('造价中值（元）');
      const costs = book.getWorksheet('造价');
      const totals = costs?.getRow(costs.rowCount);
      expect(Number(totals?.getCell(6).value) * 100).toBeCloseTo(result.optimum?.spentMinor as number, -2);
      const scores = book.getWorksheet('分项得分');
      const row = scores?.getRow(2).values as number[];
      // Rank, code, name, score, then least need, most need and points of each criterion; the first cell of values is empty.
      const points = CRITERIA.reduce((sum, _, at) => sum + (row[5 + at * 3 + 2] as number), 0);
      expect(points).toBeCloseTo(row[4] as number, 0);
      const text = book.worksheets.flatMap((sheet) => sheet.getSheetValues()).join();
      expect(text).toContain('承诺');
      expect(text).not.toContain('Planner');

      const report: PlanReport = (await api.get(`/api/plans/${id}/report`)).body;
      expect(planRoutes.report.response.safeParse(report).error).toBeUndefined();
      expect(report.totals.spentMinor).toBe(result.optimum?.spentMinor);
      // Homes that two alleys share are counted once.
      const served = report.rows.map(({ households }) => households ?? 0);
      expect(report.totals.households).toBeGreaterThanOrEqual(Math.max(...served));
      expect(report.totals.households).toBeLessThanOrEqual(served.reduce((sum, homes) => sum + homes, 0));
      expect(report.rows.map(({ no }) => no)).toEqual(report.rows.map((_, at) => at + 1));
      expect(report.map.chosen.features).toHaveLength(report.rows.length);
      expect(report.outByReason.reduce((sum, { alleys }) => sum + alleys, 0)).toBe(result.alleys.id.length - report.rows.length);
      expect(JSON.stringify(report.rows)).not.toContain('Planner');
      expect(Object.keys(report.notice.rows[0] ?? {}).sort()).toEqual(['lengthM', 'name', 'no', 'subdistrict', 'works', 'year']);
      expect(JSON.stringify(report.notice)).not.toMatch(/score|household|person|reason/i);
    }),
    60_000,
  );
});

describe('what came of a plan', () => {
  test(
    'is told against alleys of the same days: not approved, nothing finished, too early, too few, measured',
    inDemo(async (api, db, { planner, chief }) => {
      const { id, result } = await aPlan(api, planner);
      const effect = async (query = ''): Promise<PlanEffect> => {
        const body = (await api.get(`/api/plans/${id}/effect${query}`)).body;
        expect(planRoutes.effect.response.safeParse(body).error).toBeUndefined();
        return body;
      };
      expect((await effect()).state).toBe('not-approved');
      for (const [action, person] of [
        ['submit', planner],
        ['approve', chief],
      ] as const)
        expect((await api.post(`/api/plans/${id}/events`, { clientUuid: randomUUID(), action }, as(person))).status).toBe(201);
      expect(await effect()).toMatchObject({ state: 'nothing-finished', measures: [] });

      const projects = (await db('plan_projects').where({ plan_id: id }).select('project_id')).map((row) => row.project_id);
      const finish = (day: string) => db('projects').whereIn('id', projects).update({ phase: 'accepted', started_on: '2026-04-01', finished_on: day });
      await finish('2026-10-01');
      const early = await effect();
      expect(early).toMatchObject({ state: 'too-early', measures: [] });
      expect(early.chosen.tooEarly).toBe(early.chosen.finished);
      expect((await effect('?days=30')).state).toBe('measured');
      expect((await api.get(`/api/plans/${id}/effect?days=5`)).status).toBe(400);

      await finish('2026-06-01');
      await db('issues').del();
      const few = await effect();
      expect(few.measures.find(({ code }) => code === 'reported')).toMatchObject({ state: 'too-few', difference: null, reading: null });

      // Two reports before and none after in each of the built, one before and one after in the others.
      const chosen = result.alleys.id.filter((_, at) => result.alleys.year[at] != null);
      const outbid = result.alleys.id.filter((_, at) => ['budget', 'outbid'].includes(result.alleys.reason[at]?.code ?? ''));
      let serial = 0;
      const report = (alley: number, day: string) => {
        serial += 1;
        return {
          code: `T${serial}`,
          title: 't',
          domain: 'living_environment',
          alley_id: alley,
          state: 'closed',
          reported_at: `${day}T03:00:00Z`,
          closed_at: `${day}T09:00:00Z`,
        };
      };
      await db.batchInsert('issues', [
        ...chosen.flatMap((alley) => [report(alley, '2026-02-10'), report(alley, '2026-03-10')]),
        ...outbid.flatMap((alley) => [report(alley, '2026-02-10'), report(alley, '2026-07-10')]),
      ]);
      await db('alley_facts').update({ served_households: 100 });
      const measured = await effect();
      expect(measured).toMatchObject({ state: 'measured', from: '2026-01-01', to: '2026-08-29', compared: outbid.length });
      const reported = measured.measures.find(({ code }) => code === 'reported');
      expect(reported).toMatchObject({
        state: 'measured',
        chosen: { alleys: chosen.length, before: 2, after: 0, countBefore: 2 * chosen.length, countAfter: 0 },
        compared: { alleys: outbid.length, before: 1, after: 1, countBefore: outbid.length },
        difference: -2,
        reading: 'better',
      });

      const moved = chosen[0] as number;
      await db.raw('update alleys set geom = st_multi(st_translate(geom, 0.0001, 0)) where id = ?', [moved]);
      const redrawn = await effect();
      expect(redrawn.chosen).toMatchObject({ redrawn: 1, measured: chosen.length - 1 });
    }),
    60_000,
  );
});
