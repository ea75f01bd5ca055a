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
const file = <Row = never>(name: string): Query<Row> => sqlFile<Row>(import.meta.url, `./${name}.sql`);

const fillMetricGeometry = file('fill-metric-geometry');
const locatableGrids = file<Grid>('locatable-grids');
const points: Record<PointKind, Query<PointRow>> = { household: file('household-points'), issue: file('issue-points') };
const writePaths: Record<PointKind, Query<never>> = { household: file('write-household-paths'), issue: file('write-issue-paths') };
const writeMembers = file('write-members');
const writeShapeMembers = file('write-shape-members');
const clearShares = file('clear-shares');
/** Buildings, alleys and works: what has a length or an area is cut by PostGIS. */
const alleyShares = file('alley-shares');
const workShares = file('work-shares');
const assignShapes = [file('building-paths'), alleyShares, workShares];
const copyPathsToCoverage = file('copy-paths-to-coverage');

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
 * @param options.grids ids of grids that have changed: only what lies in them, or has a path that leads nowhere now, is assigned again.
 * @param db a transaction of the schema's owner: readers see the old paths until it commits.
 */
export async function assignPaths(db: Database, options: { grids?: number[] } = {}): Promise<AssignedPaths> {
  const changed = options.grids ?? null;
  // PostGIS's cost figures make PostgreSQL compile these statements: 2 s of compiling for 0.5 s of work.
  await db.raw(`select set_config('jit', 'off', true)`);
  await fillMetricGeometry(db);
  const grids = await locatableGrids(db);
  const basic = createGridLocator(grids.filter(({ kind }) => kind === 'basic'));
  const others = grids.filter(({ id, kind }) => kind !== 'basic' && (changed === null || changed.includes(id)));
  const dedicated = createGridLocator(others);
  const dedicatedIds = others.map(({ id }) => id);
  await db('grid_members').whereIn('grid_id', dedicatedIds).delete();
  const report: AssignedPaths = { looked: 0, moved: 0, outside: 0 };
  for (const kind of ['household', 'issue'] as const) await assignPoints(db, kind, { basic, dedicated, changed, report });
  await clearShares(db, { changed });
  for (const assign of assignShapes) await assign(db, { changed, ids: null });
  await writeShapeMembers(db, { grid_ids: dedicatedIds });
  await copyPathsToCoverage(db);
  await db.raw('select recount_tallies()');
  return report;
}

/** The same for a few alleys whose path has been taken away because their line is another now. db: as whoever may change them. */
export async function assignAlleys(db: Database, ids: readonly number[]): Promise<void> {
  await db('alley_grids').whereIn('alley_id', ids).delete();
  await alleyShares(db, { changed: [] });
  await db('grid_members').where({ kind: 'alley' }).whereIn('target_id', ids).delete();
  const dedicated: { id: number }[] = await db('grids').whereNull('valid_to').whereNot({ kind: 'basic' }).select('id');
  await writeShapeMembers(db, { grid_ids: dedicated.map(({ id }) => id) });
}

/** The same for a few works. db: as whoever may change them. */
export async function assignWorks(db: Database, ids: readonly number[]): Promise<void> {
  await db('work_grids').whereIn('work_id', ids).delete();
  await workShares(db, { changed: null, ids });
  await db('grid_members').where({ kind: 'work' }).whereIn('target_id', ids).delete();
  const dedicated: { id: number }[] = await db('grids').whereNull('valid_to').whereNot({ kind: 'basic' }).select('id');
  await writeShapeMembers(db, { grid_ids: dedicated.map(({ id }) => id) });
}

interface PointsJob {
  basic: GridLocator<Grid>;
  dedicated: GridLocator<Grid>;
  changed: number[] | null;
  report: AssignedPaths;
}

async function assignPoints(db: Database, kind: PointKind, { basic, dedicated, changed, report }: PointsJob): Promise<void> {
  for (let after_id = 0; ; ) {
    const rows = await points[kind](db, { after_id, changed, limit: PAGE });
    const last = rows.at(-1);
    if (last === undefined) return;
    const moved: { id: number; path: string | null }[] = [];
    const members: { gridId: number; id: number }[] = [];
    for (const { id, lon, lat, path } of rows) {
      const found = basic.smallestAt(lon, lat)?.path ?? null;
      if (found === null) report.outside++;
      if (found !== path) moved.push({ id, path: found });
      for (const grid of dedicated.allAt(lon, lat)) members.push({ gridId: grid.id, id });
    }
    if (moved.length > 0) await writePaths[kind](db, { ids: moved.map(({ id }) => id), paths: moved.map(({ path }) => path) });
    if (members.length > 0) await writeMembers(db, { kind, grid_ids: members.map(({ gridId }) => gridId), target_ids: members.map(({ id }) => id) });
    report.looked += rows.length;
    report.moved += moved.length;
    after_id = last.id;
  }
}
