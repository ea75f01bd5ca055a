import { type Database, sqlFile } from '../db/sql.ts';
import type { GridRef } from '../grids/contract.ts';
import type { PastDay } from '../history/day.ts';
import { HOUSEHOLD_KINDS, type HouseholdKind } from '../households/contract.ts';
import { LEVEL_OF_GRIDS, type UncoveredState, type UncoveredSummary } from './contract.ts';
import { type CountsByKind, figuresByKind, figuresOf, sumByKind } from './figures.ts';
import { type Count, countsOn, measuresOf, type PlaceCounts } from './on-day.ts';
import type { Place } from './pages.ts';
import { tallyOf } from './rollup.ts';
import type { Filters } from './uncovered.ts';

type Buildings = Pick<UncoveredSummary, 'byBuilding' | 'buildingCount'>;
const targetsInPlace = sqlFile<PlaceCounts>(import.meta.url, './targets-in-place.sql');
const gridsOfSummary = sqlFile<GridRef>(import.meta.url, './grids-of-summary.sql');
const buildingsByPath = sqlFile<Buildings>(import.meta.url, './buildings-by-path.sql');

type Summary = Omit<UncoveredSummary, 'campaign' | 'asOf'>;

/** Figures over all targets inside a place (of the kind asked for), and where the uncovered ones (of the states asked for) are; of a past day as it ended. */
export async function summaryOf(db: Database, place: Place, filters: Filters, past: PastDay | null = null): Promise<Summary> {
  const kinds = filters.kind === undefined ? HOUSEHOLD_KINDS : [filters.kind];
  if (past !== null) return summaryOfCounts(db, place, filters, kinds, await countsOn(db, place, past, { ...filters }));
  return place.by === 'path' ? summaryByPath(db, place.grid, filters, kinds) : summaryOfTargets(db, place, filters, kinds);
}

/** Of a basic grid: figures come from the tallies, so a district of millions answers like a lane. */
async function summaryByPath(db: Database, grid: GridRef, filters: Filters, kinds: readonly HouseholdKind[]): Promise<Summary> {
  const listed = await gridsOfSummary(db, { path: grid.path, level: Math.max(LEVEL_OF_GRIDS, grid.level) });
  const tallies = await tallyOf(db, [grid.id, ...listed.map(({ id }) => id)], filters.campaignId, kinds);
  const own = tallies.get(grid.id) as CountsByKind;
  const [buildings] = await buildingsByPath(db, {
    campaign_id: filters.campaignId,
    path: grid.path,
    kind: filters.kind ?? null,
    states: filters.states ?? null,
  });
  const byGrid = listed.map((one) => {
    const { all } = tallies.get(one.id) as CountsByKind;
    const uncovered = filters.states ? filters.states.reduce((sum, state) => sum + all[state], 0) : figuresOf(all).uncovered;
    return { grid: one, uncovered, total: all.total };
  });
  return {
    areaM2: await areaOf(db, grid),
    figures: figuresOf(own.all),
    byKind: figuresByKind(own.byKind),
    byGrid: byGrid.filter(({ total }) => total > 0).sort(mostUncovered),
    ...(buildings ?? { byBuilding: [], buildingCount: 0 }),
  };
}

type GridLine = Summary['byGrid'][number];
/** Among equals in order of the path, so that the same question has the same answer. */
const mostUncovered = (a: GridLine, b: GridLine): number => b.uncovered - a.uncovered || (a.grid.path < b.grid.path ? -1 : 1);

async function areaOf(db: Database, grid: GridRef): Promise<number> {
  const row = await db('grids').where({ id: grid.id }).first('area_m2');
  return row?.area_m2 ?? 0;
}

async function summaryOfTargets(db: Database, place: Exclude<Place, { by: 'path' }>, filters: Filters, kinds: readonly HouseholdKind[]): Promise<Summary> {
  const shape = place.by === 'shape' ? place.shape : null;
  const isEmpty = place.by === 'shape' && shape === null;
  const [found] = isEmpty
    ? []
    : await targetsInPlace(db, {
        campaign_id: filters.campaignId,
        kind: filters.kind ?? null,
        states: filters.states ?? null,
        shape: shape?.geom ?? null,
        distance_m: shape?.distanceM ?? 0,
        pieces_of: shape?.piecesOf ?? 256,
        grid_id: place.by === 'members' ? place.grid.id : null,
      });
  return summaryOfCounts(db, place, filters, kinds, found);
}

async function summaryOfCounts(
  db: Database,
  place: Place,
  filters: Filters,
  kinds: readonly HouseholdKind[],
  found: PlaceCounts | undefined,
): Promise<Summary> {
  const counts = found?.counts ?? [];
  const own = sumByKind(counts.flatMap(measuresOf), kinds);
  return {
    areaM2: place.by === 'shape' ? (place.shape?.areaM2 ?? 0) : await areaOf(db, place.grid),
    figures: figuresOf(own.all),
    byKind: figuresByKind(own.byKind),
    byGrid: await byGridOf(db, counts, filters.states),
    byBuilding: found?.byBuilding ?? [],
    buildingCount: found?.buildingCount ?? 0,
  };
}

/** The path of the grid that a target is counted under: its first codes down to the level of grids. */
const listedPath = (path: string): string => path.split('/').slice(0, LEVEL_OF_GRIDS).join('/');

/** Targets outside every grid are in no line, and those held by a grid that is divided further are not in it: its rows would be its children's too. */
async function byGridOf(db: Database, counts: Count[], states: UncoveredState[] | undefined): Promise<Summary['byGrid']> {
  const sums = new Map<string, { uncovered: number; total: number }>();
  for (const { path, state, count } of counts) {
    if (path === null) continue;
    const sum = sums.get(listedPath(path)) ?? { uncovered: 0, total: 0 };
    sum.total += count;
    const isUncovered = state !== 'covered' && state !== 'exempt' && (states === undefined || states.includes(state));
    if (isUncovered) sum.uncovered += count;
    sums.set(listedPath(path), sum);
  }
  const grids: GridRef[] = await db('grids')
    .whereIn('path', [...sums.keys()])
    .whereNull('valid_to')
    .where((line) =>
      line
        .where('level', '>=', LEVEL_OF_GRIDS)
        .orWhereNotExists((child) =>
          child.from('grids as child').whereRaw('child.parent_id = grids.id').where('child.kind', 'basic').whereNull('child.valid_to'),
        ),
    )
    .select('id', 'code', 'name', 'level', 'kind', 'path');
  return grids.map((grid) => ({ grid, ...(sums.get(grid.path) ?? { uncovered: 0, total: 0 }) })).sort(mostUncovered);
}
