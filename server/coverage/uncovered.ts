import { z } from 'zod';
import { type Database, sqlFile } from '../db/sql.ts';
import type { GridRef } from '../grids/contract.ts';
import { findGrid } from '../grids/grid-ref.ts';
import type { HouseholdKind } from '../households/contract.ts';
import { decodeCursor, encodeCursor } from '../http/cursor.ts';
import type { UncoveredHousehold, UncoveredState, Within } from './contract.ts';
import { type PackedPage, unpackPage } from './packed-page.ts';
import type { CellPosition } from './shape-cells.ts';
import { idsInShape } from './shape-cells.ts';
import { type Shape, shapeAroundAlley, shapeOfPolygon } from './shapes.ts';

/** A row as it comes from the database: timestamps are Dates until they are written out. */
export type UncoveredRow = Omit<UncoveredHousehold, 'lastVisitedAt' | 'appointmentAt'> & { lastVisitedAt: Date | null; appointmentAt: Date | null };

export interface Filters {
  campaignId: number;
  kind: HouseholdKind | undefined;
  states: UncoveredState[] | undefined;
}

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

const byPath = sqlFile<PackedPage>(import.meta.url, './uncovered-by-path.sql');
/** Planned once a connection. Only without filters: the plan must not depend on whether a kind was asked for. */
const byPathUnfiltered = sqlFile<PackedPage>(import.meta.url, './uncovered-by-path.sql', { isPrepared: true });
const byMembers = sqlFile<UncoveredRow>(import.meta.url, './uncovered-by-members.sql');
const byIds = sqlFile<UncoveredRow>(import.meta.url, './uncovered-by-ids.sql');
const inCell = sqlFile<{ ids: number[] | null }>(import.meta.url, './uncovered-in-cell.sql');

const Id = z.number().int();
const PathPosition = z.tuple([z.string(), Id]);
const MemberPosition = z.tuple([Id]);
const ShapePosition = z.tuple([z.string().regex(/^[0-3]*$/), Id]);
const POSITIONS = { path: PathPosition, members: MemberPosition, shape: ShapePosition };
export type PagePosition = z.output<typeof PathPosition> | z.output<typeof MemberPosition> | z.output<typeof ShapePosition>;

export interface RowsPage {
  rows: UncoveredRow[];
  next: PagePosition | null;
}

/** One keyset page of at most `limit` rows after a position. One transaction's worth of work: its cost follows its rows. */
export async function uncoveredPage(db: Database, place: Place, filters: Filters, position: PagePosition | null, limit: number): Promise<RowsPage> {
  const bindings = { campaign_id: filters.campaignId, kind: filters.kind ?? null, states: filters.states ?? null };
  if (place.by === 'path') {
    const [after_path, after_id] = (position as z.output<typeof PathPosition> | null) ?? [place.grid.path, 0];
    const query = bindings.kind === null && bindings.states === null ? byPathUnfiltered : byPath;
    const [packed] = await query(db, { ...bindings, path: place.grid.path, after_path, after_id, limit: limit + 1 });
    const { rows, pathAt } = unpackPage(packed as PackedPage);
    return cut(rows, limit, (row): PagePosition => [pathAt(limit - 1), row.id]);
  }
  if (place.by === 'members') {
    const [after_id] = (position as z.output<typeof MemberPosition> | null) ?? [0];
    return cut(await byMembers(db, { ...bindings, grid_id: place.grid.id, after_id, limit: limit + 1 }), limit, (row): PagePosition => [row.id]);
  }
  return place.shape === null ? { rows: [], next: null } : shapePage(db, place.shape, bindings, position as z.output<typeof ShapePosition> | null, limit);
}

async function shapePage(
  db: Database,
  shape: Shape,
  bindings: { campaign_id: number; kind: string | null; states: string[] | null },
  position: z.output<typeof ShapePosition> | null,
  limit: number,
): Promise<RowsPage> {
  const from: CellPosition | null = position && { cell: position[0], afterId: position[1] };
  const { ids, next } = await idsInShape(shape.box, from, limit, async (box, most) => {
    const [row] = await inCell(db, {
      ...bindings,
      shape: shape.geom,
      distance_m: shape.distanceM,
      pieces_of: shape.piecesOf,
      x_min: box.xMin,
      y_min: box.yMin,
      x_max: box.xMax,
      y_max: box.yMax,
      most,
    });
    return row?.ids ?? [];
  });
  const rows = ids.length === 0 ? [] : await byIds(db, { campaign_id: bindings.campaign_id, ids });
  return { rows, next: next && [next.cell, next.afterId] };
}

function cut<Row>(rows: Row[], limit: number, positionOf: (row: Row) => PagePosition): { rows: Row[]; next: PagePosition | null } {
  if (rows.length <= limit) return { rows, next: null };
  const kept = rows.slice(0, limit);
  return { rows: kept, next: positionOf(kept[limit - 1] as Row) };
}

/** What a cursor is bound to: everything that decides which rows come, in which order. */
export const queryKey = (within: Within, filters: Filters) => ({ of: 'uncovered', within, ...filters });

/** @throws Problem invalid-cursor */
export function positionOfCursor(place: Place, key: unknown, cursor: string | undefined): PagePosition | null {
  return decodeCursor(key, POSITIONS[place.by], cursor);
}

export const cursorOf = (key: unknown, position: PagePosition | null): string | null => position && encodeCursor(key, position);
