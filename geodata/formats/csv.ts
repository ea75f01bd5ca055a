import { type Info, parse } from 'csv-parse/sync';
import type { Geometry } from 'geojson';
import { type FileFormat, FormatError, type Note, type ReadOptions, type SourceRow } from './format.ts';
import { decodeText } from './text.ts';
import { parseWkt } from './wkt.ts';

const DELIMITERS = [',', ';', '\t', '|'] as const;
const LONGITUDES = ['longitude', 'lon', 'lng', 'long', 'x', '经度', '經度'];
const LATITUDES = ['latitude', 'lat', 'y', '纬度', '緯度'];
const WKT_NAMES = ['wkt', 'geom_wkt', 'geometry_wkt', 'the_geom'];

/** A table as text: comma, semicolon, tab or bar; UTF-8 or GB18030; position in two columns or in one of WKT, or none. */
export const csv: FileFormat = {
  id: 'csv',
  label: 'CSV',
  extensions: ['.csv', '.tsv', '.txt'],
  read(bytes, options) {
    const { text, encoding } = decodeText(bytes);
    const delimiter = sniffDelimiter(text);
    const records = parseRecords(text, delimiter);
    const header = records.shift()?.record.map((name) => name.trim());
    if (header === undefined || header.every((name) => name === '')) throw new FormatError('The table is empty. Its first line must name the columns.');
    const doubled = header.find((name, index) => name !== '' && header.indexOf(name) !== index);
    if (doubled !== undefined) throw new FormatError(`Two columns are named “${doubled}”. Give every column its own name.`);
    const place = placeColumns(header, options);
    const notes: Note[] = [];
    if (encoding !== 'utf-8') notes.push({ rowNumber: null, reason: 'encoding', detail: `Read as ${encoding}.` });
    const rows = records.map(({ record, info }) => readRecord(record, info.lines, header, place, notes));
    return { rows, fields: header.filter((name) => name !== ''), notes, declaredCrs: null, placeFields: Object.values(place ?? {}) };
  },
};

/** The delimiter that occurs most often in the header, outside quotes. */
export function sniffDelimiter(text: string): string {
  const header = (/^\uFEFF?((?:"(?:[^"]|"")*"|[^\r\n"])*)/.exec(text)?.[1] ?? '').replace(/"(?:[^"]|"")*"/g, '');
  const counts = DELIMITERS.map((delimiter) => header.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

function parseRecords(text: string, delimiter: string): { record: string[]; info: Info }[] {
  try {
    return parse(text, { bom: true, delimiter, info: true, relax_column_count: true, skip_empty_lines: true }) as unknown as { record: string[]; info: Info }[];
  } catch (error) {
    throw new FormatError(`The table cannot be read: ${(error as Error).message}. Check the quotes near that line.`);
  }
}

type Place = { longitude: string; latitude: string } | { wkt: string } | null;

function placeColumns(header: string[], options: ReadOptions): Place {
  for (const name of [options.longitude, options.latitude, options.wkt])
    if (name !== undefined && !header.includes(name)) throw new FormatError(`There is no column “${name}”. The columns are: ${header.join(', ')}.`);
  const named = (names: string[]) => header.find((name) => names.includes(name.toLowerCase()));
  const wkt = options.wkt ?? (options.longitude === undefined ? named(WKT_NAMES) : undefined);
  if (wkt !== undefined) return { wkt };
  const longitude = options.longitude ?? named(LONGITUDES);
  const latitude = options.latitude ?? named(LATITUDES);
  return longitude !== undefined && latitude !== undefined ? { longitude, latitude } : null;
}

function readRecord(record: string[], line: number, header: string[], place: Place, notes: Note[]): SourceRow {
  const note = (reason: string, detail: string) => notes.push({ rowNumber: line, reason, detail });
  if (record.length !== header.length) note('column_count', `${record.length} cells where the header has ${header.length}.`);
  const properties = Object.fromEntries(header.map((name, index) => [name, record[index] ?? '']).filter(([name]) => name !== '')) as Record<string, string>;
  const { geometry, trouble } = place === null ? { geometry: null, trouble: null } : readPlace(properties, place);
  if (trouble !== null) note('unreadable_geometry', trouble);
  return { rowNumber: line, properties, geometry };
}

function readPlace(properties: Record<string, string>, place: NonNullable<Place>): { geometry: Geometry | null; trouble: string | null } {
  if ('wkt' in place) {
    const text = (properties[place.wkt] ?? '').trim();
    if (text === '') return { geometry: null, trouble: null };
    const parsed = parseWkt(text);
    return parsed.valid ? { geometry: parsed.geometry, trouble: null } : { geometry: null, trouble: parsed.reason };
  }
  const texts = [properties[place.longitude] ?? '', properties[place.latitude] ?? ''].map((text) => text.trim());
  if (texts.every((text) => text === '')) return { geometry: null, trouble: null };
  const [longitude = Number.NaN, latitude = Number.NaN] = texts.map((text) => (text === '' ? Number.NaN : Number(text)));
  if (!Number.isFinite(longitude) || !Number.isFinite(latitude)) return { geometry: null, trouble: `“${texts.join(', ')}” is not a position.` };
  return { geometry: { type: 'Point', coordinates: [longitude, latitude] }, trouble: null };
}
