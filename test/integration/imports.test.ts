import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Knex } from 'knex';
import { describe, expect, test } from 'vitest';
import { migrate } from '../../server/db/migrate.ts';
import { ImportRequest, type ImportRequestInput } from '../../server/imports/contract.ts';
import { loadImport } from '../../server/imports/load.ts';
import { type RecipeStep, settingsStep } from '../../server/imports/recipes/recipe.ts';
import { type InTransaction, readFiles, runImport, runRecipe } from '../../server/imports/run.ts';
import type { ImportFile } from '../../server/imports/source.ts';
import { describeNative, testDatabase } from '../support/database.ts';
import { anAlley, at } from '../support/factories.ts';

const database = await testDatabase({ demo: 'none' });
const fixture = (name: string) => fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));

/** An empty district in a transaction that is rolled back, and imports into it. */
function inDistrict(
  run: (
    load: (source: string | Record<string, unknown>[] | { csv: string }, request: ImportRequestInput) => ReturnType<typeof runImport>,
    db: Knex.Transaction,
  ) => Promise<void>,
): Promise<void> {
  return database.inTransaction(async (db) => {
    await run(async (source, request) => {
      const made = (written: Exclude<typeof source, string>): ImportFile =>
        'csv' in written ? { name: 'rows.csv', bytes: Buffer.from(written.csv) } : { name: 'rows', rows: written };
      const files = typeof source === 'string' ? await readFiles([fixture(source)]) : [made(source)];
      return runImport((fn) => db.transaction(fn), files, ImportRequest.parse({ crs: 'wgs84', metricSrid: 4547, ...request }));
    }, db);
  });
}

const named = { code: 'code', name: 'name' };
/** The district D with its halves W and E. */
async function loadHalves(load: (source: string, request: ImportRequestInput) => Promise<unknown>): Promise<void> {
  await load('district.geojson', { kind: 'grids', level: 1, map: named });
  await load('halves.geojson', { kind: 'grids', level: 2, map: { ...named, parent: 'parent' } });
}
const paths = async (db: Knex, table: string): Promise<Record<string, string>> =>
  Object.fromEntries((await db(table).select('code', 'path')).map(({ code, path }) => [code, path]));

describe('grids', () => {
  test('follow the declared parent, and tell where its outline disagrees', () =>
    inDistrict(async (load, db) => {
      await loadHalves(load);
      const report = await load('communities-wrong-parent.geojson', { kind: 'grids', level: 3, map: { ...named, parent: 'up' } });
      expect(report).toMatchObject({ read: 4, taken: 4, asked: 2, refused: 0, status: 'loaded' });
      expect(report.findings.map(({ rowNumber, reason, detail }) => [rowNumber, reason, detail])).toEqual([
        [3, 'parent_disagrees_with_geometry', { parent: 'W', share_inside: 0 }],
        [4, 'spills_outside_parent', { parent: 'E', share_inside: 0.9 }],
      ]);
      expect(await paths(db, 'grids')).toMatchObject({ C1: 'D/W/C1', C3: 'D/W/C3', C4: 'D/E/C4' });
    }));

  test('without a declared parent belong to the one with the largest share of their area', () =>
    inDistrict(async (load, db) => {
      await loadHalves(load);
      const report = await load('communities-wrong-parent.geojson', { kind: 'grids', level: 3, map: named });
      expect(report.byReason).toContainEqual({ outcome: 'repaired', reason: 'parent_by_area', rows: 4 });
      expect(await paths(db, 'grids')).toMatchObject({ C1: 'D/W/C1', C3: 'D/E/C3', C4: 'D/E/C4' });
    }));

  test('have areas in the metric zone, which is stored with the first import', () =>
    inDistrict(async (load, db) => {
      await load('district.geojson', { kind: 'grids', level: 1, map: named, metricSrid: 'auto' });
      const grid = await db('grids').select('area_m2', db.raw('st_srid(geom_m) as srid')).first();
      // 0.04° × 0.02° at 33.61° north.
      expect(grid.area_m2 / 1e6).toBeCloseTo(8.233, 2);
      expect(grid.srid).toBe(4547);
      expect(await db('settings').where({ key: 'metric_srid' }).first()).toMatchObject({ value: 4547 });
    }));

  test('a bow tie is repaired into its two halves and told', () =>
    inDistrict(async (load, db) => {
      await loadHalves(load);
      const report = await load('bowtie-grid.geojson', { kind: 'grids', level: 3, map: { ...named, parent: 'up' } });
      expect(report).toMatchObject({ taken: 1, repaired: 1 });
      expect(report.findings[0]?.detail.why).toContain('Self-intersection');
      const grid = await db('grids').where({ code: 'B' }).select(db.raw('st_isvalid(geom) as valid, st_numgeometries(geom) as parts')).first();
      expect(grid).toEqual({ valid: true, parts: 2 });
    }));

  test('a code that occurs twice refuses both rows, loads nothing, and leaves the report', () =>
    inDistrict(async (load, db) => {
      const request = { kind: 'grids', level: 1, map: named } as const;
      await expect(load('duplicate-codes.geojson', request)).rejects.toThrow(/2 of 3 rows.*code_twice.*--skip-refused/);
      expect(await db('grids').select('id')).toEqual([]);
      expect(await db('imports').select('status', 'rows_read', 'rows_taken', 'rows_refused')).toEqual([
        { status: 'refused', rows_read: 3, rows_taken: 0, rows_refused: 2 },
      ]);
      const rows = await db('import_rows').select('row_number', 'reason', 'detail').orderBy('row_number');
      expect(rows).toMatchObject([
        { row_number: 1, reason: 'code_twice', detail: { rows: ['duplicate-codes.geojson:1', 'duplicate-codes.geojson:3'] } },
        { row_number: 3 },
      ]);
      expect(await load('duplicate-codes.geojson', { ...request, skipRefused: true })).toMatchObject({ read: 3, taken: 1, refused: 2 });
    }));

  test('numbered duplicates are kept and told', () =>
    inDistrict(async (load, db) => {
      const report = await load('duplicate-codes.geojson', { kind: 'grids', level: 1, map: named, duplicates: 'number' });
      expect(report).toMatchObject({ taken: 3, asked: 1 });
      expect(Object.keys(await paths(db, 'grids')).sort()).toEqual(['A', 'A-2', 'B']);
    }));

  test('a code that is there is refused; with replace it is overwritten and what lies below moves along', () =>
    inDistrict(async (load, db) => {
      await loadHalves(load);
      await load('communities-wrong-parent.geojson', { kind: 'grids', level: 3, map: { ...named, parent: 'up' } });
      await load([{ a: '1', at: 'POINT' }], { kind: 'campaigns', set: { code: 'r', name: 'r', starts_on: '2026-11-01' } });
      await load('households-gb18030.csv', { kind: 'households', map: { code: '编号', address: '地址' } });
      await expect(load('halves.geojson', { kind: 'grids', level: 2, map: named })).rejects.toThrow(/code_exists/);
      await load('communities-wrong-parent.geojson', { kind: 'grids', level: 3, map: named, set: { parent: 'E' }, replace: true });
      expect(await paths(db, 'grids')).toMatchObject({ C1: 'D/E/C1' });
      expect(await paths(db, 'households')).toEqual({ 1: 'D/E/C1', 2: 'D/E/C1' });
      expect(await db('household_coverage').distinct('path').pluck('path')).toEqual(['D/E/C1']);
    }));

  test('a parent nobody knows, and a level that is missing, are refused', () =>
    inDistrict(async (load) => {
      await expect(load('halves.geojson', { kind: 'grids', level: 2, map: { ...named, parent: 'parent' } })).rejects.toThrow(/parent_not_found/);
      await expect(load('halves.geojson', { kind: 'grids', map: named })).rejects.toThrow(/--level/);
    }));
});

describe('places', () => {
  const request = { kind: 'issues', map: { code: 'no', title: 'what', reported_at: 'at' }, set: { domain: 'x' } } as const;

  test('odd places are kept, flagged and told: outside, far away, missing, and points of failed geocoding', () =>
    inDistrict(async (load, db) => {
      await loadHalves(load);
      const report = await load('issues-odd-places.geojson', request);
      expect(report).toMatchObject({ read: 45, taken: 45, asked: 23, refused: 0 });
      expect(Object.fromEntries(report.byReason.map(({ reason, rows }) => [reason, rows]))).toEqual({
        dummy_point: 20,
        outside_every_grid: 2,
        far_from_district: 1,
        geometry_missing: 1,
      });
      const flagged = await db('issues')
        .select(db.raw('flags::text as flag, geom is null as placeless, count(*)::int as rows'))
        .groupByRaw('1, 2')
        .orderBy('rows');
      expect(flagged).toEqual([
        { flag: '{no_geometry}', placeless: true, rows: 1 },
        { flag: '{dummy_point}', placeless: true, rows: 20 },
        { flag: '{}', placeless: false, rows: 24 },
      ]);
      const tally = await db('grid_tally as t')
        .join('grids as g', 'g.id', 't.grid_id')
        .where({ subject: 'issues', measure: 'total' })
        .select('g.code', 't.amount');
      expect(Object.fromEntries(tally.map(({ code, amount }) => [code, Number(amount)]))).toEqual({ D: 22, W: 21, E: 1 });
    }));

  test('times without an offset are the district’s, dates its midnight', () =>
    inDistrict(async (load, db) => {
      await loadHalves(load);
      await load('issues-odd-places.geojson', request);
      const times = Object.fromEntries((await db('issues').select('code', 'reported_at')).map(({ code, reported_at }) => [code, reported_at.toISOString()]));
      expect(times).toMatchObject({ in: '2026-11-01T00:30:00.000Z', east: '2026-11-01T00:30:00.000Z', outside: '2026-11-01T16:00:00.000Z' });
    }));

  test('a point whose path leads through a grid that does not hold it is told', () =>
    inDistrict(async (load) => {
      await loadHalves(load);
      await load('communities-wrong-parent.geojson', { kind: 'grids', level: 3, map: { ...named, parent: 'up' } });
      const { findings } = await load('issues-odd-places.geojson', request);
      expect(findings.filter(({ reason }) => reason === 'parent_disagrees_with_geometry')).toMatchObject([
        { rowNumber: 2, outcome: 'asked', detail: { path: 'D/W/C3', level: 2, declared: 'W', holding: 'E' } },
      ]);
    }));

  test('a household without a position stands in its building or grid, and is refused without either', () =>
    inDistrict(async (load, db) => {
      await loadHalves(load);
      const rows = [
        { code: 'a', grid: 'E' },
        { code: 'b', grid: '' },
        { code: 'c', grid: 'nowhere' },
      ];
      const report = await load(rows, { kind: 'households', map: { code: 'code', grid: 'grid' }, skipRefused: true });
      expect(report.findings.map(({ rowNumber, outcome, reason }) => [rowNumber, outcome, reason]).sort()).toEqual([
        [1, 'repaired', 'placed_in_grid'],
        [2, 'refused', 'geometry_missing'],
        [3, 'refused', 'reference_unknown'],
      ]);
      expect(await paths(db, 'households')).toEqual({ a: 'D/E' });
    }));

  test('the system of Chinese coordinates is asked for, never assumed', () =>
    inDistrict(async (load) => {
      const households = { kind: 'households', map: { address: '地址' } } as const;
      await expect(load('households-gb18030.csv', { ...households, crs: undefined })).rejects.toThrow(/gcj02.*bd09/);
      expect(await load('households-gb18030.csv', households)).toMatchObject({ taken: 2, notes: [expect.stringContaining('gb18030'), expect.any(String)] });
    }));

  test('swapped and projected coordinates are told apart and named, and read when their system is given', () =>
    inDistrict(async (load, db) => {
      const swapped = { kind: 'households', map: { code: 'code' }, longitude: 'lon_second', latitude: 'lat_first' } as const;
      await expect(load('swapped-axes.csv', swapped)).rejects.toThrow(/--swap-axes/);
      await load('swapped-axes.csv', { ...swapped, swapAxes: true });
      await expect(load('projected-4547.csv', { kind: 'households', map: { address: 'code' }, crs: undefined })).rejects.toThrow(/--crs/);
      await load('projected-4547.csv', { kind: 'households', map: { address: 'code' }, crs: 'EPSG:4547' });
      const places = await db('households').select(db.raw('st_x(geom) as lon, st_y(geom) as lat')).orderBy('id');
      expect(places[0]).toEqual({ lon: 114.601, lat: 33.601 });
      expect(places[1].lon).toBeCloseTo(114.6, 3);
      expect(places[1].lat).toBeCloseTo(33.6, 2);
    }));

  test('one row in no possible place is refused by itself, not its whole file', () =>
    inDistrict(async (load) => {
      await loadHalves(load);
      const report = await load('position-impossible.csv', {
        kind: 'households',
        map: { ...named, address: 'address' },
        set: { kind: 'school' },
        skipRefused: true,
      });
      expect(report.findings.filter(({ outcome }) => outcome === 'refused').map(({ rowNumber, reason }) => [rowNumber, reason])).toEqual([
        [3, 'position_impossible'],
        [5, 'position_impossible'],
      ]);
    }));

  test('a NUL character in a table is refused by row, not met as a fault of the database', () =>
    inDistrict(async (load) => {
      const report = load([{ code: 'N', name: 'a\0b' }], { kind: 'units', map: { code: 'code', name: 'name' } });
      await expect(report).rejects.toThrow(/value_wrong 1/);
    }));

  test('a district without a metric zone is asked for one, with the one that fits', () =>
    inDistrict(async (load) => {
      await expect(load('district.geojson', { kind: 'grids', level: 1, map: named, metricSrid: undefined })).rejects.toThrow(/--metric-srid 4547/);
      await expect(load('district.geojson', { kind: 'grids', level: 1, map: named, metricSrid: 4326 })).rejects.toThrow(/metres/);
    }));

  test('data of another city is refused as a whole', () =>
    inDistrict(async (load) => {
      await loadHalves(load);
      const far = load('swapped-axes.csv', { kind: 'households', map: { code: 'code' }, longitude: 'lon_second', latitude: 'code' });
      await expect(far).rejects.toThrow(/1 of 1 rows lie more than 300 km/);
    }));

  test('tiles of the layer get a new revision', () =>
    inDistrict(async (load, db) => {
      const revision = async () => Number((await db('layer_revisions').where({ layer: 'grids-1' }).first())?.revision ?? 0);
      const before = await revision();
      await load('district.geojson', { kind: 'grids', level: 1, map: named });
      expect(await revision()).toBeGreaterThan(before);
    }));

  test('a dry run tells everything and leaves nothing', () =>
    inDistrict(async (load, db) => {
      const report = await load('district.geojson', { kind: 'grids', level: 1, map: named, dryRun: true });
      expect(report).toMatchObject({ status: 'dry_run', taken: 1, importId: null });
      for (const table of ['grids', 'imports', 'settings', 'import_staging']) expect(await db(table).select()).toEqual([]);
    }));
});

describe('tables', () => {
  const lineOf = (code: string, more: object = {}) => ({
    checklist_code: 'five',
    checklist_version: 3,
    list_name: '五项标准',
    list_name_en: 'Five standards',
    source: '区城管局 2026',
    valid_from: '2026-12-01',
    code,
    standard: 'scene',
    kind: 'check',
    points: 40,
    unit: '㎡',
    name: '墙面破损',
    name_en: 'Damaged walls',
    ...more,
  });
  const pci = lineOf('pci', { standard: 'road', kind: 'measure', measure: 'pci', points: null, unit: null, name: '路面', name_en: 'Paving' });

  test('a version of a checklist is new rows: the same again changes nothing, other lines ask for another version', () =>
    inDistrict(async (load, db) => {
      const versions = (more: object = {}) => [pci, lineOf('wall'), lineOf('rubbish', { unit: '处' })].map((row) => ({ ...row, ...more }));
      const send = (rows: Record<string, unknown>[], more: object = {}) => load(rows, { kind: 'checklists', map: { '*': '*' }, ...more });
      const before = await db('survey_checklist_items').where({ checklist_version: 2 }).orderBy('code').select();
      expect(await send(versions())).toMatchObject({ read: 3, taken: 3, refused: 0 });
      expect(await send(versions())).toMatchObject({ taken: 3, refused: 0 });
      const items = await db('survey_checklist_items').where({ checklist_code: 'five', checklist_version: 3 }).orderBy('sort_order').select();
      expect(items.map(({ code, measure, points, unit, sort_order }) => [code, measure, points, unit, sort_order])).toEqual([
        ['pci', 'pci', null, null, 1],
        ['wall', null, 40, '㎡', 2],
        ['rubbish', null, 40, '处', 3],
      ]);
      const report = async (rows: Record<string, unknown>[], more: object = {}) => {
        const refusal = await send(rows, more).then(
          () => null,
          (error) => error,
        );
        return refusal?.report.findings.map(({ rowNumber, reason }: { rowNumber: number; reason: string }) => [rowNumber, reason]);
      };
      const changed = versions().map((row, index) => (index === 1 ? { ...row, points: 30 } : row));
      for (const replace of [false, true]) expect(await report(changed, { replace })).toEqual([[2, 'version_fixed']]);
      expect(await report(versions().slice(0, 2))).toEqual([[1, 'version_fixed']]);
      expect(await report([...versions(), lineOf('parking', { points: 20 })])).toEqual([[4, 'version_fixed']]);
      expect(await send(changed.map((row) => ({ ...row, checklist_version: 4 })))).toMatchObject({ taken: 3 });
      expect(await db('survey_checklist_items').where({ checklist_version: 2 }).orderBy('code').select()).toEqual(before);
    }));

  test('a version of a checklist tells row by row what it cannot be, and is loaded whole or not at all', () =>
    inDistrict(async (load, db) => {
      const cases: [Record<string, unknown>[], [number, string, string][]][] = [
        [[lineOf('wall', { standard: 'beauty' })], [[1, 'value_wrong', 'is none of road, light, water, line, scene']]],
        [[{ ...pci, measure: 'noise' }], [[1, 'value_wrong', 'is none of pci, damaged_share']]],
        [[{ ...pci, standard: 'light' }], [[1, 'value_wrong', 'pci is a measure of road']]],
        [[{ ...pci, points: 10 }], [[1, 'value_wrong', 'costs no points']]],
        [[lineOf('wall', { points: null })], [[1, 'value_wrong', 'needs its points']]],
        [[lineOf('wall', { points: 101 })], [[1, 'value_wrong', 'is more than 100']]],
        [[lineOf('wall', { unit: 'kg' })], [[1, 'value_wrong', 'is none of ㎡']]],
        [[lineOf('wall'), lineOf('rubbish'), lineOf('parking')], [[3, 'too_many_points', '"points":120']]],
        [[lineOf('wall'), lineOf('rubbish', { valid_from: '2027-01-01' })], [[2, 'list_disagrees', 'valid_from']]],
      ];
      for (const [rows, expected] of cases) {
        const error = await load(rows, { kind: 'checklists', map: { '*': '*' } }).catch((refusal) => refusal);
        const found = (error.report?.findings ?? []) as { rowNumber: number; reason: string; detail: object }[];
        expect(found.map(({ rowNumber, reason }) => [rowNumber, reason])).toEqual(expected.map(([row, reason]) => [row, reason]));
        for (const [index, [, , why]] of expected.entries()) expect(JSON.stringify(found[index]?.detail)).toContain(why);
      }
      const torn = await load([lineOf('wall'), lineOf('rubbish', { points: 101 })], { kind: 'checklists', map: { '*': '*' }, skipRefused: true });
      expect([torn.taken, torn.byReason.map(({ reason }) => reason).sort()]).toEqual([0, ['list_torn', 'value_wrong']]);
      expect(await db('survey_checklists').where({ version: 3 })).toEqual([]);
    }));

  test('settings are checked against their key and keep every version', () =>
    inDistrict(async (load, db) => {
      const settings = (values: Record<string, unknown>) =>
        load(
          Object.entries(values).map(([key, value]) => ({ key, value })),
          { kind: 'settings' },
        );
      await expect(settings({ time_zone: 'Mars/Olympus' })).rejects.toThrow(/value_wrong/);
      await expect(settings({ no_such_key: 1 })).rejects.toThrow(/value_wrong/);
      await settings({ coverage_breaks: [0.5, 0.6, 0.7, 0.8, 0.9, 1] });
      await settings({ coverage_breaks: [0.1, 0.6, 0.7, 0.8, 0.9, 1] });
      await settings({ coverage_breaks: [0.1, 0.6, 0.7, 0.8, 0.9, 1] });
      expect(await db('setting_versions').where({ key: 'coverage_breaks' }).orderBy('version').select('version', db.raw('value->0 as first'))).toEqual([
        { version: 1, first: 0.5 },
        { version: 2, first: 0.1 },
      ]);
      await loadHalves(load);
      await expect(settings({ metric_srid: 4549 })).rejects.toThrow(/EPSG:4547.*--district/);
    }));

  test('contracts with terms and shares, public staff and service lines; the same file again overwrites', () =>
    inDistrict(async (load, db) => {
      await loadHalves(load);
      const same = (...columns: string[]) => Object.fromEntries(columns.map((column) => [column, column]));
      await load([{ code: 'p', name: '网格员', is_public: '是' }], { kind: 'people', map: same('code', 'name', 'is_public'), set: { role: 'grid_worker' } });
      const contract = { grid: 'W', tier: 4, person: 'p', scope_type: 'road_section', share: 0.5, valid_from: '2026年1月5日', valid_to: '2027-01-01' };
      const request = { kind: 'responsibilities', map: same(...Object.keys(contract)) } as const;
      await load([contract], request);
      await load([{ ...contract, share: 1 }], request);
      const stored = db('responsibilities').select('scope_type', db.raw('share::float8 as share'), db.raw('valid_from::text'), db.raw('valid_to::text'));
      expect(await stored).toEqual([{ scope_type: 'road_section', share: 1, valid_from: '2026-01-05', valid_to: '2027-01-01' }]);
      expect(await db('people').pluck('is_public')).toEqual([true]);
      for (const wrong of [{ share: 2 }, { valid_to: '2026-01-05' }, { scope_type: 'town' }])
        await expect(load([{ ...contract, ...wrong }], request)).rejects.toThrow(/1 of 1 rows are refused/);

      const lines = [
        { code: 'l1', service: '供水', phone: '0394-8000001', grid: '', sort_order: '10' },
        { code: 'l2', service: '城管', phone: '0394-8000002', grid: 'W', sort_order: '' },
      ];
      const contacts = { kind: 'contacts', map: same('code', 'service', 'phone', 'grid', 'sort_order') } as const;
      await load(lines, contacts);
      await load([{ ...lines[0], phone: '0394-8000009' }], contacts);
      expect(
        await db('contacts as c')
          .leftJoin('grids as g', 'g.id', 'c.grid_id')
          .orderBy('c.code')
          .select('c.service', 'c.phone', 'g.code as grid', 'c.sort_order'),
      ).toEqual([
        { service: '供水', phone: '0394-8000009', grid: null, sort_order: 10 },
        { service: '城管', phone: '0394-8000002', grid: 'W', sort_order: 100 },
      ]);
      await expect(load([{ ...lines[1], grid: 'nowhere' }], contacts)).rejects.toThrow(/1 of 1 rows are refused/);
    }));

  test('staff, responsibilities, a round and its visits: the coverage follows, and the same file twice is the same visits', () =>
    inDistrict(async (load, db) => {
      await loadHalves(load);
      const same = (...columns: string[]) => Object.fromEntries(columns.map((column) => [column, column]));
      await load(
        [
          { code: 'u2', name: '科室', parent: 'u1' },
          { code: 'u1', name: '局', parent: null },
        ],
        { kind: 'units', map: same('code', 'name', 'parent') },
      );
      await load([{ code: 'p', name: '网格员', unit: 'u2', grids: 'W、E' }], {
        kind: 'people',
        map: same('code', 'name', 'unit', 'grids'),
        set: { role: 'grid_worker' },
      });
      await load([{ grid: 'W', tier: 4, person: 'p' }], { kind: 'responsibilities', map: same('grid', 'tier', 'person') });
      await load('households-gb18030.csv', { kind: 'households', map: { code: '编号', address: '地址' } });
      await load([{ code: 'r1', name: '第一轮', starts_on: '2026-11-01' }], { kind: 'campaigns', map: same('code', 'name', 'starts_on') });
      const visits = [
        { household: '1', visited_at: '2026-11-02 18:30', outcome: 'nobody_home' },
        { household: '1', visited_at: '2026-11-03 18:30', outcome: 'visited' },
      ];
      const request = { kind: 'visits', map: same('household', 'visited_at', 'outcome'), set: { campaign: 'r1', person: 'p' } } as const;
      await load(visits, request);
      await load(visits, request);
      expect(await db('visits').select('id')).toHaveLength(2);
      const states = await db('household_coverage as c')
        .join('households as h', 'h.id', 'c.household_id')
        .orderBy('h.code')
        .select('h.code', 'c.state', 'c.path');
      expect(states).toEqual([
        { code: '1', state: 'covered', path: 'D/W' },
        { code: '2', state: 'untried', path: 'D/W' },
      ]);
      const covered = await db('grid_tally as t')
        .join('grids as g', 'g.id', 't.grid_id')
        .where({ 'g.code': 'D', subject: 'coverage', measure: 'covered' })
        .first();
      expect(Number(covered.amount)).toBe(1);
      expect(await db('people').first()).toMatchObject({ grid_paths: ['D/E', 'D/W'] });
      expect(await db('units as u').join('units as p', 'p.id', 'u.parent_id').select('u.code', 'p.code as parent')).toEqual([{ code: 'u2', parent: 'u1' }]);
    }));

  test('lamps and the issues about them: where it is dark follows when one is opened and when it is closed', () =>
    inDistrict(async (load, db) => {
      await loadHalves(load);
      // One lane of 93 m; a lamp at each end leaves the 43 m between them dark.
      const lane = await anAlley(db, {
        line: [
          [0.5, 0.5],
          [1.5, 0.5],
        ],
      });
      await db.raw('select refresh_alley_facts()');
      const [[west], [east], lat] = [at([0.5, 0.5]), at([1.5, 0.5]), at([0, 0.5])[1]];
      const position = { longitude: 'lon', latitude: 'lat' };
      await load(
        { csv: `code,kind,status,lon,lat\nL1,lamp,working,${west},${lat}\nL2,lamp,working,${east},${lat}\n` },
        { kind: 'components', map: { code: 'code', kind: 'kind', status: 'status' }, ...position },
      );
      const dark = async () => (await db('alley_facts').where({ alley_id: lane }).first('dark_max_m')).dark_max_m;
      expect(await dark()).toBeCloseTo(43, 0);
      const map = { code: 'code', title: 'title', domain: 'domain', state: 'state', reported_at: 'at', components: 'components' };
      const issue = (state: string, about: string) =>
        load(
          { csv: `code,title,domain,state,at,components,lon,lat\nI1,out,living_environment,${state},2026-06-01T10:00:00+08:00,${about},${west},${lat}\n` },
          { kind: 'issues', map, ...position, replace: true },
        );
      await issue('reported', 'L1');
      expect(await dark()).toBeCloseTo(68, 0);
      await issue('closed', 'L1');
      expect(await dark()).toBeCloseTo(43, 0);
      await expect(issue('reported', 'L9')).rejects.toThrow(/reference_unknown/);
    }));

  test('wrong, missing and unlisted values are refused by row and column', () =>
    inDistrict(async (load) => {
      const rows = [
        { code: '1', name: '', unit: 'm', dimension: 'length', family: 'road' },
        { code: '2', name: 'x', unit: 'm', dimension: 'time', family: 'road' },
        { code: '3', name: 'x', unit: 'm', dimension: 'length', family: 'rail' },
      ];
      const report = await load(rows, {
        kind: 'work_types',
        map: { code: 'code', name: 'name', name_en: 'name', unit: 'unit', dimension: 'dimension', family: 'family' },
        translate: { family: { road: 'road' } },
        skipRefused: true,
      });
      const refused = report.findings.map(({ rowNumber, reason, detail }) => [rowNumber, reason, detail.column]);
      expect(refused).toEqual([
        [1, 'value_missing', 'name'],
        [1, 'value_missing', 'name_en'],
        [2, 'value_wrong', 'dimension'],
        [3, 'value_not_listed', 'family'],
      ]);
      expect(report).toMatchObject({ read: 3, taken: 0, refused: 3 });
    }));

  test('a request that names unknown columns or fields is refused with the known ones', () =>
    inDistrict(async (load) => {
      await expect(load('district.geojson', { kind: 'grids', level: 1, map: { ...named, colour: 'x' } })).rejects.toThrow(/colour.*short_name/);
      await expect(load('district.geojson', { kind: 'grids', level: 1, map: { code: 'code' } })).rejects.toThrow(/need name/);
      await expect(load('district.geojson', { kind: 'roads', map: { class: 'clas' } })).rejects.toThrow(/“clas”.*code, name/);
      await expect(load('district.geojson', { kind: 'alleys' })).rejects.toThrow(/geometry_wrong_type/);
    }));
});

describe('a recipe', () => {
  test('is all or nothing: a refused step takes the steps before it along, and is named', () =>
    database.inTransaction(async (db) => {
      const steps: RecipeStep[] = [
        settingsStep({ metric_srid: 4547 }),
        { title: 'the town', rows: [{ code: 'T', name: 'Town' }], request: { kind: 'grids', level: 1, map: { code: 'code', name: 'name' } } },
        {
          title: 'quarters',
          rows: [{ code: 'Q', name: 'Quarter', parent: 'nowhere' }],
          request: { kind: 'grids', level: 2, map: { code: 'code', name: 'name', parent: 'parent' } },
        },
      ];
      const done: string[] = [];
      const loading = runRecipe(
        (fn) => db.transaction(fn),
        { id: 'town', title: 'Town', district: 'town', steps },
        '',
        (title) => done.push(title),
      );
      await expect(loading).rejects.toThrow(/^Step “quarters” of the recipe town: 1 of 1 rows are refused .* Nothing of the recipe was kept\.$/);
      expect(done).toEqual(['settings', 'the town']);
      expect(await db('grids')).toEqual([]);
      expect(await db('imports').select('kind', 'status')).toEqual([{ kind: 'grids', status: 'refused' }]);
    }));
});

describeNative('two imports at once', () => {
  test('take turns, and the tallies hold the rows of both', async () => {
    await migrate(database.pool, 'two_imports');
    const inSchema: InTransaction = (fn) =>
      database.pool.transaction(async (db) => {
        await db.raw(`select set_config('search_path', 'two_imports, public', true)`);
        return fn(db);
      });
    const request = (kind: ImportRequestInput['kind'], map: Record<string, string>, more = {}) =>
      ImportRequest.parse({ kind, map, crs: 'wgs84', metricSrid: 4547, ...more });
    await runImport(inSchema, await readFiles([fixture('district.geojson')]), request('grids', named, { level: 1 }));
    const issues = (code: string): ImportFile[] => [
      { name: `${code}.csv`, bytes: Buffer.from(`code,title,domain,reported_at,lon,lat\n${code},t,road,2026-11-01,114.61,33.61\n`) },
    ];
    const map = { code: 'code', title: 'title', domain: 'domain', reported_at: 'reported_at' };
    let second: Promise<unknown> = Promise.resolve();
    await inSchema(async (db) => {
      await loadImport(db, issues('A'), request('issues', map));
      second = runImport(inSchema, issues('B'), request('issues', map));
      // Until the other one stands at the lock (or, without one, is through).
      await expect
        .poll(async () => (await database.pool.raw(`select from pg_locks where locktype = 'advisory' and not granted`)).rows.length, { timeout: 10_000 })
        .toBe(1);
    });
    await second;
    const { rows } = await database.pool.raw(`select sum(amount)::int as total from two_imports.grid_tally where subject = 'issues' and measure = 'total'`);
    expect(rows).toEqual([{ total: 2 }]);
    await database.pool.raw('drop schema two_imports cascade');
  });
});

describeNative('the command', () => {
  const run = promisify(execFile);
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const command = (...args: string[]) =>
    run(process.execPath, ['--import', 'tsx', 'server/imports/cli.ts', ...args], { cwd: root, env: { ...process.env, DATABASE_URL: database.url ?? '' } });

  test('loads, prints totals, writes the row report; a refused file ends with 1 and the remedy', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'imports-'));
    const report = join(folder, 'report.csv');
    try {
      const common = ['--as', 'grids', '--code', 'code', '--name', 'name', '--crs', 'wgs84', '--district', 'by_command'];
      const loaded = await command(fixture('district.geojson'), ...common, '--level', '1', '--metric-srid', 'auto');
      expect(loaded.stdout).toContain('grids: 1 rows read, 1 taken');
      const refused = await command(fixture('duplicate-codes.geojson'), ...common, '--level', '2', '--report', report).catch((error) => error);
      expect(refused.code).toBe(1);
      expect(refused.stdout).toContain('refused code_twice: 2');
      expect(refused.stderr).toContain('--skip-refused');
      expect((await readFile(report, 'utf8')).split('\n')[1]).toMatch(/^grids,duplicate-codes.geojson,1,refused,code_twice,/);
      expect((await database.pool('grids').withSchema('by_command').select('code')).map(({ code }) => code)).toEqual(['D']);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
