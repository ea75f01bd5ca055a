import { randomUUID } from 'node:crypto';
import type { Geometry } from 'geojson';
import type { Knex } from 'knex';
import { describe, expect, test } from 'vitest';
import { allItems, type serveApi } from '../support/api.ts';
import { engineName, testDatabase } from '../support/database.ts';
import { aHousehold, anAlley, aPerson, at, settle, square } from '../support/factories.ts';
import { drawTown, PAPER_NOW, paper } from '../support/paper.ts';

const empty = await testDatabase({ demo: 'none' });
const onPaper = paper(empty);
const as = (person: number) => ({ 'x-work-as': String(person) });
type Api = Awaited<ReturnType<typeof serveApi>>;

async function townWithPlanner(db: Knex.Transaction) {
  const town = await drawTown(db);
  await settle(db);
  return {
    ...town,
    planner: await aPerson(db, { role: 'planner', gridPaths: ['town'] }),
    verifier: await aPerson(db, { role: 'verifier', gridPaths: ['town'] }),
  };
}

let serial = 0;
/** A project as somebody sends it; a test says only what matters to it. */
const body = (over: Record<string, unknown> = {}) => ({ clientUuid: randomUUID(), code: `P-${++serial}`, name: 'Lane', kind: 'gas', ...over });
const line = (...points: [number, number][]): Geometry => ({ type: 'LineString', coordinates: points.map(at) });
const placed = (geometry: Geometry) => ({ place: { geometry } });

async function create(api: Api, person: number, over: Record<string, unknown>) {
  const answer = await api.post('/api/projects', body(over), as(person));
  expect(answer.status, answer.text).toBe(201);
  return answer.body;
}
const advance = (api: Api, person: number, id: number, to: string, on: string, more = {}) =>
  api.post(`/api/projects/${id}/advance`, { clientUuid: randomUUID(), to, on, ...more }, as(person));

describe('programmes', () => {
  test(
    '杜甫路 (S3): 88 courtyards in 3 years, 8863万元, 53 begun in 2020 = 8 done + 28 under way + 17 unstated',
    onPaper(async (api, db) => {
      const { planner } = await townWithPlanner(db);
      const programme = {
        clientUuid: randomUUID(),
        code: 'dufulu-courtyards',
        name: '老旧楼院改造',
        kind: 'old_compounds',
        startsOn: '2020-01-01',
        endsOn: '2022-12-31',
        targets: [
          { code: 'items', name: '老旧楼院', nameEn: 'Old courtyards', value: 88, unit: '个', asOf: '2020-12-31', source: 'S3' },
          { code: 'money', name: '总投资', value: 8863, unit: '万元', asOf: '2020-12-31', source: 'S3' },
        ],
      };
      expect((await api.post('/api/programmes', programme, as(planner))).status).toBe(201);
      const of = async (count: number, over: Record<string, unknown>) => {
        for (let index = 0; index < count; index += 1)
          await create(api, planner, { kind: 'old_compounds', programme: programme.code, name: `楼院 ${++serial}`, ...over });
      };
      await of(8, { phase: 'done', startedOn: '2020-04-01', finishedOn: '2020-11-30' });
      await of(28, { phase: 'under_construction', startedOn: '2020-06-01' });
      await of(17, { phase: 'unstated', startedOn: '2020-06-01' });
      await of(35, { startsOn: '2021-03-01' });

      const [{ figures, targets, startsOn, endsOn }] = (await api.get('/api/programmes')).body.items;
      expect(targets.map(({ value, unit }: { value: number; unit: string }) => `${value}${unit}`)).toEqual(['88个', '8863万元']);
      expect([startsOn, endsOn]).toEqual(['2020-01-01', '2022-12-31']);
      expect(figures).toMatchObject({ projects: 88, items: 88, started: 53, done: 8, underWay: 28, unstated: 17, notStarted: 35 });
      expect(figures.byYear).toEqual([
        { year: 2020, started: 53, done: 8, underWay: 28, unstated: 17, notStarted: 0 },
        { year: 2021, started: 0, done: 0, underWay: 0, unstated: 0, notStarted: 35 },
      ]);
      expect(figures.byPhase).toMatchObject({ planned: 35, under_construction: 28, unstated: 17, done: 8, accepted: 0 });
      // Each number opens its rows.
      const rows = async (filter: string) => (await api.get(`/api/projects?programme=dufulu-courtyards&limit=200&${filter}`)).body.items.length;
      expect([await rows('year=2020'), await rows('phase=done'), await rows('phase=under_construction'), await rows('phase=unstated')]).toEqual([
        53, 8, 28, 17,
      ]);
    }),
  );

  test(
    'what a programme has not registered yet is counted by its target; money adds up by source and year; a project of many items counts them',
    onPaper(async (api, db) => {
      const { planner } = await townWithPlanner(db);
      const programme = {
        clientUuid: randomUUID(),
        code: 'lanes',
        name: 'Lanes',
        kind: 'alleys',
        targets: [{ code: 'items', name: 'Lanes', value: 20, unit: '条' }],
      };
      const added = await api.post('/api/programmes', programme, as(planner));
      expect((await api.post('/api/programmes', programme, as(planner))).status).toBe(200);
      expect((await api.post('/api/programmes', { ...programme, name: 'Other' }, as(planner))).body.type).toBe('/problems/uuid-conflict');
      expect(added.body.figures).toMatchObject({ items: 0, notStarted: 20, money: [], byYear: [] });
      const fund = (source: string, year: number, plannedMinor: number, paidMinor = 0) => ({ source, year, plannedMinor, paidMinor });
      const over = { kind: 'alleys', programme: 'lanes' };
      await create(api, planner, {
        ...over,
        itemCount: 3,
        funds: [fund('district', 2026, 500, 200), fund('province', 2026, 70)],
        phase: 'under_construction',
        startedOn: '2026-03-01',
      });
      await create(api, planner, {
        ...over,
        itemCount: 2,
        funds: [fund('district', 2026, 11), fund('district', 2027, 5)],
        startsOn: '2026-01-01',
        endsOn: '2026-02-01',
      });
      const [{ figures }] = (await api.get('/api/programmes')).body.items;
      expect(figures).toMatchObject({ projects: 2, items: 5, started: 3, underWay: 3, notStarted: 17, late: 1 });
      expect(figures.money).toEqual([
        { source: 'province', year: 2026, plannedMinor: 70, paidMinor: 0 },
        { source: 'district', year: 2026, plannedMinor: 511, paidMinor: 200 },
        { source: 'district', year: 2027, plannedMinor: 5, paidMinor: 0 },
      ]);
      expect((await api.get('/api/projects?source=province')).body.items).toHaveLength(1);
      expect((await api.get('/api/projects?late=true')).body.items.map(({ itemCount }: { itemCount: number }) => itemCount)).toEqual([2]);
    }),
  );
});

describe('a project', () => {
  test(
    'is taken once, shows who benefits from its place, and lies in every grid that has a share of it',
    onPaper(async (api, db) => {
      const { planner } = await townWithPlanner(db);
      const sent = body({ kind: 'heat', ...placed(square(0.2, 0.2, 2.6, 0.6)), reported: { households: 90, buildings: 4, asOf: '2026-05-01' } });
      const first = await api.post('/api/projects', sent, as(planner));
      expect(first.status).toBe(201);
      expect(first.body).toMatchObject({
        place: 'area',
        phase: 'planned',
        households: 3,
        reported: { households: 90, buildings: 4 },
        consentState: 'not_needed',
      });
      const again = await api.post('/api/projects', sent, as(planner));
      expect([again.status, again.body.id]).toEqual([200, first.body.id]);
      expect((await api.post('/api/projects', { ...sent, name: 'Other' }, as(planner))).body.type).toBe('/problems/uuid-conflict');
      expect((await api.post('/api/projects', { ...sent, clientUuid: randomUUID() }, as(planner))).body.type).toBe('/problems/project-exists');
      for (const [grid, found] of [
        ['town', 1],
        ['west', 1],
        ['east', 1],
        ['south', 1],
        ['north', 0],
      ] as const)
        expect((await api.get(`/api/projects?grid=${grid}`)).body.items, grid).toHaveLength(found);
      const { rows } = await db.raw('select sum(share) as whole, count(*)::integer as grids from project_grids');
      expect([Math.abs(rows[0].whole - 1) < 1e-9, rows[0].grids]).toEqual([true, 2]);
      expect(first.body.areaM2).toBeCloseTo(2.6 * 0.6 * 92.9 * 110.9, -3);
    }),
  );

  test(
    'along alleys lies where they lie and serves the homes within reach; a correction keeps what it was',
    onPaper(async (api, db) => {
      const { planner } = await townWithPlanner(db);
      const lanes = [
        await anAlley(db, {
          line: [
            [0.2, 0.52],
            [1.8, 0.52],
          ],
        }),
        await anAlley(db, {
          line: [
            [0.2, 1.5],
            [1.8, 1.5],
          ],
        }),
      ];
      await settle(db);
      const project = await create(api, planner, { kind: 'alleys', place: { alleyIds: [lanes[0]] } });
      expect(project).toMatchObject({ place: 'alleys', households: 2, consentState: 'unknown', alleys: [{ id: lanes[0] }] });
      const corrected = await api.post(
        `/api/projects/${project.id}/corrections`,
        { clientUuid: randomUUID(), reason: 'both lanes', place: { alleyIds: lanes }, itemCount: 2 },
        as(planner),
      );
      expect(corrected.body).toMatchObject({ households: 4, itemCount: 2, name: project.name });
      expect(corrected.body.history[0]).toMatchObject({ action: 'corrected', reason: 'both lanes' });
      expect(corrected.body.history[0].personName).not.toBeNull();
      expect((await api.get(`/api/projects/${project.id}`)).body.history[0].personName).toBeNull();
      const { before } = await db('project_events').where({ project_id: project.id, action: 'corrected' }).first();
      expect(before.item_count).toBe(1);
      const unknown = await api.post('/api/projects', body({ place: { alleyIds: [987_654] } }), as(planner));
      expect(unknown.body.type).toBe('/problems/alley-not-found');
    }),
  );

  test(
    'stays about its lanes when they are split, redrawn and joined',
    onPaper(async (api, db) => {
      const { planner } = await townWithPlanner(db);
      const lane = await anAlley(db, {
        line: [
          [0.2, 0.52],
          [1.8, 0.52],
        ],
      });
      await settle(db);
      const { id, lengthM } = await create(api, planner, { kind: 'alleys', place: { alleyIds: [lane] } });
      const edit = (what: string, body: object) => api.post(`/api/alleys/${lane}/${what}`, { clientUuid: randomUUID(), ...body }, as(planner));
      const split = await edit('split', { point: at([1, 0.52]) });
      const halves = split.body.items.map((alley: { id: number }) => alley.id);
      const now = async () => (await api.get(`/api/projects/${id}`)).body;
      expect((await now()).alleys.map((alley: { id: number }) => alley.id).sort()).toEqual([...halves].sort());
      expect((await now()).lengthM).toBeCloseTo(lengthM, 0);
      const joined = await edit('join', { otherId: halves[1] });
      expect(joined.status, joined.text).toBe(201);
      expect((await now()).alleys.map((alley: { id: number }) => alley.id)).toEqual([lane]);
      expect((await edit('redraw', { geometry: line([0.2, 0.52], [0.8, 0.52]) })).status).toBe(201);
      expect((await now()).lengthM).toBeCloseTo(lengthM * 0.375, 0);
      expect(await now()).toMatchObject({ place: 'alleys', households: 1 });
    }),
  );

  test(
    'goes only legal steps, by those who may, on days that follow one another; what was accepted can be opened again with a reason',
    onPaper(async (api, db) => {
      const { planner, verifier } = await townWithPlanner(db);
      const { id, nextPhases } = await create(api, planner, { kind: 'gas' });
      await db('project_events').where({ project_id: id }).update({ happened_on: '2026-01-01' });
      expect(nextPhases).toEqual(['designed']);
      const skipped = await advance(api, planner, id, 'done', '2026-02-01');
      expect([skipped.status, skipped.body.type, skipped.body.allowed]).toEqual([409, '/problems/phase-step', ['designed']]);
      for (const [phase, on] of [
        ['designed', '2026-02-01'],
        ['tendered', '2026-03-01'],
        ['under_construction', '2026-04-01'],
        ['done', '2026-05-01'],
      ] as const)
        expect((await advance(api, planner, id, phase, on)).status).toBe(201);
      expect((await advance(api, planner, id, 'accepted', '2026-05-02')).body.type).toBe('/problems/role-not-allowed');
      expect((await advance(api, verifier, id, 'accepted', '2026-04-30')).body.errors[0].pointer).toBe('/on');
      expect((await advance(api, verifier, id, 'accepted', '2026-06-11')).body.errors[0].pointer).toBe('/on');
      expect((await advance(api, verifier, id, 'accepted', '2026-05-20')).body).toMatchObject({
        phase: 'accepted',
        startedOn: '2026-04-01',
        finishedOn: '2026-05-01',
      });
      expect((await advance(api, planner, id, 'under_construction', '2026-06-01')).body.errors[0].pointer).toBe('/reason');
      const open = await advance(api, planner, id, 'under_construction', '2026-06-01', { reason: '路面沉降' });
      expect(open.body).toMatchObject({ phase: 'under_construction', finishedOn: null, startedOn: '2026-04-01' });
      expect(open.body.history.map(({ action }: { action: string }) => action)).toEqual([
        'reopened',
        'advanced',
        'advanced',
        'advanced',
        'advanced',
        'advanced',
        'created',
      ]);
      const reader = await api.post(`/api/projects/${id}/advance`, { clientUuid: randomUUID(), to: 'done', on: '2026-06-02' });
      expect(reader.body.type).toBe('/problems/person-required');
    }),
  );

  test(
    'is not tendered before enough of those who live there have agreed: agreed of asked, not of answered',
    onPaper(async (api, db) => {
      const { planner } = await townWithPlanner(db);
      const { id } = await create(api, planner, { kind: 'old_compounds' });
      await db('project_events').where({ project_id: id }).update({ happened_on: '2026-01-01' });
      await advance(api, planner, id, 'designed', '2026-02-01');
      const unasked = await advance(api, planner, id, 'tendered', '2026-03-01');
      expect([unasked.body.type, unasked.body.share]).toEqual(['/problems/consent-missing', null]);
      const ask = (heldOn: string, answers: unknown) =>
        api.post(`/api/projects/${id}/consultations`, { clientUuid: randomUUID(), step: 'consult', heldOn, answers }, as(planner));
      // 60 of 70 answers agree, of 100 asked: 60 %.
      expect((await ask('2026-02-10', { asked: 100, answered: 70, agreed: 60 })).body).toMatchObject({ consentState: 'below', consent: { share: 0.6 } });
      expect((await advance(api, planner, id, 'tendered', '2026-03-01')).body).toMatchObject({
        type: '/problems/consent-missing',
        share: 0.6,
        threshold: 0.667,
      });
      expect((await api.get('/api/projects?consent=below')).body.items).toHaveLength(1);
      expect((await ask('2026-02-20', { asked: 100, answered: 70, agreed: 80 })).status).toBe(400);
      expect((await ask('2026-02-20', { asked: 100, answered: 90, agreed: 80 })).body).toMatchObject({
        consentState: 'met',
        consent: { share: 0.8, heldOn: '2026-02-20' },
      });
      expect((await advance(api, planner, id, 'tendered', '2026-03-01')).status).toBe(201);
      // The threshold is a setting.
      await db('settings').insert({ key: 'project_rules', value: JSON.stringify({ consentShare: 0.9 }) });
      expect((await api.get(`/api/projects/${id}`)).body).toMatchObject({ consentState: 'below', consentThreshold: 0.9 });
    }),
  );

  test(
    'takes the steps of a consultation in their order: what is missing is named, several may be held on one day, a publication has days',
    onPaper(async (api, db) => {
      const { planner } = await townWithPlanner(db);
      const { id } = await create(api, planner, { kind: 'old_compounds' });
      const hold = (step: string, heldOn: string, more: object = {}) =>
        api.post(`/api/projects/${id}/consultations`, { clientUuid: randomUUID(), step, heldOn, ...more }, as(planner));
      const early = await hold('publish_2', '2026-03-01');
      expect([early.status, early.body.errors[0].pointer]).toEqual([400, '/step']);
      expect(early.body.errors[0].detail).toContain('一征（征求意见）、一议、二议、三议、一公开');
      expect((await hold('consult', '2026-02-10', { publishedTo: '2026-02-17' })).body.errors[0].pointer).toBe('/publishedTo');
      expect((await hold('consult', '2026-02-10')).status).toBe(201);
      expect((await hold('deliberate_1', '2026-02-09')).body.errors).toMatchObject([{ pointer: '/heldOn', detail: expect.stringContaining('2026-02-10') }]);
      for (const step of ['deliberate_1', 'deliberate_2', 'deliberate_3']) expect((await hold(step, '2026-02-20')).status, step).toBe(201);
      expect((await hold('publish_1', '2026-02-21', { publishedTo: '2026-02-20' })).body.errors[0].pointer).toBe('/publishedTo');
      expect((await hold('publish_1', '2026-02-21', { publishedTo: '2026-02-27' })).status).toBe(201);
      // Asked once more: an earlier step may be held again.
      expect((await hold('consult', '2026-03-05')).status).toBe(201);
      const { consultations } = (await api.get(`/api/projects/${id}`)).body;
      expect(consultations).toHaveLength(6);
      expect(consultations[4]).toMatchObject({ step: 'publish_1', heldOn: '2026-02-21', publishedTo: '2026-02-27' });
    }),
  );

  test(
    'has milestones that are late when they are past due or were done after; and refuses what cannot be',
    onPaper(async (api, db) => {
      const { planner } = await townWithPlanner(db);
      const { id } = await create(api, planner, {});
      const set = (name: string, dueOn: string, doneOn?: string) =>
        api.post(`/api/projects/${id}/milestones`, { clientUuid: randomUUID(), name, dueOn, ...(doneOn ? { doneOn } : {}) }, as(planner));
      await set('design', '2026-03-01', '2026-02-20');
      await set('pipes', '2026-04-01', '2026-04-09');
      await set('paving', '2026-06-09');
      expect((await set('planting', '2026-06-10')).body.milestones).toEqual({ total: 4, done: 2, late: 2 });
      expect((await set('paving', '2026-06-20')).body.milestones).toEqual({ total: 4, done: 2, late: 1 });
      expect((await set('x', '2026-06-20', '2026-06-11')).body.errors[0].pointer).toBe('/doneOn');
      const refused = async (over: Record<string, unknown>) => (await api.post('/api/projects', body(over), as(planner))).body;
      expect((await refused({ kind: 'moon' })).errors[0].pointer).toBe('/kind');
      expect((await refused({ startsOn: '2026-05-01', endsOn: '2026-04-01' })).errors[0].pointer).toBe('/endsOn');
      expect((await refused({ phase: 'done', startedOn: '2026-05-01' })).errors[0].pointer).toBe('/finishedOn');
      expect((await refused({ startedOn: '2026-05-01' })).errors[0].pointer).toBe('/startedOn');
      expect((await refused({ programme: 'none' })).type).toBe('/problems/programme-not-found');
      expect((await refused(placed(line([50, 50], [51, 50])))).type).toBe('/problems/invalid-geometry');
      expect((await refused(placed({ type: 'Polygon', coordinates: [[at([0, 0]), at([1, 1]), at([1, 0]), at([0, 1]), at([0, 0])]] }))).type).toBe(
        '/problems/invalid-geometry',
      );
      expect((await refused({ funds: [{ source: 'bank', year: 2026, plannedMinor: 1 }] })).errors[0].pointer).toBe('/funds/0/source');
      expect((await refused({ documents: [{ title: 'x', url: 'javascript:alert(1)' }] })).errors[0].pointer).toBe('/documents/0/url');
    }),
  );
});

describe('no digging twice', () => {
  const on = (startsOn: string, endsOn: string) => ({ startsOn, endsOn });
  const clashes = async (api: Api) => (await api.get('/api/project-clashes')).body.items;

  test(
    'pipes and paving in one lane on the same days: how long, how many days, and pipes first',
    onPaper(async (api, db) => {
      const { planner } = await townWithPlanner(db);
      const paving = await create(api, planner, { kind: 'alleys', ...placed(line([0, 0.5], [2, 0.5])), ...on('2026-07-01', '2026-08-31') });
      const gas = await create(api, planner, { kind: 'gas', ...placed(line([1, 0.51], [4, 0.51])), ...on('2026-08-01', '2026-10-31') });
      const [clash, ...more] = await clashes(api);
      expect(more).toEqual([]);
      expect(clash).toMatchObject({ kind: 'overlap', from: '2026-08-01', to: '2026-08-31', days: 31, goFirstId: gas.id, advice: 'deeper_first', areaM2: null });
      expect([clash.first.id, clash.second.id]).toEqual([paving.id, gas.id]);
      // One step of the paper is 92.9 m; the tolerance reaches a little past the end.
      expect(clash.lengthM).toBeGreaterThan(92);
      expect(clash.lengthM).toBeLessThan(100);
      expect((await api.get(`/api/project-clashes?project=${gas.id}`)).body.items).toHaveLength(1);
    }),
  );

  test(
    'a project that is still being written is told what it would clash with, as the register will tell it, and nothing of it stays',
    onPaper(async (api, db) => {
      const { planner, verifier } = await townWithPlanner(db);
      const paving = await create(api, planner, { kind: 'alleys', ...placed(line([0, 0.5], [2, 0.5])), ...on('2026-07-01', '2026-08-31') });
      const gas = { kind: 'gas', ...placed(line([1, 0.51], [4, 0.51])), ...on('2026-08-01', '2026-10-31') };
      const foresee = (draft: object, person = planner) => api.post('/api/project-clashes', draft, as(person));
      const foreseen = await foresee({ ...gas, project: null });
      expect(foreseen.status, foreseen.text).toBe(200);
      expect((await api.get('/api/projects')).body.items).toHaveLength(1);
      expect(await clashes(api)).toEqual([]);
      const saved = await create(api, planner, gas);
      const named = (party: object) => ({ ...party, id: saved.id, code: saved.code, name: saved.name });
      const [before] = foreseen.body.items;
      expect([before.first.id, before.second.id, before.goFirstId]).toEqual([paving.id, 0, 0]);
      expect(await clashes(api)).toEqual([{ ...before, second: named(before.second), goFirstId: saved.id }]);
      // Corrected: another year, the same place.
      const moved = await foresee({ project: saved.id, kind: 'gas', ...on('2025-08-01', '2025-10-31') });
      expect(moved.body.items).toEqual([]);
      expect(await clashes(api)).toHaveLength(1);
      expect((await foresee({ ...gas, project: null }, verifier)).body.type).toBe('/problems/role-not-allowed');
      expect((await foresee({ ...gas, project: null, place: { alleyIds: [999_999] } })).body.type).toBe('/problems/alley-not-found');
    }),
  );

  test(
    'not where they lie apart, cross at a point, follow one another before paving, or neither opens the ground',
    onPaper(async (api, db) => {
      const { planner } = await townWithPlanner(db);
      const lane = placed(line([0, 0.5], [2, 0.5]));
      await create(api, planner, { kind: 'alleys', ...lane, ...on('2026-07-01', '2026-08-31') });
      await create(api, planner, { kind: 'gas', ...placed(line([0, 0.7], [2, 0.7])), ...on('2026-07-01', '2026-08-31') });
      await create(api, planner, { kind: 'heat', ...placed(line([1, 0], [1, 1])), ...on('2026-07-01', '2026-08-31') });
      await create(api, planner, { kind: 'drains', ...lane, ...on('2026-05-01', '2026-06-30') });
      const green = await create(api, planner, { kind: 'greening', ...placed(line([2.5, 0.5], [3.5, 0.5])), ...on('2026-07-01', '2026-08-31') });
      await create(api, planner, { kind: 'greening', ...placed(line([2.5, 0.5], [3.5, 0.5])), ...on('2026-07-01', '2026-08-31') });
      expect(green.place).toBe('line');
      expect(await clashes(api)).toEqual([]);
    }),
  );

  test(
    'inside the moratorium of a new surface: the later one waits, for as many years as the setting says',
    onPaper(async (api, db) => {
      const { planner } = await townWithPlanner(db);
      const over = { phase: 'done', startedOn: '2024-03-01', finishedOn: '2024-09-30' };
      const paved = await create(api, planner, { kind: 'roads', ...over, ...placed(square(0, 0, 1, 1)) });
      const cables = await create(api, planner, { kind: 'cables', ...placed(line([0.5, 0.5], [1.5, 0.5])), ...on('2026-09-01', '2026-11-30') });
      const [clash] = await clashes(api);
      expect(clash).toMatchObject({
        kind: 'moratorium',
        advice: 'wait',
        waitUntil: '2027-09-30',
        goFirstId: paved.id,
        from: '2026-09-01',
        to: '2026-11-30',
        days: 91,
      });
      expect(clash.second.id).toBe(cables.id);
      expect(clash.lengthM).toBeCloseTo(46.4, 0);
      await db('settings').insert({ key: 'project_rules', value: JSON.stringify({ moratoriumYears: 1 }) });
      expect(await clashes(api)).toEqual([]);
    }),
  );

  test(
    'two areas share ground by its area; what digs under paving that is only planned goes first; what is done is history',
    onPaper(async (api, db) => {
      const { planner } = await townWithPlanner(db);
      await create(api, planner, { kind: 'old_compounds', ...placed(square(0, 0, 2, 1)), ...on('2026-07-01', '2026-08-31') });
      const heat = await create(api, planner, { kind: 'heat', ...placed(square(1, 0, 2, 1)), ...on('2026-10-01', '2026-12-31') });
      const [clash] = await clashes(api);
      expect(clash).toMatchObject({ kind: 'moratorium', advice: 'deeper_first', goFirstId: heat.id, lengthM: null, waitUntil: null });
      expect(clash.areaM2 / (92.9 * 110.9)).toBeCloseTo(1, 1);
      await db('projects').update({ phase: 'done', started_on: '2026-01-01', finished_on: '2026-02-01' });
      expect(await clashes(api)).toEqual([]);
    }),
  );

  test(
    'of a day that is over: phases and days as they were known then, and nothing that came later',
    onPaper(async (api, db) => {
      const { planner } = await townWithPlanner(db);
      const paving = await create(api, planner, { kind: 'alleys', ...placed(line([0, 0.5], [2, 0.5])), ...on('2026-07-01', '2026-08-31') });
      const gas = await create(api, planner, { kind: 'gas', ...placed(line([1, 0.51], [4, 0.51])), ...on('2026-08-01', '2026-10-31') });
      const { today } = (await api.get('/api/project-steps')).body;
      await db('project_events').update({ happened_on: '2026-01-10' });
      await db('project_events').where({ project_id: gas.id }).update({ happened_on: '2026-03-01' });
      await db('project_events').insert({ project_id: gas.id, action: 'advanced', from_phase: 'planned', to_phase: 'designed', happened_on: '2026-05-01' });
      await db('projects').where({ id: gas.id }).update({ phase: 'designed' });
      // Loaded as it stood, without a history.
      const [old] = await db('projects').insert(
        { code: 'OLD', name: 'Old', kind: 'heat', phase: 'done', started_on: '2026-02-01', finished_on: '2026-04-01' },
        ['id'],
      );
      const steps = (await api.get('/api/project-steps')).body;
      expect(steps).toEqual({
        today,
        id: [paving.id, gas.id, gas.id, old.id, old.id],
        day: ['2026-01-10', '2026-03-01', '2026-05-01', '2026-02-01', '2026-04-01'],
        phase: ['planned', 'planned', 'designed', 'under_construction', 'done'],
      });
      const asOf = async (day: string) => (await api.get(`/api/project-clashes?day=${day}`)).body.items;
      expect(await asOf('2026-02-28')).toEqual([]);
      expect(await asOf('2026-04-30')).toMatchObject([{ first: { id: paving.id, phase: 'planned' }, second: { id: gas.id, phase: 'planned' } }]);
      expect(await asOf('2026-05-01')).toMatchObject([{ second: { id: gas.id, phase: 'designed' } }]);
      expect(await asOf(today)).toEqual(await clashes(api));
      const { rows: wrong } = await db.raw('select code from projects where project_phase_on(id, ?::date) is distinct from phase', [today]);
      expect(wrong).toEqual([]);
    }),
  );

  test(
    'among 2,000 projects they are found in time',
    onPaper(async (api, db) => {
      await townWithPlanner(db);
      // Lanes of 100 m on a lattice of streets, in every kind and over three years: hundreds of pairs share ground.
      await db.raw(`insert into projects (code, name, kind, phase, starts_on, ends_on, geom)
        select 'L-' || n, 'L', (array['alleys', 'gas', 'heat', 'drains', 'cables', 'roads'])[n % 6 + 1], 'planned',
          date '2026-01-01' + (n * 37 % 1000), date '2026-03-01' + (n * 37 % 1000),
          st_setsrid(st_makeline(st_point(114.6 + (n % 40) * 0.0009, 33.6 + (n / 40) % 40 * 0.0008), st_point(114.6 + (n % 40) * 0.0009 + 0.0011, 33.6 + (n / 40) % 40 * 0.0008)), 4326)
        from generate_series(1, 2000) n`);
      await db.raw('update projects set geom_m = st_transform(geom, 4547)');
      await db.raw('analyze projects');
      const started = performance.now();
      const found = await clashes(api);
      const elapsed = performance.now() - started;
      process.stdout.write(`${found.length} clashes among 2,000 projects in ${elapsed.toFixed(0)} ms\n`);
      expect(found.length).toBeGreaterThan(200);
      // The embedded engine takes several times as long (3 s measured alone); what is held there is that it answers at all.
      expect(elapsed).toBeLessThan(engineName === 'native' ? 4_000 : 20_000);
    }),
  );
});

describe('lists and files', () => {
  test(
    'JSON in pages, CSV and GeoJSON and XLSX whole, all with the same projects',
    onPaper(async (api, db) => {
      const { planner } = await townWithPlanner(db);
      await aHousehold(db, { at: [1, 1] });
      for (let index = 0; index < 5; index += 1)
        await create(api, planner, { name: `=Lane ${index}`, ...placed(line([index / 2, 0.5], [index / 2 + 0.4, 0.5])) });
      const items = await allItems(api, '/api/projects?limit=2');
      expect(items).toHaveLength(5);
      expect((await api.get('/api/projects?q=lane%203')).body.items).toHaveLength(1);
      const csv = (await api.get('/api/projects?f=csv')).text.trim().split('\r\n');
      expect(csv).toHaveLength(6);
      expect(csv[1]).toContain("'=Lane 0");
      const collection = (await api.get('/api/projects', { accept: 'application/geo+json' })).body;
      expect(collection.features.map(({ id }: { id: number }) => id)).toEqual(items.map(({ id }) => id));
      expect(collection.features[0].geometry.type).toBe('MultiLineString');
      const book = await api.get('/api/projects?f=xlsx');
      expect([book.status, book.headers.get('content-type')]).toEqual([200, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet']);
      expect((await api.get('/api/projects', { accept: 'image/png' })).status).toBe(406);
      expect((await api.get('/api/projects?colour=red')).body.type).toBe('/problems/invalid-query');
      expect((await api.get('/api/projects/99999')).body.type).toBe('/problems/project-not-found');
      expect(PAPER_NOW.toISOString().slice(0, 10)).toBe('2026-06-10');
    }),
  );
});
