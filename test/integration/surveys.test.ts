import { randomUUID } from 'node:crypto';
import type { Position } from 'geojson';
import type { Knex } from 'knex';
import { describe, expect, test } from 'vitest';
import { needAt, stateOf } from '../../geodata/standards/need.ts';
import { FAILS_FROM, MEASURES, STANDARDS, STANDARDS_VERSION, type Standard } from '../../geodata/standards/standards.ts';
import { testDatabase } from '../support/database.ts';
import { anAlley, aPerson, at, settle } from '../support/factories.ts';
import { drawTown, paper } from '../support/paper.ts';

const database = await testDatabase({ demo: 'none' });
const onPaper = paper(database);
const as = (person: number) => ({ 'x-work-as': String(person) });

/** A lane of about 93 m in the west half of the town, and the worker who looks after that half. */
async function laneInTown(
  db: Knex.Transaction,
  line: Position[] = [
    [0.5, 0.5],
    [1.5, 0.5],
  ],
) {
  await drawTown(db);
  const lane = await anAlley(db, { line, name: '槐树巷' });
  await settle(db);
  const worker = await aPerson(db, { gridPaths: ['town/west'], name: 'Worker' });
  return { lane, worker };
}
const survey = (more: object = {}) => ({
  clientUuid: randomUUID(),
  checklist: { code: 'five', version: 1 },
  surveyedOn: '2026-06-09',
  items: [{ code: 'pci', value: 40 }],
  ...more,
});
const rowsIn = async (db: Knex.Transaction, table: string) => Number((await db(table).count('* as n').first())?.n);

describe('published standards', () => {
  test(
    'are the same in the database and in geodata, need for need',
    onPaper(async (api, db) => {
      const { standards, measures, checklists } = (await api.get('/api/alley-standards')).body;
      expect(Object.fromEntries(standards.map(({ code, failsFrom }: { code: Standard; failsFrom: number }) => [code, failsFrom]))).toEqual(FAILS_FROM);
      const published = measures.map(({ name: _name, nameEn: _nameEn, ...rest }: { name: string; nameEn: string }) => rest);
      expect(published).toHaveLength(MEASURES.length);
      for (const measure of MEASURES) {
        expect(published).toContainEqual({ ...measure, version: STANDARDS_VERSION });
        for (const value of [0, 0.2, 0.61, 1.5, 7, 33, 62.5, 99]) {
          const { rows } = await db.raw('select need_at(xs, needs, ?::float8) as need from standard_measures where code = ?', [value, measure.code]);
          expect(rows[0].need).toBeCloseTo(needAt(measure.breakpoints, value), 9);
        }
      }
      const tens = checklists.filter(({ code }: { code: string }) => code === 'ten');
      expect(tens.map(({ version, items }: { version: number; items: unknown[] }) => [version, items.length])).toEqual([
        [2025, 10],
        [2017, 10],
      ]);
      for (const { source } of tens) expect(source).toMatch(/行动方案/);
    }),
  );
});

describe('a survey', () => {
  test(
    'is a row per standard with its items; the newest one is the state of the alley',
    onPaper(async (api, db) => {
      const { lane, worker } = await laneInTown(db);
      const older = await api.post(`/api/alleys/${lane}/surveys`, survey({ surveyedOn: '2026-01-05', items: [{ code: 'pci', value: 85 }] }), as(worker));
      expect(older.status, older.text).toBe(201);
      const { lengthM } = (await api.get(`/api/alleys/${lane}`)).body;
      const answer = await api.post(
        `/api/alleys/${lane}/surveys`,
        survey({
          note: 'after rain',
          items: [
            { code: 'pci', value: 40, note: 'ruts' },
            { code: 'ponding_points', value: 1 },
            { code: 'wall', value: 1 },
          ],
        }),
        as(worker),
      );
      expect(answer.status, answer.text).toBe(201);
      const byStandard = Object.fromEntries(answer.body.items.map((row: { standard: string }) => [row.standard, row]));
      expect(byStandard.road).toMatchObject({ meets: false, need: 75, needMin: 75, needMax: 75, measuredValue: 40, measuredUnit: 'PCI', note: 'after rain' });
      expect(byStandard.road.items).toEqual([{ code: 'pci', value: 40, unit: 'PCI', note: 'ruts', photoIds: [] }]);
      const points = MEASURES.find(({ code }) => code === 'ponding_points')?.breakpoints ?? [];
      expect(byStandard.water.needMin).toBeCloseTo(needAt(points, 100 / lengthM), 3);
      // One of five checks was made: the four others may be as bad.
      expect(byStandard.scene).toMatchObject({ needMin: 25, needMax: 100, need: null, meets: false });
      expect(byStandard.light).toBeUndefined();
      const detail = (await api.get(`/api/alleys/${lane}`)).body;
      expect(detail.conditions).toEqual({
        road: 'fails',
        light: 'unknown',
        water: stateOf('water', { min: byStandard.water.needMin, max: byStandard.water.needMax }),
        line: 'unknown',
        scene: 'fails',
      });
      expect(detail.needs.line).toEqual({ min: 0, max: 100, source: 'none' });
      expect((await api.get(`/api/state/alleys`)).body.road).toEqual(['fails']);
      const listed = (await api.get('/api/alleys?fails=road,scene')).body.items;
      expect(listed.map(({ id, surveyedOn }: { id: number; surveyedOn: string }) => [id, surveyedOn])).toEqual([[lane, '2026-06-09']]);
      expect((await api.get('/api/alleys?fails=light')).body.items).toEqual([]);
      expect((await api.get(`/api/alleys/${lane}/surveys`)).body.items[0]).toMatchObject({ note: null, person: null });
    }),
  );

  test(
    'is retry-safe: the same content again changes nothing, other content is refused',
    onPaper(async (api, db) => {
      const { lane, worker } = await laneInTown(db);
      const body = survey();
      const first = await api.post(`/api/alleys/${lane}/surveys`, body, as(worker));
      const again = await api.post(`/api/alleys/${lane}/surveys`, body, as(worker));
      expect([first.status, again.status]).toEqual([201, 200]);
      expect(again.body).toEqual(first.body);
      expect(await rowsIn(db, 'alley_surveys')).toBe(1);
      const other = await api.post(`/api/alleys/${lane}/surveys`, { ...body, items: [{ code: 'pci', value: 41 }] }, as(worker));
      expect([other.status, other.body.type]).toEqual([409, '/problems/uuid-conflict']);
    }),
  );

  test(
    'that is corrected stays as history and counts no more',
    onPaper(async (api, db) => {
      const { lane, worker } = await laneInTown(db);
      const wrong = survey({
        items: [
          { code: 'pci', value: 20 },
          { code: 'messy_cable', value: 500 },
        ],
      });
      await api.post(`/api/alleys/${lane}/surveys`, wrong, as(worker));
      const right = survey({ surveyedOn: '2026-06-08', items: [{ code: 'pci', value: 80 }], corrects: wrong.clientUuid, correctionReason: 'wrong lane' });
      expect((await api.post(`/api/alleys/${lane}/surveys`, right, as(worker))).status).toBe(201);
      expect((await api.get(`/api/alleys/${lane}`)).body.conditions).toMatchObject({ road: 'meets', line: 'unknown' });
      const history = (await api.get(`/api/alleys/${lane}/surveys`)).body.items;
      expect(history).toHaveLength(3);
      for (const row of history.filter(({ clientUuid }: { clientUuid: string }) => clientUuid === wrong.clientUuid))
        expect(row).toMatchObject({ supersededBy: right.clientUuid, supersededAt: expect.any(String) });
      const twice = await api.post(`/api/alleys/${lane}/surveys`, survey({ corrects: wrong.clientUuid, correctionReason: 'again' }), as(worker));
      expect([twice.status, twice.body.type]).toEqual([409, '/problems/survey-superseded']);
      const another = await aPerson(db, { gridPaths: ['town/west'] });
      const foreign = await api.post(`/api/alleys/${lane}/surveys`, survey({ corrects: right.clientUuid, correctionReason: 'no' }), as(another));
      expect(foreign.status).toBe(403);
    }),
  );

  test(
    'by the ten-none list says on which side of the threshold road and cables lie, and how much of the scene is lost',
    onPaper(async (api, db) => {
      const { lane, worker } = await laneInTown(db);
      const scene = ['illegal_building', 'wall_opening', 'parking', 'occupied_way', 'street_furniture', 'signboards', 'facade', 'rubbish'];
      const items = [
        ...scene.map((code, index) => ({ code, value: index < 2 ? 1 : 0 })),
        { code: 'road_damage', value: 1 },
        { code: 'overhead_lines', value: 0 },
      ];
      const { body } = await api.post(`/api/alleys/${lane}/surveys`, survey({ checklist: { code: 'ten', version: 2025 }, items }), as(worker));
      const needs = Object.fromEntries(
        body.items.map(({ standard, needMin, needMax }: { standard: string; needMin: number; needMax: number }) => [standard, [needMin, needMax]]),
      );
      expect(needs).toEqual({ road: [50, 100], line: [0, 39], scene: [20, 20] });
      expect((await api.get(`/api/alleys/${lane}`)).body.conditions).toMatchObject({ road: 'fails', line: 'meets', scene: 'fails', water: 'unknown' });
    }),
  );

  test(
    'measures how much a check found in its unit, which informs and costs no more; the version before keeps its plain checks',
    onPaper(async (api, db) => {
      const { lane, worker } = await laneInTown(db);
      const two = { checklist: { code: 'five', version: 2 } };
      const others = ['posters', 'parking'].map((code) => ({ code, value: 0 }));
      const items = [{ code: 'wall', value: 12.5, unit: '㎡' }, { code: 'rubbish', value: 3, unit: '处' }, { code: 'zombie_vehicle', value: 1 }, ...others];
      const finds = [{ item: 'wall', position: at([1, 0.5]), value: 12.5 }];
      const answer = await api.post(`/api/alleys/${lane}/surveys`, survey({ ...two, items, finds }), as(worker));
      expect(answer.status, answer.text).toBe(201);
      const [scene] = answer.body.items;
      // 25 + 20 + 20 points, as if nobody had measured.
      expect(scene).toMatchObject({ standard: 'scene', needMin: 65, needMax: 65, measuredValue: null, finds: [{ item: 'wall', value: 12.5 }] });
      expect(scene.items.map(({ code, value, unit }: { code: string; value: number; unit: string | null }) => [code, value, unit])).toEqual([
        ['parking', 0, null],
        ['posters', 0, null],
        ['rubbish', 3, '处'],
        ['wall', 12.5, '㎡'],
        ['zombie_vehicle', 1, null],
      ]);
      const refused: [object, string][] = [
        [{ items: [{ code: 'wall', value: 12.5 }] }, '/items/0/value'],
        [{ items: [{ code: 'wall', value: 12.5, unit: 'm' }] }, '/items/0/unit'],
        [{ items: [{ code: 'wall', value: -1, unit: '㎡' }] }, '/items/0/value'],
        [{ items: [{ code: 'rubbish', value: 1.5, unit: '处' }] }, '/items/0/value'],
        [{ items: [{ code: 'pci', value: 40, unit: '㎡' }] }, '/items/0/unit'],
        [{ checklist: { code: 'five', version: 1 }, items: [{ code: 'wall', value: 12.5, unit: '㎡' }] }, '/items/0/unit'],
        [
          { items: [{ code: 'zombie_vehicle', value: 2, unit: '辆' }], finds: [{ item: 'zombie_vehicle', position: at([1, 0.5]), value: 0.5 }] },
          '/finds/0/value',
        ],
        [{ items: [{ code: 'wall', value: 0, unit: '㎡' }], finds }, '/finds/0/item'],
      ];
      for (const [body, pointer] of refused) {
        const bad = await api.post(`/api/alleys/${lane}/surveys`, survey({ ...two, ...body }), as(worker));
        expect([bad.status, bad.body.errors?.[0]?.pointer], JSON.stringify(body)).toEqual([400, pointer]);
      }
      const { checklists } = (await api.get('/api/alley-standards')).body;
      const units = (version: number) =>
        checklists
          .find((list: { code: string; version: number }) => list.code === 'five' && list.version === version)
          .items.filter(({ kind }: { kind: string }) => kind === 'check')
          .map(({ unit }: { unit: string | null }) => unit);
      expect([units(1), units(2)]).toEqual([
        [null, null, null, null, null],
        ['㎡', '处', '辆', '块', '辆'],
      ]);
      expect((await api.post(`/api/alleys/${lane}/surveys`, survey({ items: [{ code: 'wall', value: 1 }] }), as(worker))).status).toBe(201);
      // The half that is split off is known to have damaged walls, not how much of them.
      const planner = await aPerson(db, { role: 'planner' });
      const split = await api.post(`/api/alleys/${lane}/split`, { clientUuid: randomUUID(), point: at([1, 0.5]), reason: 'two names' }, as(planner));
      expect(split.status, split.text).toBeLessThan(300);
      const copied = await db('alley_survey_items as i')
        .join('alley_surveys as s', 's.id', 'i.survey_id')
        .whereNotNull('s.copied_from')
        .where('s.checklist_version', 2)
        .orderBy('item_code')
        .select('item_code', 'value', 'unit');
      expect(copied.map(({ item_code, value, unit }) => [item_code, value, unit])).toEqual(
        [
          ['parking', 0],
          ['posters', 0],
          ['rubbish', 1],
          ['wall', 1],
          ['zombie_vehicle', 1],
        ].map((row) => [...row, null]),
      );
    }),
  );

  test(
    'with bad input is a clear problem and stores nothing',
    onPaper(async (api, db) => {
      const { lane, worker } = await laneInTown(db);
      const elsewhere = await aPerson(db, { gridPaths: ['town/east'] });
      const auditor = await aPerson(db, { role: 'auditor', gridPaths: ['town'] });
      const cases: [object, number, string, string | null, number?][] = [
        [survey({ surveyedOn: '2026-06-11' }), 400, 'invalid-body', '/surveyedOn'],
        [survey({ surveyedOn: '2026-02-30' }), 400, 'invalid-body', '/surveyedOn'],
        [survey({ items: [{ code: 'pci', value: 101 }] }), 400, 'invalid-body', '/items/0/value'],
        [survey({ items: [{ code: 'wall', value: 0.5 }] }), 400, 'invalid-body', '/items/0/value'],
        [survey({ items: [{ code: 'ponding_points', value: 2.5 }] }), 400, 'invalid-body', '/items/0/value'],
        [survey({ items: [{ code: 'nothing', value: 1 }] }), 400, 'invalid-body', '/items/0/code'],
        [
          survey({
            items: [
              { code: 'pci', value: 1 },
              { code: 'pci', value: 2 },
            ],
          }),
          400,
          'invalid-body',
          '/items',
        ],
        [survey({ items: [{ code: 'pci', value: 1, photoIds: [999_999] }] }), 404, 'photo-not-found', null],
        [survey({ items: [] }), 400, 'invalid-body', '/items'],
        [survey({ checklist: { code: 'five', version: 9 } }), 404, 'checklist-not-found', null],
        [survey({ corrects: randomUUID() }), 400, 'invalid-body', '/correctionReason'],
        [survey({ corrects: randomUUID(), correctionReason: 'x' }), 404, 'survey-not-found', null],
        [survey(), 403, 'outside-own-grids', null, elsewhere],
        [survey(), 403, 'role-not-allowed', null, auditor],
      ];
      for (const [body, status, type, pointer, person = worker] of cases) {
        const answer = await api.post(`/api/alleys/${lane}/surveys`, body, as(person));
        expect([answer.status, answer.body.type], answer.text).toEqual([status, `/problems/${type}`]);
        if (pointer !== null) expect(answer.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
      }
      expect((await api.post('/api/alleys/999999/surveys', survey(), as(worker))).status).toBe(404);
      expect((await api.post(`/api/alleys/${lane}/surveys`, survey())).body.type).toBe('/problems/person-required');
      for (const table of ['alley_surveys', 'alley_survey_items', 'alley_survey_photos']) expect(await rowsIn(db, table)).toBe(0);
    }),
  );
});

describe('what geometry says where nobody surveyed', () => {
  const lamp = async (db: Knex.Transaction, place: Position, status: string, kind = 'lamp'): Promise<number> => {
    const [{ id }] = await db('street_components')
      .insert({
        code: randomUUID(),
        kind,
        status,
        geom: db.raw('st_setsrid(st_geomfromgeojson(?), 4326)', [JSON.stringify({ type: 'Point', coordinates: at(place) })]),
      })
      .returning('id');
    return id;
  };
  const METRES_A_SQUARE = 92.8;

  test(
    'dark is what lies farther than 25 m from a lamp that works, in metres and as a line, and it follows the lamps and the issues about them',
    onPaper(async (api, db) => {
      const { lane } = await laneInTown(db);
      const light = async () => (await api.get(`/api/alleys/${lane}`)).body.light;
      await db.raw('select refresh_alley_facts()');
      expect(await light()).toMatchObject({ lamps: 0, darkMaxM: null, geometry: null });
      expect((await api.get('/api/alleys?unknown=light')).body.items).toHaveLength(1);
      // A lamp at the west end lights 25 m of the 93.
      const west = await lamp(db, [0.5, 0.5], 'working');
      const { lengthM } = (await api.get(`/api/alleys/${lane}`)).body;
      expect(lengthM).toBeCloseTo(METRES_A_SQUARE, 0);
      expect((await light()).darkMaxM).toBeCloseTo(lengthM - 25, 1);
      // One in the middle lights 50 more; what is left is dark: the last 21 m and no stretch between the two lights.
      const middle = await lamp(db, [1, 0.5], 'working');
      const now = await light();
      expect(now).toMatchObject({ lamps: 2, workingLamps: 2 });
      expect(now.darkMaxM).toBeCloseTo(lengthM / 2 - 25, 1);
      expect(now.geometry.coordinates).toHaveLength(1);
      for (const [lon] of now.geometry.coordinates[0]) expect(lon).toBeGreaterThan((at([1, 0.5]) as number[])[0] as number);
      const { body } = await api.get('/api/dark-stretches');
      expect(body.features.map(({ id }: { id: number }) => id)).toEqual([lane]);
      // An open issue about a lamp puts it out; closing it lights it again.
      const [{ id: issue }] = await db('issues')
        .insert({ code: 'dark', title: 'out', domain: 'living_environment', reported_at: '2026-06-01T10:00:00+08:00' })
        .returning('id');
      await db('component_issues').insert({ component_id: middle, issue_id: issue });
      expect((await light()).darkMaxM).toBeCloseTo(lengthM - 25, 1);
      expect((await api.get(`/api/alleys/${lane}`)).body.components.find(({ id }: { id: number }) => id === middle).condition).toBe('faulty');
      await db('issues').where({ id: issue }).update({ state: 'closed', closed_at: '2026-06-02T10:00:00+08:00' });
      expect((await light()).darkMaxM).toBeCloseTo(lengthM / 2 - 25, 1);
      // A lamp nobody has checked: between one and the other.
      await db('street_components').where({ id: west }).update({ status: 'unknown' });
      const between = await light();
      expect([between.darkMinM, between.darkMaxM]).toEqual([expect.closeTo(lengthM / 2 - 25, 1), expect.closeTo(lengthM - 50, 1)]);
      const { needs, conditions } = (await api.get(`/api/alleys/${lane}`)).body;
      expect(needs.light).toEqual({
        min: expect.closeTo((100 * between.darkMinM) / lengthM, 3),
        max: expect.closeTo((100 * between.darkMaxM) / lengthM, 3),
        source: 'components',
      });
      expect(conditions.light).toBe('meets');
      await db('street_components').delete();
      expect((await light()).darkMaxM).toBeNull();
    }),
  );

  test(
    'an issue that is reported about a lamp puts it out, and whoever looks at its alley is told',
    onPaper(async (api, db) => {
      const { lane, worker } = await laneInTown(db);
      await db('settings').insert({ key: 'issue_domains', value: JSON.stringify([{ code: 'living_environment', name: '居住环境' }]) });
      const only = await lamp(db, [1, 0.5], 'working');
      const { lengthM, light } = (await api.get(`/api/alleys/${lane}`)).body;
      expect(light.darkMaxM).toBeCloseTo(lengthM - 50, 1);
      const report = (componentIds: number[]) => ({
        clientUuid: randomUUID(),
        domain: 'living_environment',
        title: '路灯不亮',
        reportedAt: '2026-06-10T10:00:00+08:00',
        componentIds,
      });
      const unknown = await api.post('/api/issues', report([only, 999_999]), as(worker));
      expect([unknown.status, unknown.body.errors?.[0]?.pointer]).toEqual([400, '/componentIds/1']);
      const { status, body: issue } = await api.post('/api/issues', report([only]), as(worker));
      expect([status, issue.lon, issue.lat]).toEqual([201, ...(at([1, 0.5]) as number[]).map((degrees) => expect.closeTo(degrees, 6))]);
      expect((await api.get(`/api/alleys/${lane}`)).body.light.darkMaxM).toBeCloseTo(lengthM, 1);
      expect(await db('events').where({ type: 'alley' }).orderBy('id', 'desc').first('payload')).toEqual({ payload: { alleyId: lane } });
    }),
  );

  test(
    'a lux survey is believed before the lamps',
    onPaper(async (api, db) => {
      const { lane, worker } = await laneInTown(db);
      await lamp(db, [0.5, 0.5], 'faulty');
      expect((await api.get(`/api/alleys/${lane}`)).body.needs.light).toEqual({ min: 100, max: 100, source: 'components' });
      await api.post(`/api/alleys/${lane}/surveys`, survey({ items: [{ code: 'lux', value: 4 }] }), as(worker));
      expect((await api.get(`/api/alleys/${lane}`)).body.needs.light).toEqual({ min: expect.closeTo(20, 4), max: expect.closeTo(20, 4), source: 'survey' });
    }),
  );

  test(
    'faulty drains are a lower bound of 水畅: none reported says nothing, three in 93 m say it fails',
    onPaper(async (api, db) => {
      const { lane } = await laneInTown(db);
      await lamp(db, [0.6, 0.5], 'working', 'drain');
      const detail = async () => (await api.get(`/api/alleys/${lane}`)).body;
      expect((await detail()).conditions.water).toBe('unknown');
      for (const x of [0.8, 1, 1.2]) await lamp(db, [x, 0.5], 'faulty', 'manhole');
      const { conditions, needs, water, lengthM } = await detail();
      expect([conditions.water, needs.water]).toEqual(['fails', { min: 100, max: 100, source: 'components' }]);
      expect(water).toMatchObject({ drains: 4, faulty: 3 });
      expect(water.faultyPer100M).toBeCloseTo(300 / lengthM, 6);
      // The same rate stands on the line, once.
      const onLine = (await api.get('/api/line-faults')).body.features.map(
        ({ properties }: { properties: { drainsPer100M: number | null } }) => properties.drainsPer100M,
      );
      expect(onLine.filter((rate: number | null) => rate !== null)).toEqual([water.faultyPer100M]);
    }),
  );

  test('every standard has a name and a threshold', () => {
    expect(Object.keys(FAILS_FROM)).toEqual([...STANDARDS]);
  });
});
