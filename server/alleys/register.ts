import { stringify } from 'csv-stringify/sync';
import type { Request } from 'express';
import { z } from 'zod';
import { likeLiteral } from '../db/like.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import { findScope } from '../grids/grid-ref.ts';
import { decodeCursor, pageOfRows } from '../http/cursor.ts';
import { problems } from '../http/problem.ts';
import { ALLEY_STANDARDS, type Alley, type AlleyListQuery } from './contract.ts';

type Row = Alley & { geometry: object | null; byNumber: number; byText: string };
const alleys = sqlFile<Row>(import.meta.url, './alleys.sql');

const Position = z.tuple([z.number(), z.string(), z.number().int()]);
const NEED = 'need.';
export const REGISTER_FORMATS = { json: 'application/json', csv: 'text/csv', geojson: 'application/geo+json' } as const;
export type RegisterFormat = keyof typeof REGISTER_FORMATS;
type Filters = Omit<AlleyListQuery, 'limit' | 'cursor' | 'f'>;

/** The format asked for: f= wins over Accept. @throws Problem not-acceptable */
export function registerFormat(request: Request, f: RegisterFormat | undefined): RegisterFormat {
  if (f !== undefined) return f;
  const accepted = request.accepts(Object.values(REGISTER_FORMATS));
  const found = (Object.keys(REGISTER_FORMATS) as RegisterFormat[]).find((format) => REGISTER_FORMATS[format] === accepted);
  if (found === undefined) throw problems.notAcceptable(Object.values(REGISTER_FORMATS));
  return found;
}

/** A page of the register. @throws Problem grid-not-found, invalid-cursor */
export async function registerPage(db: Database, filters: Filters, page: { limit: number; cursor: string | undefined; withGeometry: boolean }) {
  const key = { of: 'alleys', ...filters };
  const after = decodeCursor(key, Position, page.cursor);
  const isNeed = filters.sort.startsWith(NEED);
  const rows = await alleys(db, {
    ...(await findScope(db, filters.grid)),
    q: filters.q === undefined ? null : likeLiteral(filters.q),
    failing: filters.fails,
    unknown: filters.unknown,
    surface: filters.surface,
    name_status: filters.name_status,
    cables: filters.cables,
    parking: filters.parking,
    min_width: filters.min_width,
    max_width: filters.max_width,
    served_min: filters.served_min,
    sort: isNeed ? 'need' : filters.sort,
    need_of: isNeed ? filters.sort.slice(NEED.length) : null,
    descending: filters.order === 'desc',
    with_geometry: page.withGeometry,
    after_number: after?.[0] ?? null,
    after_text: after?.[1] ?? null,
    after_id: after?.[2] ?? null,
    limit: page.limit + 1,
  });
  return pageOfRows(rows, page.limit, key, ({ byNumber, byText, id }) => [byNumber, byText, id]);
}

/** A row as JSON shows it, without what only orders it. */
export const shownRow = ({ byNumber: _number, byText: _text, geometry: _geometry, ...row }: Row): Alley => row;

const CSV_COLUMNS = [
  ...[
    'id',
    'code',
    'name',
    'nameStatus',
    'gridCode',
    'gridName',
    'lengthM',
    'widthM',
    'areaM2',
    'surface',
    'isDeadEnd',
    'cables',
    'overheadM',
    'parking',
    'parkingSpaces',
    'servedHouseholds',
    'darkM',
    'surveyedOn',
  ],
  ...ALLEY_STANDARDS.flatMap((standard) => [standard, `${standard}NeedMin`, `${standard}NeedMax`]),
];

function flat({ grid, conditions, needs, bbox: _bbox, fails: _fails, ...row }: Alley): Record<string, unknown> {
  const byStandard = ALLEY_STANDARDS.map((standard) => ({
    [standard]: conditions[standard],
    [`${standard}NeedMin`]: needs[standard]?.min,
    [`${standard}NeedMax`]: needs[standard]?.max,
  }));
  return Object.assign({ ...row, gridCode: grid?.code, gridName: grid?.name }, ...byStandard);
}

/** How a file of the register is put together: pages are texts; head and tail stand around them. CSV has a BOM and no formulas, for Excel. */
export const REGISTER_WRITERS: Record<Exclude<RegisterFormat, 'json'>, { head: string; tail: string; page(rows: Row[], isFirst: boolean): string }> = {
  csv: {
    head: stringify([], { bom: true, header: true, columns: CSV_COLUMNS, record_delimiter: 'windows' }),
    tail: '',
    page: (rows) =>
      stringify(
        rows.map((row) => flat(shownRow(row))),
        {
          columns: CSV_COLUMNS,
          escape_formulas: true,
          record_delimiter: 'windows',
          cast: { boolean: String, number: (value) => ({ value: String(value), escape_formulas: false }) },
        },
      ),
  },
  geojson: {
    head: '{"type":"FeatureCollection","features":[',
    tail: ']}',
    page: (rows, isFirst) =>
      (isFirst || rows.length === 0 ? '' : ',') +
      rows.map((row) => JSON.stringify({ type: 'Feature', id: row.id, geometry: row.geometry, properties: flat(shownRow(row)) })).join(','),
  },
};
