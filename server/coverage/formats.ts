import { stringify } from 'csv-stringify/sync';
import type { Request } from 'express';
import type { z } from 'zod';
import { problems } from '../http/problem.ts';
import type { UncoveredFormat } from './contract.ts';
import type { TargetRow } from './pages.ts';

export type Format = z.infer<typeof UncoveredFormat>;

export const MEDIA_TYPES: Record<Format, string> = {
  json: 'application/json',
  geojson: 'application/geo+json',
  csv: 'text/csv',
  ndjson: 'application/x-ndjson',
};

/** The format asked for: f= wins over Accept; JSON when neither says. @throws Problem not-acceptable */
export function formatOf(request: Request, f: Format | undefined): Format {
  if (f !== undefined) return f;
  const formats = Object.keys(MEDIA_TYPES) as Format[];
  const accepted = request.accepts(formats.map((format) => MEDIA_TYPES[format]));
  const found = formats.find((format) => MEDIA_TYPES[format] === accepted);
  if (found === undefined) throw problems.notAcceptable(Object.values(MEDIA_TYPES));
  return found;
}

const CSV_COLUMNS: (keyof TargetRow)[] = [
  'id',
  'kind',
  'state',
  'name',
  'gridCode',
  'gridName',
  'buildingId',
  'buildingName',
  'unit',
  'floor',
  'room',
  'address',
  'lon',
  'lat',
  'lastVisitedAt',
  'appointmentAt',
];

/** How a stream of one format is put together. Pages are texts; head and tail stand around them. */
export interface RowsWriter {
  head: string;
  tail: string;
  page(rows: TargetRow[], isFirst: boolean): string;
}

/** CSV with BOM, for Excel; a cell that a spreadsheet would take for a formula gets an apostrophe before it. */
const csv: RowsWriter = {
  head: stringify([], { bom: true, header: true, columns: CSV_COLUMNS, record_delimiter: 'windows' }),
  tail: '',
  page: (rows) =>
    stringify(rows, {
      columns: CSV_COLUMNS,
      escape_formulas: true,
      record_delimiter: 'windows',
      cast: { date: (value) => value.toISOString(), number: (value) => ({ value: String(value), escape_formulas: false }) },
    }),
};

const ndjson: RowsWriter = { head: '', tail: '', page: (rows) => rows.map((row) => `${JSON.stringify(row)}\n`).join('') };

/** A GeoJSON feature whose id is the target's. */
export const featureOf = ({ lon, lat, ...properties }: TargetRow) => ({
  type: 'Feature',
  id: properties.id,
  geometry: { type: 'Point', coordinates: [lon, lat] },
  properties,
});

const geojson: RowsWriter = {
  head: '{"type":"FeatureCollection","features":[',
  tail: ']}',
  page: (rows, isFirst) => (rows.length === 0 ? '' : (isFirst ? '' : ',') + rows.map((row) => JSON.stringify(featureOf(row))).join(',')),
};

export const WRITERS: Record<Exclude<Format, 'json'>, RowsWriter> = { csv, ndjson, geojson };
