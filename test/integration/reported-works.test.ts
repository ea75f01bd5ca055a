/** What eight areas have reported of their works, as printed: loaded from one file, and one test for each thing that must not happen to them. */
import { fileURLToPath } from 'node:url';
import type { Knex } from 'knex';
import { expect, test } from 'vitest';
import { ImportRequest } from '../../server/imports/contract.ts';
import { readFiles, runImport } from '../../server/imports/run.ts';
import type { WorkTotal } from '../../server/works/contract.ts';
import { type Api, serveApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { aDistrict, aGrid } from '../support/factories.ts';

const database = await testDatabase({ demo: 'none' });
const FILE = fileURLToPath(new URL('../fixtures/reported-works.csv', import.meta.url));
const COLUMNS =
  'code grid work_type name quantity unit qualifier as_of figure_from phase started_on completed_on part_of cost_minor cost_source source flags'.split(' ');
const AREAS = ['KF', 'HY', 'CH', 'SF', 'LG', 'SZ', 'GTB', 'DFL'] as const;

/** The eight areas, each a tree of its own, with their reported works. */
const areas = (tell: (api: Api, db: Knex.Transaction) => Promise<void>) => () =>
  database.inTransaction(async (db) => {
    await aDistrict(db);
    for (const code of AREAS) {
      const area = await aGrid(db, { code, name: code, shape: null });
      if (code !== 'KF') continue;
      const street = await aGrid(db, { code: 'KF-S', parent: area, shape: null });
      await aGrid(db, { code: 'KF-XZ', name: '许寨社区', parent: street, shape: null });
    }
    const request = ImportRequest.parse({ kind: 'works', map: Object.fromEntries(COLUMNS.map((column) => [column, column])) });
    const report = await runImport((fn) => db.transaction(fn), await readFiles([FILE]), request);
    expect(report.findings.filter(({ outcome }) => outcome === 'refused')).toEqual([]);
    const api = await serveApi(database.withActorOn(db), { now: () => new Date('2026-06-10T02:00:00Z') });
    try {
      await tell(api, db);
    } finally {
      await api.close();
    }
  });

async function totalsOf(api: Api, grid: string, search = ''): Promise<WorkTotal[]> {
  const answer = await api.get(`/api/grids/${grid}/works${search}`);
  expect(answer.status, answer.text).toBe(200);
  return answer.body.items;
}
const brief = (items: WorkTotal[]) => items.map(({ workType, quantity, unit, qualifier }) => [workType.code, quantity, unit, qualifier]);
const lineOf = (items: WorkTotal[], code: string): WorkTotal => {
  const line = items.find(({ workType }) => workType.code === code);
  if (line === undefined) throw new Error(`no line of ${code}`);
  return line;
};

test(
  'every reported figure of the eight areas is there as printed: unit, qualifier, day, source',
  areas(async (api, db) => {
    const rows = await db('works').select('code', 'source', 'as_of', 'path');
    expect(rows).toHaveLength(74);
    for (const { code, source, as_of, path } of rows) {
      expect(source, code).toMatch(/^(S[0-4] |周口市政府网)/);
      expect(as_of, code).not.toBeNull();
      expect(path, code).not.toBeNull();
    }
    const { items } = (await api.get('/api/works?grid=GTB&type=gas_pipe')).body;
    expect(items).toMatchObject([{ quantity: 2700, unit: 'm', costMinor: 58_740_000, costSource: 'S4 垎塔埠街道报道', completedOn: '2022-06-30' }]);
    expect((await api.get('/api/works?grid=GTB&type=heat_pipe')).body.items).toMatchObject([{ phase: 'under_construction', startedOn: '2022-06-29' }]);
  }),
);

test(
  '开发区: ten alley work types each in its own unit, 约 and 余 kept; 720 bays drill to 许寨 480 without adding to 1200',
  areas(async (api) => {
    const items = await totalsOf(api, 'KF');
    const alley = ['pavement_repair', 'wall_paint', 'lamp_install', 'psa_panel', 'sewer_refurbish', 'manhole_replace', 'small_ad_clear'];
    const ten = [...alley, 'zombie_vehicle_clear', 'parking_add', 'alley_naming'];
    expect(brief(items.filter(({ workType }) => ten.includes(workType.code)))).toEqual([
      ['pavement_repair', 25_000, '㎡', 'about'],
      ['wall_paint', 18_600, '㎡', null],
      ['lamp_install', 330, '盏', null],
      ['sewer_refurbish', 2300, 'm', null],
      ['manhole_replace', 200, '个', null],
      ['parking_add', 720, '个', null],
      ['zombie_vehicle_clear', 149, '辆', null],
      ['small_ad_clear', 430, '块', 'more_than'],
      ['psa_panel', 197, '块', null],
      ['alley_naming', 104, '个', null],
    ]);
    const bays = lineOf(items, 'parking_add');
    expect([bays.count, bays.ofWhich.map(({ name, quantity, isPartOf }) => [name, quantity, isPartOf])]).toEqual([1, [['许寨社区', 480, true]]]);
    // In 许寨 itself the nested figure is all there is, and opens one row.
    expect(brief(await totalsOf(api, 'KF-XZ'))).toEqual([['parking_add', 480, '个', null]]);
    expect((await api.get('/api/works?grid=KF-XZ&type=parking_add')).body.items).toMatchObject([{ quantity: 480, flags: ['as_of_month', 'nesting_unclear'] }]);
    expect(brief([lineOf(items, 'cable_tidy')])).toEqual([['cable_tidy', 8000, 'm', 'about']]);
  }),
);

test(
  '垎塔埠: 26 and 10 compounds, 9 and 4 alleys both visible, cumulative and this year; never 36 and 13',
  areas(async (api) => {
    const items = await totalsOf(api, 'GTB', '?from=2022-01-01&to=2022-12-31');
    const compounds = lineOf(items, 'compound_renovate');
    expect([compounds.quantity, compounds.period]).toEqual([26, { count: 1, quantity: 10, qualifier: null }]);
    expect(compounds.ofWhich).toMatchObject([{ name: '今年', quantity: 10, figureFrom: '2022-01-01', asOf: '2022-09-30' }]);
    expect(lineOf(items, 'alley_renovate')).toMatchObject({ quantity: 9, period: { quantity: 4 }, ofWhich: [{ quantity: 4 }] });
    // What is known only as a sum from the beginning is in no period.
    expect(lineOf(items, 'parking_add')).toMatchObject({ quantity: 7000, qualifier: 'more_than', period: { count: 0, quantity: null } });
    expect(lineOf(items, 'gas_pipe').period).toEqual({ count: 1, quantity: 2700, qualifier: null });
    const units = ['compound_renovate', 'compound_renovate_buildings', 'compound_renovate_households', 'compound_renovate_area'];
    expect(brief(items.filter(({ workType }) => units.includes(workType.code))).map(([, quantity, unit]) => [quantity, unit])).toEqual([
      [26, '个'],
      [167, '栋'],
      [5450, '户'],
      [620_900, '㎡'],
    ]);
  }),
);

test(
  '川汇: 865 alleys, and 305 as of the October before; a later figure does not add to an earlier one',
  areas(async (api) => {
    const now = lineOf(await totalsOf(api, 'CH'), 'alley_renovate');
    expect([now.quantity, now.ofWhich.map(({ quantity, asOf }) => [quantity, asOf])]).toEqual([865, [[305, '2022-10-08']]]);
    const then = lineOf(await totalsOf(api, 'CH', '?to=2022-12-31'), 'alley_renovate');
    expect([then.quantity, then.ofWhich]).toEqual([305, []]);
    // Planned car parks are no finished ones; 100 条 of wire are no metres.
    const items = await totalsOf(api, 'CH');
    expect(items.find(({ workType }) => workType.code === 'car_park_build')).toBeUndefined();
    expect(brief([lineOf(items, 'cable_tidy')])).toEqual([['cable_tidy', 100, '条', null]]);
  }),
);

test(
  '示范区: 378 mixed fixes stay unsplit',
  areas(async (api) => {
    const items = await totalsOf(api, 'SF');
    expect(brief([lineOf(items, 'mixed_fix')])).toEqual([['mixed_fix', 378, '处', null]]);
    expect(brief(items.filter(({ unit }) => unit === '处')).map(([code, quantity]) => [code, quantity])).toEqual([
      ['rubbish_spot_clear', 416],
      ['ditch_clear_cnt', 321],
      ['ruin_clear', 872],
      ['illegal_building_demolish', 1138],
      ['mixed_fix', 378],
    ]);
  }),
);

test(
  '临港: lamps repaired 220 and new 47 are never summed as 267',
  areas(async (api) => {
    const items = await totalsOf(api, 'LG');
    expect(items.filter(({ workType }) => workType.family === 'light').map(({ workType, kind, quantity }) => [workType.code, kind, quantity])).toEqual([
      ['lamp_install', 'new', 47],
      ['lamp_repair', 'repair', 220],
    ]);
    expect(JSON.stringify(items)).not.toContain('267');
    const all = (await api.get('/api/works/totals')).body.items as WorkTotal[];
    expect(all.filter(({ workType }) => workType.code === 'lamp_repair').map(({ quantity }) => quantity)).toEqual([220]);
  }),
);

test(
  '淮阳: two snapshots of 实事, 693 and 260, kept as two sourced figures and never 953',
  areas(async (api) => {
    const deeds = lineOf(await totalsOf(api, 'HY'), 'resident_matter');
    expect([deeds.quantity, deeds.ofWhich.map(({ name, quantity }) => [name, quantity])]).toEqual([693, [['专题', 260]]]);
    expect(
      (await api.get('/api/works?grid=HY&type=resident_matter')).body.items.map(({ quantity, source }: { quantity: number; source: string }) => [
        quantity,
        source,
      ]),
    ).toEqual([
      [693, 'S1 周口四区报道 2023 年 6 月'],
      [260, 'S1 周口四区报道 2023 年 6 月'],
    ]);
  }),
);

test(
  '杜甫路: of 53 courtyards begun 8 are done, 28 under way and 17 unstated; only the 8 count as done',
  areas(async (api) => {
    expect(lineOf(await totalsOf(api, 'DFL'), 'courtyard_renovate').quantity).toBe(8);
    const { items } = (await api.get('/api/works?grid=DFL&type=courtyard_renovate')).body as { items: { quantity: number; phase: string; flags: string[] }[] };
    expect(items.map(({ quantity, phase, flags }) => [quantity, phase, flags.includes('phase_unstated')])).toEqual([
      [8, 'done', false],
      [28, 'under_construction', false],
      [17, 'under_construction', true],
    ]);
    expect(items.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(53);
  }),
);

test(
  '市中区: 1万余 plants of 齐村镇 stay more than 10,000',
  areas(async (api) => {
    expect(brief(await totalsOf(api, 'SZ'))).toEqual([['plant', 10_000, '株', 'more_than']]);
  }),
);
