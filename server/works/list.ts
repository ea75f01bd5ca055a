import type { Request } from 'express';
import { z } from 'zod';
import { shapeOfPolygon } from '../coverage/shapes.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import { findScope } from '../grids/grid-ref.ts';
import { bboxBindings } from '../http/bbox.ts';
import { decodeCursor, pageOfRows } from '../http/cursor.ts';
import { problems } from '../http/problem.ts';
import type { Work, WorkFormat, WorkListQuery, WorkShapeBody } from './contract.ts';
import { requirePeriod } from './totals.ts';

export type WorkRow = Work & { geometry: object | null; newestOn: string };
const works = sqlFile<WorkRow>(import.meta.url, './works.sql');
const insideShape = sqlFile<{ id: number } & NonNullable<Work['inside']>>(import.meta.url, './inside-shape.sql');
const EVERY = {
  id: null,
  path: null,
  member_of: null,
  west: null,
  south: null,
  east: null,
  north: null,
  shape: null,
  work_type: null,
  kind: null,
  is_completed: null,
  phase: null,
  alley_id: null,
  project_id: null,
  programme: null,
  from_on: null,
  to_on: null,
  grade: null,
  with_photos: false,
  issue_id: null,
  newest_first: false,
  after_day: null,
  after_id: null,
  with_geometry: false,
};

export const WORK_FORMATS = {
  json: 'application/json',
  geojson: 'application/geo+json',
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;
export type Format = z.infer<typeof WorkFormat>;

/** The format asked for: f= wins over Accept. @throws Problem not-acceptable */
export function workFormat(request: Request, f: Format | undefined): Format {
  if (f !== undefined) return f;
  const accepted = request.accepts(Object.values(WORK_FORMATS));
  const found = (Object.keys(WORK_FORMATS) as Format[]).find((format) => WORK_FORMATS[format] === accepted);
  if (found === undefined) throw problems.notAcceptable(Object.values(WORK_FORMATS));
  return found;
}

type Filters = Omit<z.infer<typeof WorkListQuery>, 'f' | 'limit' | 'cursor'> | Omit<z.infer<typeof WorkShapeBody>, 'limit' | 'cursor'>;
const Position = z.tuple([z.string(), z.number().int()]);

/**
 * A page of works.
 * @throws Problem grid-not-found, invalid-geometry, invalid-cursor, invalid-query (from after to)
 */
export async function workPage(db: Database, filters: Filters, page: { limit: number; cursor: string | undefined; withGeometry: boolean }) {
  requirePeriod(filters.from, filters.to);
  const key = { of: 'works', ...filters };
  const after = decodeCursor(key, Position, page.cursor);
  const place = await placeBindings(db, filters);
  // Nowhere near the district.
  if (place === null) return { items: [], next: null };
  const rows = await works(db, {
    ...EVERY,
    ...place,
    work_type: filters.type,
    kind: filters.kind,
    is_completed: filters.completed === undefined ? null : filters.completed === 'true',
    phase: filters.phase,
    alley_id: filters.alley,
    project_id: filters.project,
    programme: filters.programme,
    from_on: filters.from,
    to_on: filters.to,
    grade: filters.grade,
    with_photos: filters.photos === 'true',
    issue_id: filters.issue,
    newest_first: filters.sort === 'newest',
    after_day: after?.[0] ?? null,
    after_id: after?.[1] ?? null,
    with_geometry: page.withGeometry,
    limit: page.limit + 1,
  });
  const listed = pageOfRows(rows, page.limit, key, ({ newestOn, id }) => [newestOn, id]);
  if (!('shape' in place)) return listed;
  const parts = await insideShape(db, { ids: listed.items.map(({ id }) => id), shape: place.shape, to_on: filters.to });
  const inside = new Map(parts.map(({ id, ...part }) => [id, part]));
  return { ...listed, items: listed.items.map((row) => ({ ...row, inside: inside.get(row.id) })) };
}

async function placeBindings(db: Database, filters: Filters): Promise<Record<string, unknown> | null> {
  if ('within' in filters) {
    const shape = await shapeOfPolygon(db, filters.within, '/within');
    return shape && { shape: shape.geom };
  }
  return { ...(await findScope(db, filters.grid)), ...bboxBindings(filters.bbox) };
}

/** One work as lists show it, or undefined. */
export async function oneWork(db: Database, id: number): Promise<Work | undefined> {
  const [row] = await works(db, { ...EVERY, id, limit: 1 });
  return row && shownWork(row);
}

/** A row as JSON shows it, without what only orders it. */
export const shownWork = ({ geometry: _geometry, newestOn: _newest, ...work }: WorkRow): Work => work;
