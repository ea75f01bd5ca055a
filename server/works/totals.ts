import type { PolygonGeometry } from '../coverage/contract.ts';
import { shapeOfPolygon } from '../coverage/shapes.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import type { GridRef } from '../grids/contract.ts';
import { findGrid } from '../grids/grid-ref.ts';
import { problems } from '../http/problem.ts';
import type { WorkTotal, WorkTotals, WorkTotalsQuery } from './contract.ts';

const totalsOfPlaces = sqlFile<WorkTotal & { place: number }>(import.meta.url, './work-totals.sql');
/** work_tally holds the grids of these levels. */
const TALLY_LEVELS = 3;

export type TotalsQuestion = Omit<WorkTotalsQuery, 'grid'> & ({ grid?: string | undefined } | { within: PolygonGeometry });
interface Place {
  path: string | null;
  memberOf: number | null;
  tallyGridId: number | null;
  shape?: string;
  /** So large that all works are read at once. */
  isWide?: boolean;
}

const DISTRICT: Place = { path: null, memberOf: null, tallyGridId: null, isWide: true };
const placeOf = ({ id, kind, level, path }: GridRef): Place =>
  kind === 'basic' ? { path, memberOf: null, tallyGridId: level <= TALLY_LEVELS ? id : null } : { path: null, memberOf: id, tallyGridId: null };

/** Completed works of each of these grids, in their order: one question however many they are. */
export function totalsOfGrids(db: Database, grids: readonly GridRef[]): Promise<WorkTotal[][]> {
  return ask(db, grids.map(placeOf), {});
}

/**
 * Completed works of one place by type, kind and unit, up to `to` and within `from`..`to`.
 * @throws Problem grid-not-found, alley-not-found, invalid-geometry, invalid-query (from after to)
 */
export async function totalsOf(db: Database, question: TotalsQuestion): Promise<Omit<WorkTotals, 'asOf'>> {
  const { type, kind, alley, project, programme, from, to } = question;
  requirePeriod(from, to);
  if (alley !== undefined && (await db('alleys').where({ id: alley }).first('id')) === undefined) throw problems.alleyNotFound(alley);
  const period = { from: from ?? null, to: to ?? null };
  const filters = { work_type: type, kind, alley_id: alley, project_id: project, programme, from_on: from, to_on: to };
  const place = await placeAsked(db, question);
  if (place === null) return { ...period, items: [] };
  // The tally knows neither alleys nor projects.
  const isPlain = alley === undefined && project === undefined && programme === undefined;
  // Neither does that of programmes, nor any grid.
  const isProgramme = place === DISTRICT && programme !== undefined && alley === undefined && project === undefined;
  const tally_programme_id = isProgramme ? ((await db('programmes').where({ code: programme }).first('id'))?.id ?? null) : null;
  const asked = isPlain || place.tallyGridId === null ? place : { ...place, tallyGridId: null, isWide: programme !== undefined };
  const [items = []] = await ask(db, [asked], { ...filters, tally_programme_id });
  return { ...period, items };
}

/** null = nowhere near the district: nothing can be inside. */
async function placeAsked(db: Database, question: TotalsQuestion): Promise<Place | null> {
  if ('within' in question) {
    const shape = await shapeOfPolygon(db, question.within, '/within');
    return shape && { ...DISTRICT, shape: shape.geom, isWide: false };
  }
  if (question.grid !== undefined) return placeOf(await findGrid(db, question.grid));
  // Works without a place belong to the whole, and to no grid.
  return DISTRICT;
}

async function ask(db: Database, places: readonly Place[], filters: Record<string, unknown>): Promise<WorkTotal[][]> {
  const none = { work_type: null, kind: null, alley_id: null, project_id: null, programme: null, tally_programme_id: null, from_on: null, to_on: null };
  const rows = await totalsOfPlaces(db, {
    ...none,
    ...filters,
    paths: places.map(({ path }) => path),
    member_ofs: places.map(({ memberOf }) => memberOf),
    tally_grid_ids: places.map(({ tallyGridId }) => tallyGridId),
    shape: places[0]?.shape,
    is_whole: places.some((place) => place === DISTRICT),
    is_wide: places.some(({ isWide }) => isWide),
  });
  const totals: WorkTotal[][] = places.map(() => []);
  for (const { place, ...total } of rows) totals[place - 1]?.push(total);
  return totals;
}

/** @throws Problem invalid-query */
export function requirePeriod(from: string | undefined, to: string | undefined): void {
  if (from !== undefined && to !== undefined && from > to) throw problems.invalidQuery([{ pointer: 'from', detail: `Not after the last day (${to}).` }]);
}
