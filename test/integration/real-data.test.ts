/**
 * Real cities, loaded by their recipes (server/imports/recipes) from REAL_DATA_DIR, and what their own records say they must answer.
 * The numbers are those of the published files, counted by hand or by GDAL before this program existed.
 */
import { join } from 'node:path';
import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readFile as readRows } from '../../geodata/formats/index.ts';
import { migrate } from '../../server/db/migrate.ts';
import { type ImportReport, ImportRequest, type ImportRequestInput } from '../../server/imports/contract.ts';
import { RECIPES } from '../../server/imports/recipes/index.ts';
import { readFiles, runImport, runRecipe } from '../../server/imports/run.ts';
import { engineName, testDatabase } from '../support/database.ts';

const folder = process.env.REAL_DATA_DIR ?? '';
const describeReal = (name: string, body: () => void) => describe.skipIf(folder === '')(`${name} [REAL_DATA_DIR]`, body);
/** What differs by engine is seen on two cities; a load of the others takes the embedded one half a minute. */
const describeRealNative = (name: string, body: () => void) =>
  describe.skipIf(folder === '' || engineName !== 'native')(`${name} [REAL_DATA_DIR, native]`, body);
const database = folder === '' ? null : await testDatabase({ demo: 'none' });

interface City {
  reports: Map<string, ImportReport>;
  /** Rows of a query in the city's schema. */
  rows<Row>(sql: string, bindings?: unknown[]): Promise<Row[]>;
  /** A further import that is rolled back. */
  tryImport(file: string, request: ImportRequestInput): Promise<ImportReport>;
}

/** Loads a city into a schema of its own before the tests of a describe, and drops it after them. */
function city(recipeId: string, data: string): City {
  const schema = `real_${recipeId.replaceAll('-', '_')}_${process.pid}`;
  const pool = () => (database as NonNullable<typeof database>).pool;
  const inTransaction = <Result>(fn: (db: Knex.Transaction) => Promise<Result>) =>
    pool().transaction(async (db) => {
      await db.raw(`select set_config('search_path', ? || ', public', true), set_config('statement_timeout', '0', true)`, [schema]);
      return fn(db);
    });
  const reports = new Map<string, ImportReport>();
  beforeAll(async () => {
    const recipe = RECIPES.find(({ id }) => id === recipeId);
    if (recipe === undefined) throw new Error(`no recipe ${recipeId}`);
    await migrate(pool(), schema);
    await runRecipe(inTransaction, recipe, join(folder, data), (title, report) => reports.set(title, report));
  }, 600_000);
  afterAll(() => pool().raw('drop schema if exists ?? cascade', [schema]));
  return {
    reports,
    rows: (sql, bindings = []) => inTransaction(async (db) => (await db.raw(sql, bindings as Knex.RawBinding[])).rows),
    tryImport: async (file, request) =>
      runImport(inTransaction, await readFiles([join(folder, data, file)]), ImportRequest.parse({ ...request, dryRun: true, skipRefused: true })),
  };
}

const byLevel = 'select level, count(*) from grids group by level order by level';

/** What holds for every city: no row is lost unseen, the tree is whole, tallies add up. */
function everyCity({ reports, rows }: City): void {
  test('every row of every file was taken, refused or filtered, and none refused', () => {
    for (const [title, report] of reports) expect([title, report.taken + report.filtered, report.refused]).toEqual([title, report.read, 0]);
  });

  test('every repaired, asked or refused row is written down', async () => {
    const [written] = await rows<{ total: number }>('select count(*) as total from import_rows');
    expect(written?.total).toBe([...reports.values()].reduce((sum, { findings }) => sum + findings.length, 0));
    expect(await rows('select 1 from import_staging')).toEqual([]);
  });

  test('all outlines are valid, and every path is its parent’s path and its own code', async () => {
    expect(
      await rows(`select g.code from grids g left join grids p on p.id = g.parent_id
        where not st_isvalid(g.geom) or g.path is distinct from coalesce(p.path || '/', '') || g.code or (p.id is null) <> (g.level = 1)`),
    ).toEqual([]);
  });

  test('what the children count, the parent counts', async () => {
    expect(
      await rows(`select p.code from grids p join grids c on c.parent_id = p.id join grid_tally t on t.grid_id = c.id
        where t.subject = 'issues' group by p.id, p.code, t.kind, t.measure
        having sum(t.amount) > (select amount from grid_tally u where u.grid_id = p.id and u.kind = t.kind and u.measure = t.measure and u.subject = 'issues')`),
    ).toEqual([]);
  });
}

describeReal('Washington', () => {
  const washington = city('us-dc', 'us-dc');
  const { reports, rows, tryImport } = washington;
  everyCity(washington);

  test('1 city, 8 wards, 40 commissions, 296 single member districts', async () => {
    expect(await rows(byLevel)).toEqual([
      { level: 1, count: 1 },
      { level: 2, count: 8 },
      { level: 3, count: 40 },
      { level: 4, count: 296 },
    ]);
  });

  test('the import tells that two commissions lie outside the ward they name', () => {
    expect(reports.get('commissions')?.findings.map(({ reason, detail }) => [reason, detail])).toEqual([
      ['parent_disagrees_with_geometry', { parent: '3', share_inside: 0.203 }],
      ['spills_outside_parent', { parent: '6', share_inside: 0.578 }],
    ]);
    expect(reports.get('single member districts')?.findings).toEqual([]);
  });

  test('by polygon, reports lie in the ward the city wrote on them: 9,306 inside, 19 on its border, 48 say NULL', async () => {
    const [counted] = await rows<Record<string, number>>(`
      select count(*) filter (where w.code is not null and st_covers(w.geom, i.geom)) as inside,
        count(*) filter (where w.code is not null and not st_covers(w.geom, i.geom) and st_dwithin(w.geom_m, i.point_m, 0.001)) as on_border,
        count(*) filter (where i.attributes ->> 'WARD' = 'NULL') as unknown, count(*) as total
      from issues i left join grids w on w.level = 2 and w.code = i.attributes ->> 'WARD'`);
    expect(counted).toMatchObject({ unknown: 48, total: 9373 });
    expect(Math.abs((counted?.inside ?? 0) - 9306)).toBeLessThanOrEqual(1);
    expect((counted?.inside ?? 0) + (counted?.on_border ?? 0)).toBe(9373 - 48);
  });

  test('by path, which is what screens show, 86 lie in another ward, all in ANC 3G and 6D, and the import lists each', async () => {
    const differ = await rows<{ code: string; anc: string }>(`
      select i.code, split_part(i.path, '/', 3) as anc from issues i join grids w on w.level = 2 and w.path = 'DC/' || split_part(i.path, '/', 2)
      where not st_dwithin(w.geom_m, i.point_m, 1) order by i.code`);
    expect(differ).toHaveLength(86);
    expect(new Set(differ.map(({ anc }) => anc))).toEqual(new Set(['3G', '6D']));
    const listed = await rows<{ row_number: number }>(
      `select r.row_number from import_rows r join imports i on i.id = r.import_id where i.kind = 'issues' and r.reason = 'parent_disagrees_with_geometry'`,
    );
    expect(listed).toHaveLength(86);
  });

  test('reports keep their status, deadlines and resolution: 3,374 were unresolved', async () => {
    const [counted] = await rows(`select count(*) filter (where resolved_at is null) as unresolved, count(*) filter (where is_open) as open,
      count(*) filter (where due_at is null) as timeless, count(distinct domain) as domains, count(*) filter (where 'duplicate' = any (flags)) as duplicates,
      count(*) filter (where title = 'Alley Cleaning') as alleys, count(*) filter (where path is null) as outside from issues`);
    expect(counted).toEqual({ unresolved: 3374, open: 3085, timeless: 0, domains: 15, duplicates: 429, alleys: 821, outside: 0 });
    const [tally] = await rows(
      `select sum(amount) as total from grid_tally t join grids g on g.id = t.grid_id where g.level = 1 and subject = 'issues' and measure = 'total'`,
    );
    expect(tally).toEqual({ total: 9373 });
  });

  test('permits: 10 without geometry and 129 on one dummy point are kept, flagged and counted', async () => {
    const report = reports.get('permits to use public space');
    expect(report).toMatchObject({ read: 3321, taken: 3321 });
    expect(Object.fromEntries((report?.byReason ?? []).map(({ reason, rows: count }) => [reason, count]))).toMatchObject({
      geometry_missing: 10,
      dummy_point: 129,
    });
    const flags = await rows(
      `select flags::text as flags, geom is null as placeless, count(*) from works where work_type like 'permit%' group by 1, 2 order by 3`,
    );
    expect(flags).toEqual([
      { flags: '{no_geometry}', placeless: true, count: 10 },
      { flags: '{dummy_point}', placeless: true, count: 129 },
      { flags: '{}', placeless: false, count: 3182 },
    ]);
    const [right] =
      await rows(`select count(*) as wards from works w join grids g on g.level = 2 and g.code = w.attributes ->> 'WARD' and st_covers(g.geom, w.geom)
      where w.work_type like 'permit%'`);
    expect(right).toEqual({ wards: 3181 });
  });

  test('changes of alleys and streets: one outline of 411 is repaired, three have no area, and shares add up', async () => {
    expect(reports.get('alleys and streets closed and dedicated')?.findings).toMatchObject([{ outcome: 'repaired', reason: 'invalid_polygon' }]);
    const [counted] =
      await rows(`select count(*) as total, count(*) filter (where quantity is null) as unmeasured, count(*) filter (where not st_isvalid(geom)) as invalid
      from works where work_type not like 'permit%'`);
    expect(counted).toEqual({ total: 411, unmeasured: 3, invalid: 0 });
    const [shares] = await rows<{ low: number; high: number }>(
      'select min(total) as low, max(total) as high from (select sum(share) as total from work_grids group by work_id) s',
    );
    expect(shares?.low).toBeGreaterThan(0.99);
    expect(shares?.high).toBeLessThan(1.01);
  });

  test('the same reports as CSV give the same answer', async () => {
    const report = await tryImport('issues_311_2016.csv', {
      kind: 'issues',
      map: { code: '{SERVICEREQUESTID}-csv', title: 'SERVICECODEDESCRIPTION', domain: 'SERVICECODE', reported_at: 'ADDDATE' },
    });
    expect(report).toMatchObject({ read: 9373, taken: 9373, asked: 86, refused: 0 });
  });

  test('a second hierarchy over the same city: tracts and block groups nest exactly', async () => {
    expect(await tryImport('tracts.geojson', { kind: 'grids', level: 2, map: { code: 'TRACT', name: 'TRACT' }, set: { parent: 'DC' } })).toMatchObject({
      taken: 179,
      asked: 0,
    });
  });
});

describeRealNative('Washington by census', () => {
  const census = city('us-dc-census', 'us-dc');
  everyCity(census);

  test('179 tracts hold 450 block groups, and every report lies in one', async () => {
    expect(await census.rows(byLevel)).toEqual([
      { level: 1, count: 1 },
      { level: 2, count: 179 },
      { level: 3, count: 450 },
    ]);
    expect(census.reports.get('block groups')?.findings).toEqual([]);
    expect(await census.rows('select path from issues where path is null')).toEqual([]);
  });
});

describeReal('Taipei', () => {
  const taipei = city('tw-taipei', 'tw-taipei');
  const { reports, rows, tryImport } = taipei;
  everyCity(taipei);

  test('1 city, 12 districts, 456 villages, of which one crossed itself', async () => {
    expect(await rows(byLevel)).toEqual([
      { level: 1, count: 1 },
      { level: 2, count: 12 },
      { level: 3, count: 456 },
    ]);
    expect(reports.get('里')?.findings.map(({ reason }) => reason)).toEqual(['invalid_polygon']);
    expect(await rows(`select name from grids where code = '63000080037'`)).toEqual([{ name: '老泉里' }]);
  });

  test('lanes: every one named 巷 or 弄, its length shared out over the villages it runs through', async () => {
    const [lanes] = await rows(
      `select count(*) as total, count(*) filter (where name ~ '巷') as xiang, count(*) filter (where name ~ '弄') as long from alleys`,
    );
    expect(lanes).toEqual({ total: 395, xiang: 394, long: 109 });
    const [shares] = await rows<{ low: number; high: number; villages: number }>(`select min(total) as low, max(total) as high, max(villages) as villages
      from (select sum(share) as total, count(*) as villages from alley_grids group by alley_id) s`);
    expect(shares?.low).toBeGreaterThan(0.999);
    expect(shares?.high).toBeLessThan(1.001);
    expect(shares?.villages).toBeGreaterThan(1);
  });

  test('welfare offices: 575 lie in the district their address names, 3 outside the city are kept and told', async () => {
    expect(reports.get('welfare offices')?.findings.map(({ reason }) => reason)).toEqual(['outside_every_grid', 'outside_every_grid', 'outside_every_grid']);
    const [counted] = await rows(`select count(*) as total, count(*) filter (where h.path is null) as outside,
      count(*) filter (where position(g.name in h.address) > 0) as right_district
      from households h left join grids g on g.level = 2 and g.code = split_part(h.path, '/', 2)`);
    expect(counted).toEqual({ total: 578, outside: 3, right_district: 575 });
  });

  test('the city’s own villages: two cross themselves, and those that spill over their district are told', async () => {
    const report = await tryImport('taipei_village.geojson', { kind: 'grids', level: 3, map: { code: 'CPTVID', name: 'VNAME' } });
    expect(report.findings.filter(({ reason }) => reason === 'invalid_polygon')).toHaveLength(2);
    expect(report).toMatchObject({ read: 456, taken: 456, refused: 0 });
  });

  test('rows without geometry are refused where a place is needed, and kept where it is not', async () => {
    const vacant = await tryImport('building_unsued_public.geojson', { kind: 'households', map: { address: '門牌' } });
    expect(vacant).toMatchObject({ read: 58, taken: 37, refused: 21, byReason: [{ outcome: 'refused', reason: 'geometry_missing', rows: 21 }] });
    const gates = await tryImport('patrol_rain_floodgate.geojson', {
      kind: 'issues',
      map: { title: 'station_name', reported_at: 'rec_time' },
      set: { domain: 'pump' },
    });
    expect(gates).toMatchObject({ read: 74, taken: 74, refused: 0 });
    expect(gates.byReason).toContainEqual({ outcome: 'asked', reason: 'geometry_missing', rows: 1 });
  });
});

describeRealNative('Shanghai', () => {
  const shanghai = city('cn-shanghai-osm', 'cn-shanghai-osm');
  const { rows, tryImport } = shanghai;
  everyCity(shanghai);

  test('1 city, 16 districts, 1,322 footprints, 77 alleys, 280 house numbers', async () => {
    expect(await rows(byLevel)).toEqual([
      { level: 1, count: 1 },
      { level: 2, count: 16 },
    ]);
    const [counted] = await rows(`select (select count(*) from buildings) as buildings, (select count(*) from alleys) as alleys,
      (select count(*) from households) as households, (select count(*) from households where path is null) as outside`);
    expect(counted).toEqual({ buildings: 1322, alleys: 77, households: 280, outside: 0 });
  });

  test.each([
    ['310101', '中山东一路 四川中路 九江路 福州路 江西中路 北京东路 虎丘路 圆明园路 广东路 汉口路'],
    ['310115', '世纪大道 陆家嘴环路 浦东南路 银城中路 陆家嘴西路'],
    ['310109', '黄浦路 北苏州路 塘沽路'],
  ])('buildings on the streets of %s lie in it', async (code, streets) => {
    const found = await rows<{ street: string; district: string }>(
      `select distinct street, split_part(path, '/', 2) as district
       from (select substring(address from '^[^0-9]+') as street, path from buildings union all select substring(address from '^[^0-9]+'), path from households) b
       where street = any (?::text[])`,
      [streets.split(' ')],
    );
    expect(found.map(({ street, district }) => `${street} ${district}`).sort()).toEqual(
      streets
        .split(' ')
        .map((street) => `${street} ${code}`)
        .sort(),
    );
  });

  test('converted borders run where OpenStreetMap has them: a few dozen metres off, not hundreds', async () => {
    const lines = await readFiles([join(folder, 'cn-shanghai-osm/boundaries.geojson')]);
    const [file] = lines;
    const features = JSON.parse(Buffer.from(file && 'bytes' in file ? file.bytes : []).toString('utf8')).features as { geometry: object }[];
    const distances = await rows<{ metres: number }>(
      `select percentile_cont(0.5) within group (order by st_distance(st_transform(p.geom, 4549), b.border)) as metres
       from unnest(?::text[]) with ordinality as line (json, number)
       cross join lateral st_dumppoints(st_setsrid(st_geomfromgeojson(line.json), 4326)) as p
       cross join (select st_boundary(geom_m) as border from grids where code = '310115') b
       group by line.number`,
      [features.map(({ geometry }) => JSON.stringify(geometry))],
    );
    expect(distances).toHaveLength(3);
    // Unconverted, the medians are 418, 300 and 227 m.
    for (const { metres } of distances) expect(metres).toBeLessThan(50);
  });

  test('nobody may load the GCJ-02 polygons by mistake: the system is asked for', async () => {
    await expect(tryImport('counties_shanghai_310100_gcj02.geojson', { kind: 'grids', level: 2, map: { code: 'adcode', name: 'name' } })).rejects.toThrow(
      /gcj02/,
    );
  });
});

describeReal('us-lafayette-osm', () => {
  const lafayette = city('us-lafayette-osm', 'us-lafayette-osm');
  const { rows } = lafayette;
  everyCity(lafayette);

  test('3 alleys by the rule highway=service and service=alley, 395 footprints, 48 ways with house numbers, one rectangle', async () => {
    const [counted] = await rows(`select (select count(*) from grids) as grids, (select count(*) from buildings) as buildings,
      (select count(*) from alleys) as alleys, (select count(*) from households) as households`);
    expect(counted).toEqual({ grids: 1, buildings: 395, alleys: 3, households: 48 });
  });

  test('XML and PBF hold the same rows', async () => {
    const read = async (name: string) => {
      const [file] = await readFiles([join(folder, 'us-lafayette-osm', name)]);
      if (file === undefined || !('bytes' in file)) throw new Error(`no ${name}`);
      return readRows(name, file.bytes);
    };
    const [xml, pbf] = await Promise.all([read('lafayette.osm'), read('lafayette.osm.pbf')]);
    expect(xml.rows).toHaveLength(2286);
    expect(pbf.rows).toEqual(xml.rows);
    expect(pbf.notes).toEqual(xml.notes);
  });

  test('a file cut off in the middle is refused as a whole', async () => {
    const [file] = await readFiles([join(folder, 'us-lafayette-osm/lafayette.osm.pbf')]);
    if (file === undefined || !('bytes' in file)) throw new Error('no extract');
    await expect(readRows('cut.osm.pbf', file.bytes.subarray(0, 50_000))).rejects.toThrow(/no whole PBF/);
  });
});
