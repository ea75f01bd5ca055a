import { readFileSync } from 'node:fs';
import type { Knex } from 'knex';
import { beforeAll, expect, test } from 'vitest';
import { type Bindings, compileSql } from '../../server/db/sql.ts';
import { describeNative, testDatabase } from '../support/database.ts';

const HOUSEHOLDS = 400_000;
const sql = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  Plans?: PlanNode[];
}

// Which index each hot query uses, by node name, as the role the application uses, bound through the driver ($1), no planner switch set.
describeNative('query plans on 400,000 households', async () => {
  const database = await testDatabase({ demo: 'none', commits: true });

  beforeAll(async () => {
    await database.pool.transaction(async (db) => {
      await db.raw(`select set_config('search_path', ? || ', public', true)`, [database.session.schema]);
      await db.raw(sql('../support/many-households.sql').replace(':households', String(HOUSEHOLDS)).replaceAll('?', '\\?'));
    });
    await database.pool.raw('vacuum (analyze)');
  });

  const ask = <T>(fn: (db: Knex.Transaction) => Promise<T>) => database.withActor({ personId: null, role: 'reader', scopePath: '' }, fn);

  async function nodesOf(file: string, bindings: Bindings): Promise<PlanNode[]> {
    const { text, names } = compileSql(sql(`../../server/${file}`));
    const rows = await ask(async (db) => {
      const answer = await db.raw(`explain (format json) ${text}`.replaceAll('?', '\\?')).options({ values: names.map((name) => bindings[name] ?? null) });
      return answer.rows;
    });
    const flatten = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(flatten)];
    return flatten(rows[0]['QUERY PLAN'][0].Plan);
  }
  const uses = (nodes: PlanNode[], type: string, index: string) => nodes.some((node) => node['Node Type'] === type && node['Index Name'] === index);
  const readsWhole = (nodes: PlanNode[]) => nodes.filter((node) => node['Node Type'] === 'Seq Scan' && /^household/.test(node['Relation Name'] ?? ''));
  const round = () => ask(async (db) => (await db('campaigns').first('id')).id as number);
  const shape = (west: number, south: number, width: number) =>
    ask(async (db) => {
      const { rows } = await db.raw(
        'select st_transform(st_makeenvelope(?, ?, ?, ?, 4326), 4547) as geom, st_extent(st_transform(st_makeenvelope(?, ?, ?, ?, 4326), 4547)) as box',
        [west, south, west + width, south + width, west, south, west + width, south + width],
      );
      const [x_min, y_min, x_max, y_max] = (rows[0].box.match(/[\d.]+/g) as string[]).map(Number);
      return { shape: rows[0].geom as string, x_min, y_min, x_max, y_max };
    });

  test.each([
    ['the district', '411602'],
    ['a subdistrict', '411602/003'],
    ['a community', '411602/003/07'],
    ['a grid', '411602/003/07/2'],
    ['a micro-grid', '411602/003/07/2/4'],
  ])('uncovered by path, %s: one index-only scan of the uncovered', async (_name, path) => {
    const bindings = { campaign_id: await round(), path, after_path: path, after_id: 0, limit: 1001 };
    for (const more of [{}, { states: ['untried'] }, { kind: 'household' }]) {
      const nodes = await nodesOf('coverage/uncovered-by-path.sql', { ...bindings, ...more });
      expect(uses(nodes, 'Index Only Scan', 'household_coverage_uncovered')).toBe(true);
      expect(uses(nodes, 'Index Scan', 'households_pkey') || uses(nodes, 'Index Only Scan', 'households_pkey')).toBe(true);
      expect(readsWhole(nodes)).toEqual([]);
    }
  });

  test('the few of another kind have their own index', async () => {
    const nodes = await nodesOf('coverage/uncovered-by-path.sql', {
      campaign_id: await round(),
      path: '411602',
      after_path: '411602',
      after_id: 0,
      kind: 'enterprise',
      limit: 1001,
    });
    expect(uses(nodes, 'Index Only Scan', 'household_coverage_uncovered_other')).toBe(true);
  });

  test('figures of a grid: the primary key of the tallies', async () => {
    const nodes = await nodesOf('coverage/grid-tallies.sql', { grid_ids: [1], campaign_id: await round() });
    expect(nodes.some((node) => node['Index Name'] === 'grid_tally_pkey')).toBe(true);
  });

  test('the summary of a grid: the uncovered by an index-only scan, doors of the listed buildings by theirs', async () => {
    const nodes = await nodesOf('coverage/buildings-by-path.sql', { campaign_id: await round(), path: '411602/003/07' });
    expect(uses(nodes, 'Index Only Scan', 'household_coverage_uncovered')).toBe(true);
    expect(uses(nodes, 'Index Scan', 'household_coverage_building')).toBe(true);
    expect(readsWhole(nodes)).toEqual([]);
  });

  test('search: pairs of letters, by the GIN indexes', async () => {
    const nodes = await nodesOf('search/search.sql', {
      typed: 'No. 4000',
      text: 'no. 4000',
      literal: 'no. 4000',
      words: ['no.', '4000'],
      patterns: ['%no.%', '%4000%'],
      sought: '4000',
      limit: 12,
    });
    for (const index of ['grids_words', 'households_named']) expect(nodes.some((node) => node['Index Name'] === index)).toBe(true);
    expect(readsWhole(nodes)).toEqual([]);
  });

  test('uncovered in a shape and around an alley: the partial GiST index', async () => {
    const place = await shape(114.65, 33.62, 0.01);
    for (const distance_m of [0, 80]) {
      const nodes = await nodesOf('coverage/uncovered-in-cell.sql', { ...place, campaign_id: await round(), distance_m, pieces_of: 256, most: 5_001 });
      expect(nodes.some((node) => node['Index Name'] === 'household_coverage_uncovered_point')).toBe(true);
      expect(readsWhole(nodes)).toEqual([]);
    }
  });

  test('targets of any state by path: the index of all, or that of the uncovered where only they are asked for', async () => {
    const bindings = { campaign_id: await round(), path: '411602/003', after_path: '411602/003', after_id: 0, only_frozen: false, limit: 201 };
    const all = await nodesOf('households/by-path.sql', { ...bindings, only_uncovered: false, states: ['covered'] });
    expect(uses(all, 'Index Scan', 'household_coverage_path')).toBe(true);
    expect(readsWhole(all)).toEqual([]);
    const uncovered = await nodesOf('households/by-path.sql', { ...bindings, only_uncovered: true });
    expect(uncovered.some((node) => node['Index Name'] === 'household_coverage_uncovered')).toBe(true);
    expect(readsWhole(uncovered)).toEqual([]);
    const building = await nodesOf('households/by-path.sql', { ...bindings, only_uncovered: false, building_id: 1 });
    expect(building.some((node) => node['Index Name'] === 'household_coverage_building')).toBe(true);
  });

  test('targets of any state in a shape: the GiST index of all, or that of the uncovered', async () => {
    const place = { ...(await shape(114.65, 33.62, 0.01)), campaign_id: await round(), distance_m: 0, pieces_of: 256, most: 501, only_frozen: false };
    const all = await nodesOf('households/in-cell.sql', { ...place, only_uncovered: false });
    expect(all.some((node) => node['Index Name'] === 'household_coverage_point')).toBe(true);
    const uncovered = await nodesOf('households/in-cell.sql', { ...place, only_uncovered: true });
    expect(uncovered.some((node) => node['Index Name'] === 'household_coverage_uncovered_point')).toBe(true);
    expect(readsWhole([...all, ...uncovered])).toEqual([]);
  });

  test('all targets in a shape: the GiST index of all', async () => {
    const place = await shape(114.65, 33.62, 0.01);
    const nodes = await nodesOf('coverage/targets-in-place.sql', { ...place, campaign_id: await round(), distance_m: 0, pieces_of: 256 });
    expect(nodes.some((node) => node['Index Name'] === 'household_coverage_point')).toBe(true);
    expect(readsWhole(nodes)).toEqual([]);
  });

  test('targets near an alley, and the state of what is in view', async () => {
    const campaign_id = await round();
    const near = await nodesOf('alleys/households-near.sql', { alley_id: 1, campaign_id, distance_m: 80, after_distance: -1, after_id: 0, limit: 101 });
    expect(near.some((node) => node['Index Name'] === 'household_coverage_point')).toBe(true);
    const view = { campaign_id, west: 114.65, south: 33.62, east: 114.66, north: 33.63, most: 50_000, only_uncovered: false };
    expect((await nodesOf('state/households-state.sql', view)).some((node) => node['Index Name'] === 'household_coverage_point')).toBe(true);
    const uncovered = await nodesOf('state/households-state.sql', { ...view, only_uncovered: true });
    expect(uncovered.some((node) => node['Index Name'] === 'household_coverage_uncovered_point')).toBe(true);
    expect(readsWhole(uncovered)).toEqual([]);
  });
});
