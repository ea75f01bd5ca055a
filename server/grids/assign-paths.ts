import { createGridLocator, type GridLocator, type LocatableGrid } from '#geodata/grid-locator';
import { type Database, type Query, sqlFile } from '../db/sql.ts';
import type { GridKind } from './contract.ts';

type Grid = LocatableGrid & { kind: GridKind };
interface PointRow {
  id: number;
  lon: number;
  lat: number;
  path: string | null;
}
type PointKind = 'household' | 'issue';
type ShapeKind = 'building' | 'alley' | 'work';
/** What has a path: points that are found in Node, and shapes that are cut by PostGIS. */
export type PathKind = PointKind | ShapeKind;
const file = <Row = never>(name: string): Query<Row> => sqlFile<Row>(import.meta.url, `./${name}.sql`);

const fillMetricGeometry = file('fill-metric-geometry');
const locatableGrids = file<Grid>('locatable-grids');
const points: Record<PointKind, Query<PointRow>> = { household: file('household-points'), issue: file('issue-points') };
const writePaths: Record<PointKind, Query<never>> = { household: file('write-household-paths'), issue: file('write-issue-paths') };
const writeMembers = file('write-members');
const writeShapeMembers = file('write-shape-members');
const touchedShapes = file<Record<ShapeKind, number[]>>('touched-shapes');
const shares: Record<ShapeKind, Query<never>> = { building: file('building-paths'), alley: file('alley-shares'), work: file('work-shares') };
const SHAPES = Object.keys(shares) as ShapeKind[];
/** Where shares are written down; of a building only the largest counts. */
const SHARE_TABLES: Partial<Record<ShapeKind, { table: 'alley_grids' | 'work_grids'; column: 'alley_id' | 'work_id' }>> = {
  alley: { table: 'alley_grids', column: 'alley_id' },
  work: { table: 'work_grids', column: 'work_id' },
};
const copyPathsToCoverage = file('copy-paths-to-coverage');
const recountWorkTally = file('recount-work-tally');

/** Rows read at a time; on the embedded engine a page travels through WASM memory. */
const PAGE = 5_000;

/** How many points were looked at, how many have another path now, and how many lie outside every grid. */
export interface AssignedPaths {
  looked: number;
  moved: number;
  outside: number;
}

/**
 * Assigns paths by geometry and brings everything that follows from them in line: points (households, issues) get the smallest basic grid that
 * holds them, buildings, alleys and works the one with their largest share, with exact shares in alley_grids and work_grids; then the
 * members of dedicated grids that have a geometry, the paths in household_coverage, and every tally.
 * Points are found in Node (15-25 times quicker than a SQL join, same answers), in keyset pages.
 * @param options.grids ids of grids that have changed, with those they lie and lay under (a grid that gets its first child, or loses its last, shares
 * out otherwise): only what lies in them, has a share in them, or has a path that leads nowhere now, is assigned again. Absent: everything.
 * @param db a transaction of the schema's owner: readers see the old paths until it commits.
 */
export async function assignPaths(db: Database, options: { grids?: readonly number[] } = {}): Promise<AssignedPaths> {
  const changed = options.grids ?? null;
  const { basic, dedicated, dedicatedIds } = await prepare(db, changed);
  await db('grid_members').whereIn('grid_id', dedicatedIds).delete();
  const report: AssignedPaths = { looked: 0, moved: 0, outside: 0 };
  for (const kind of ['household', 'issue'] as const) {
    for (let after_id = 0; ; ) {
      const rows = await points[kind](db, { after_id, changed, ids: null, limit: PAGE });
      const last = rows.at(-1);
      if (last === undefined) break;
      await placePoints(db, kind, rows, { basic, dedicated, report });
      after_id = last.id;
    }
  }
  const [touched] = changed === null ? [] : await touchedShapes(db, { changed });
  const works = touched?.work ?? [];
  const before = await pathsOfWorks(db, works);
  for (const kind of SHAPES) await cutShapes(db, kind, touched?.[kind] ?? null);
  await writeShapeMembers(db, { grid_ids: dedicatedIds, kind: null, ids: null });
  if (changed === null) {
    await copyPathsToCoverage(db, { ids: null });
    await db.raw('select recount_tallies()');
    return report;
  }
  await db.raw(`select recount_tallies(array['coverage', 'issues', 'works'])`);
  await recountWorkTally(db, { changed, paths: [...before, ...(await pathsOfWorks(db, works))] });
  return report;
}

/**
 * The same for a few rows of one table that are new or have another geometry now, whatever they were before; nothing else is looked at. Tallies are
 * the caller's: what counts changes with more than the path.
 * @param db whoever may change these rows.
 */
export async function assignRows(db: Database, kind: PathKind, ids: readonly number[]): Promise<AssignedPaths> {
  const report: AssignedPaths = { looked: 0, moved: 0, outside: 0 };
  if (ids.length === 0) return report;
  if (kind !== 'household' && kind !== 'issue') {
    await cutShapes(db, kind, [...ids]);
    await renewShapeMembers(db, kind, [...ids]);
    return report;
  }
  const { basic, dedicated, dedicatedIds } = await prepare(db, null);
  for (let from = 0; from < ids.length; from += PAGE) {
    const page = ids.slice(from, from + PAGE);
    await db('grid_members').whereIn('grid_id', dedicatedIds).where({ kind }).whereRaw('target_id = any (?::bigint[])', [page]).delete();
    const rows = await points[kind](db, { after_id: 0, changed: null, ids: page, limit: page.length });
    await placePoints(db, kind, rows, { basic, dedicated, report });
  }
  return report;
}

/** What assigning stands on: metric geometry, and the grids by place. @param changed of the dedicated grids only these; null = all */
async function prepare(db: Database, changed: readonly number[] | null) {
  // PostGIS's cost figures make PostgreSQL compile these statements: 2 s of compiling for 0.5 s of work.
  await db.raw(`select set_config('jit', 'off', true)`);
  await fillMetricGeometry(db);
  const grids = await locatableGrids(db);
  const others = grids.filter(({ id, kind }) => kind !== 'basic' && (changed === null || changed.includes(id)));
  return {
    basic: createGridLocator(grids.filter(({ kind }) => kind === 'basic')),
    dedicated: createGridLocator(others),
    dedicatedIds: others.map(({ id }) => id),
  };
}

interface PointsJob {
  basic: GridLocator<Grid>;
  dedicated: GridLocator<Grid>;
  report: AssignedPaths;
}

/** Paths and memberships of a page of points; coverage rows carry their household's path. */
async function placePoints(db: Database, kind: PointKind, rows: readonly PointRow[], { basic, dedicated, report }: PointsJob): Promise<void> {
  const moved: { id: number; path: string | null }[] = [];
  const members: { gridId: number; id: number }[] = [];
  for (const { id, lon, lat, path } of rows) {
    const found = basic.smallestAt(lon, lat)?.path ?? null;
    if (found === null) report.outside++;
    if (found !== path) moved.push({ id, path: found });
    for (const grid of dedicated.allAt(lon, lat)) members.push({ gridId: grid.id, id });
  }
  const ids = moved.map(({ id }) => id);
  if (moved.length > 0) await writePaths[kind](db, { ids, paths: moved.map(({ path }) => path) });
  if (moved.length > 0 && kind === 'household') await copyPathsToCoverage(db, { ids });
  if (members.length > 0) await writeMembers(db, { kind, grid_ids: members.map(({ gridId }) => gridId), target_ids: members.map(({ id }) => id) });
  report.looked += rows.length;
  report.moved += moved.length;
}

/** @param ids null = all */
async function cutShapes(db: Database, kind: ShapeKind, ids: number[] | null): Promise<void> {
  const written = SHARE_TABLES[kind];
  if (written !== undefined)
    await db(written.table)
      .modify((query) => (ids === null ? query : query.whereRaw('?? = any (?::bigint[])', [written.column, ids])))
      .delete();
  await shares[kind](db, { ids });
}

/** In which grids some works have a share. */
function pathsOfWorks(db: Database, ids: number[]): Promise<string[]> {
  return db('work_grids').whereRaw('work_id = any (?::bigint[])', [ids]).distinct('path').pluck('path');
}

/** Buildings are members of nothing. */
async function renewShapeMembers(db: Database, kind: ShapeKind, ids: number[]): Promise<void> {
  if (kind === 'building') return;
  await db('grid_members').where({ kind }).whereRaw('target_id = any (?::bigint[])', [ids]).delete();
  const dedicated: { id: number }[] = await db('grids').whereNull('valid_to').whereNot({ kind: 'basic' }).select('id');
  await writeShapeMembers(db, { grid_ids: dedicated.map(({ id }) => id), kind, ids });
}
