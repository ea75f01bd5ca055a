import { z } from 'zod';
import { type Database, sqlFile } from '../db/sql.ts';
import type { GridRef } from '../grids/contract.ts';
import { findGrid } from '../grids/grid-ref.ts';
import { decodeCursor, encodeCursor } from '../http/cursor.ts';
import type { CoverageState, UncoveredHousehold, Within } from './contract.ts';
import { type Box, type CellPosition, idsInShape } from './shape-cells.ts';
import { type Shape, shapeAroundAlley, shapeOfPolygon } from './shapes.ts';

/** A row as it comes from the database: timestamps are Dates until they are written out. */
export type TargetRow<State extends CoverageState = CoverageState> = Omit<UncoveredHousehold, 'state' | 'lastVisitedAt' | 'appointmentAt'> & {
  state: State;
  lastVisitedAt: Date | null;
  appointmentAt: Date | null;
};

/** Where to look, resolved: a basic grid by path, another grid by its members, or a shape (null: nowhere near the district). */
export type Place = { by: 'path'; grid: GridRef } | { by: 'members'; grid: GridRef } | { by: 'shape'; shape: Shape | null };

/** @throws Problem grid-not-found, alley-not-found, invalid-geometry */
export async function resolvePlace(db: Database, within: Within): Promise<Place> {
  if ('grid' in within) {
    const grid = await findGrid(db, within.grid);
    return { by: grid.kind === 'basic' ? 'path' : 'members', grid };
  }
  if ('alley' in within) return { by: 'shape', shape: await shapeAroundAlley(db, within.alley, within.distance_m) };
  return { by: 'shape', shape: await shapeOfPolygon(db, within, '/within') };
}

const Id = z.number().int();
const PathPosition = z.tuple([z.string(), Id]);
const MemberPosition = z.tuple([Id]);
const ShapePosition = z.tuple([z.string().regex(/^[0-3]*$/), Id]);
const POSITIONS = { path: PathPosition, members: MemberPosition, shape: ShapePosition };
export type PagePosition = z.output<typeof PathPosition> | z.output<typeof MemberPosition> | z.output<typeof ShapePosition>;

export interface RowsPage<State extends CoverageState> {
  rows: TargetRow<State>[];
  next: PagePosition | null;
}

/** One question, asked in each of the three kinds of place. Filters are its own business. */
export interface Finder<State extends CoverageState> {
  campaignId: number;
  /** Rows after a position in order of (path, id), and the path of the row at an index. */
  byPath(bindings: {
    path: string;
    after_path: string;
    after_id: number;
    limit: number;
  }): Promise<{ rows: TargetRow<State>[]; pathAt: (index: number) => string }>;
  /** Rows after an id in order of id. */
  byMembers(bindings: { grid_id: number; after_id: number; limit: number }): Promise<TargetRow<State>[]>;
  /** Ids inside a cell, at most `most`, in any order, repeats allowed. */
  inCell(bindings: Record<string, unknown>): Promise<{ ids: number[] | null }[]>;
}

const byIds = sqlFile<TargetRow<never>>(import.meta.url, './rows-by-ids.sql');

/** Rows of targets of a round, in the order of their ids. */
export const targetsByIds = async <State extends CoverageState>(db: Database, campaignId: number, ids: number[]): Promise<TargetRow<State>[]> =>
  ids.length === 0 ? [] : byIds(db, { campaign_id: campaignId, ids });

/** One keyset page of at most `limit` rows after a position. One transaction's worth of work: its cost follows its rows. */
export async function pageOfTargets<State extends CoverageState>(
  db: Database,
  place: Place,
  finder: Finder<State>,
  position: PagePosition | null,
  limit: number,
): Promise<RowsPage<State>> {
  if (place.by === 'path') {
    const [after_path, after_id] = (position as z.output<typeof PathPosition> | null) ?? [place.grid.path, 0];
    const { rows, pathAt } = await finder.byPath({ path: place.grid.path, after_path, after_id, limit: limit + 1 });
    return cut(rows, limit, (row): PagePosition => [pathAt(limit - 1), row.id]);
  }
  if (place.by === 'members') {
    const [after_id] = (position as z.output<typeof MemberPosition> | null) ?? [0];
    return cut(await finder.byMembers({ grid_id: place.grid.id, after_id, limit: limit + 1 }), limit, (row): PagePosition => [row.id]);
  }
  return place.shape === null ? { rows: [], next: null } : pageOfShape(db, place.shape, finder, position as z.output<typeof ShapePosition> | null, limit);
}

async function pageOfShape<State extends CoverageState>(
  db: Database,
  shape: Shape,
  finder: Finder<State>,
  position: z.output<typeof ShapePosition> | null,
  limit: number,
): Promise<RowsPage<State>> {
  const from: CellPosition | null = position && { cell: position[0], afterId: position[1] };
  const { ids, next } = await idsInShape(shape.box, from, limit, async (box: Box, most) => {
    const cell = { x_min: box.xMin, y_min: box.yMin, x_max: box.xMax, y_max: box.yMax, most };
    const [row] = await finder.inCell({ shape: shape.geom, distance_m: shape.distanceM, pieces_of: shape.piecesOf, ...cell });
    return row?.ids ?? [];
  });
  return { rows: await targetsByIds<State>(db, finder.campaignId, ids), next: next && [next.cell, next.afterId] };
}

function cut<Row>(rows: Row[], limit: number, positionOf: (row: Row) => PagePosition): { rows: Row[]; next: PagePosition | null } {
  if (rows.length <= limit) return { rows, next: null };
  const kept = rows.slice(0, limit);
  return { rows: kept, next: positionOf(kept[limit - 1] as Row) };
}

/**
 * Where the next page begins.
 * @param key everything that decides which rows come, in which order.
 * @throws Problem invalid-cursor
 */
export function positionOfCursor(place: Place, key: unknown, cursor: string | undefined): PagePosition | null {
  return decodeCursor(key, POSITIONS[place.by], cursor);
}

export const cursorOf = (key: unknown, position: PagePosition | null): string | null => position && encodeCursor(key, position);
