import type { Geometry, Position } from 'geojson';
import type { Knex } from 'knex';
import { describe, expect, test } from 'vitest';
import { assignPaths } from '../../server/grids/assign-paths.ts';
import { ImportRequest, type ImportRequestInput } from '../../server/imports/contract.ts';
import { loadImport } from '../../server/imports/load.ts';
import { testDatabase } from '../support/database.ts';
import { at, square } from '../support/factories.ts';

const database = await testDatabase({ demo: 'none' });

type Row = Record<string, unknown> & { code: string; geometry: Geometry };

async function load(db: Knex.Transaction, rows: Row[], request: ImportRequestInput): Promise<void> {
  const features = rows.map(({ geometry, ...properties }) => ({ type: 'Feature', properties, geometry }));
  const bytes = Buffer.from(JSON.stringify({ type: 'FeatureCollection', features }));
  const asked = ImportRequest.parse({ crs: 'wgs84', metricSrid: 4547, replace: true, ...request });
  await loadImport(db, [{ name: 'rows.geojson', bytes }], asked);
}

/** Everything that paths decide, by code: ids differ in nothing, but say nothing when a test fails. */
async function snapshot(db: Knex.Transaction): Promise<Record<string, unknown[]>> {
  const rows = async (sql: string) => (await db.raw(sql)).rows;
  return {
    paths: await rows(`select 'household' as kind, code, path from households union all select 'building', code, path from buildings
      union all select 'alley', code, path from alleys union all select 'issue', code, path from issues union all select 'work', code, path from works order by 1, 2`),
    alleys: await rows(`select a.code, s.path, round(s.share::numeric, 6) as share from alley_grids s join alleys a on a.id = s.alley_id order by 1, 2`),
    works: await rows(`select w.code, s.path, round(s.share::numeric, 6) as share from work_grids s join works w on w.id = s.work_id order by 1, 2`),
    members: await rows(`select g.code, m.kind, m.target_id from grid_members m join grids g on g.id = m.grid_id order by 1, 2, 3`),
    coverage: await rows(`select h.code, c.path, c.state from household_coverage c join households h on h.id = c.household_id order by 1`),
    tallies: await rows(`select g.code, t.* from grid_tally t join grids g on g.id = t.grid_id order by t::text`),
    works_by_day: await rows(`select g.code, t.*, round(t.quantity, 6) as quantity from work_tally t join grids g on g.id = t.grid_id
      where t.works <> 0 order by g.code, by_month, day, work_type, kind, unit, is_dated`),
    programmes: await rows(`select t.* from programme_work_tally t where t.works <> 0 order by t::text`),
  };
}

/** Whether the database is as if every path had been assigned anew. */
async function expectWhole(db: Knex.Transaction, step: string): Promise<void> {
  const touched = await snapshot(db);
  await assignPaths(db);
  expect(touched, step).toEqual(await snapshot(db));
}

const grid = (code: string, geometry: Geometry, parent?: string, kind = 'basic'): Row => ({ code, name: code, kind, ...(parent && { parent }), geometry });
const grids = (level: number): ImportRequestInput => ({ kind: 'grids', level, map: { code: 'code', name: 'name', parent: 'parent', kind: 'kind' } });
const lines = (...points: Position[]): Geometry => ({ type: 'LineString', coordinates: points.map(at) });
const point = (...position: number[]): Geometry => ({ type: 'Point', coordinates: at(position) });
const target = (code: string, ...position: number[]): Row => ({ code, address: code, geometry: point(...position) });
const homes: ImportRequestInput = { kind: 'households', map: { code: 'code', address: 'address' } };
const named: Pick<ImportRequestInput, 'map'> = { map: { code: 'code', name: 'name' } };

/** A town of 6 by 2: west and east of 3 by 2; things lie inside, on borders, across them, and outside. */
async function drawTown(db: Knex.Transaction): Promise<void> {
  await load(db, [grid('town', square(0, 0, 6, 2))], { ...grids(1), map: { code: 'code', name: 'name', kind: 'kind' } });
  await load(db, [grid('west', square(0, 0, 3, 2), 'town'), grid('east', square(3, 0, 3, 2), 'town')], grids(2));
  await load(db, [{ code: 'r', name: 'r', geometry: point(0, 0) }], { kind: 'campaigns', map: { code: 'code' }, set: { name: 'r', starts_on: '2026-11-01' } });
  await load(
    db,
    [target('a', 0.5, 0.5), target('b', 2.5, 1.5), target('border', 3, 1), target('c', 3.5, 0.5), target('d', 5.5, 1.5), target('far', 7, 1)],
    homes,
  );
  await load(db, [{ code: 'h1', name: '1', geometry: square(2.8, 0.2, 0.5, 0.3) }], { kind: 'buildings', ...named });
  await load(
    db,
    [
      { code: 'across', name: 'across', geometry: lines([1, 1.2], [5, 1.2]) },
      { code: 'inside', name: 'inside', geometry: lines([3.2, 0.4], [3.8, 0.4]) },
      { code: 'out', name: 'out', geometry: lines([5.5, 0.5], [6.5, 0.5]) },
    ],
    { kind: 'alleys', ...named },
  );
  const issue: ImportRequestInput = { kind: 'issues', map: { code: 'code' }, set: { title: 't', domain: 'other', reported_at: '2026-11-02' } };
  await load(
    db,
    [
      { code: 'i1', geometry: point(2.2, 0.2) },
      { code: 'i2', geometry: point(4, 1) },
    ],
    issue,
  );
  await db('work_types').insert({ code: 'paving', name: 'paving', name_en: 'paving', unit: 'm2', dimension: 'area', family: 'road', sort_order: 1 });
  const work: ImportRequestInput = {
    kind: 'works',
    map: { code: 'code' },
    set: { work_type: 'paving', quantity: '10', phase: 'done', completed_on: '2026-05-01' },
  };
  await load(
    db,
    [
      { code: 'w1', geometry: square(2, 0.5, 3, 0.4) },
      { code: 'w2', geometry: point(1, 1.5) },
    ],
    work,
  );
}

/** What happens to a district over the years, in an order in which each step finds the traces of those before. */
const steps: [string, (db: Knex.Transaction) => Promise<void>][] = [
  ['a border moves', (db) => load(db, [grid('west', square(0, 0, 2, 2), 'town'), grid('east', square(2, 0, 4, 2), 'town')], grids(2))],
  ['only one of two neighbours shrinks, and leaves a gap', (db) => load(db, [grid('west', square(0, 0, 1.5, 2), 'town')], grids(2))],
  ['a grid that was the smallest gets a child that covers half of it', (db) => load(db, [grid('e1', square(2, 0, 2, 2), 'east')], grids(3))],
  ['a grid below gets another parent, and the old one has no child any more', (db) => load(db, [grid('e1', square(1, 0, 2, 2), 'west')], grids(3))],
  ['a market is drawn', (db) => load(db, [grid('market', square(0, 0, 3.6, 1.4), 'town', 'dedicated')], grids(2))],
  ['the market moves', (db) => load(db, [grid('market', square(3.1, 0, 2.9, 1.4), 'town', 'dedicated')], grids(2))],
  [
    'targets are new, and others have moved house',
    (db) => load(db, [target('new', 5, 0.7), target('new-far', 9, 9), target('a', 3.5, 1.9), target('far', 0.1, 0.1)], homes),
  ],
  [
    'a building is drawn anew over the border',
    (db) => load(db, [{ code: 'h1', name: '1', geometry: square(1.2, 0.2, 0.5, 0.3) }], { kind: 'buildings', ...named }),
  ],
  [
    'an alley is drawn anew, another is new',
    (db) =>
      load(
        db,
        [
          { code: 'across', name: 'across', geometry: lines([0.2, 0.3], [2.4, 0.3]) },
          { code: 'n', name: 'n', geometry: lines([3, 0.1], [3, 1.9]) },
        ],
        { kind: 'alleys', ...named },
      ),
  ],
  [
    'a work is drawn anew elsewhere with another quantity, another is new',
    (db) =>
      load(
        db,
        [
          { code: 'w1', geometry: square(0.2, 0.2, 1, 0.4) },
          { code: 'w3', geometry: point(4.5, 1.5) },
        ],
        { kind: 'works', map: { code: 'code' }, set: { work_type: 'paving', quantity: '7', phase: 'done', completed_on: '2026-06-01' } },
      ),
  ],
  ['a community that shrinks away from a lane keeps no share of it', (db) => load(db, [grid('e1', square(1, 1, 2, 1), 'west')], grids(3))],
];

describe('what an import assigns', () => {
  test('is what assigning everything anew would give, step after step', { timeout: 120_000 }, () =>
    database.inTransaction(async (db) => {
      await drawTown(db);
      expect((await snapshot(db)).works_by_day).not.toEqual([]);
      await expectWhole(db, 'the first load');
      for (const [name, step] of steps) {
        const before = await snapshot(db);
        await step(db);
        expect(await snapshot(db), `${name}: something changes`).not.toEqual(before);
        await expectWhole(db, name);
      }
    }),
  );
});
