import { type FileFormat, FormatError, fieldNames, type Note, type ReadResult, type SourceRow } from './format.ts';
import { checkGeometry } from './geometry-check.ts';
import { findList } from './json-members.ts';
import { decodeText } from './text.ts';

/** GeoJSON: a FeatureCollection, one Feature, or one Feature a line (NDJSON, RFC 8142 record separators allowed). */
export const geojson: FileFormat = {
  id: 'geojson',
  label: 'GeoJSON',
  extensions: ['.geojson', '.json', '.ndjson', '.geojsonl', '.jsonl', '.geojsons'],
  read(bytes) {
    const { rows, declaredCrs, notes } = readInTurn(bytes) ?? readAtOnce(bytes);
    return { rows, fields: fieldNames(rows), notes, declaredCrs };
  },
};

type Read = Pick<ReadResult, 'rows' | 'notes' | 'declaredCrs'>;

/**
 * The features of a collection a few at a time, so that neither the whole text nor all of it as objects is ever held beside the rows.
 * @returns null when this is no collection in UTF-8 that is JSON from end to end: readAtOnce knows what else it may be, and says what is wrong.
 */
function readInTurn(bytes: Uint8Array): Read | null {
  const list = findList(bytes, 'features');
  if (list === null) return null;
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  const notes: Note[] = [];
  const rows: SourceRow[] = [];
  try {
    const { starts, end } = list;
    const collection = JSON.parse(utf8.decode(bytes.subarray(0, starts[0])) + utf8.decode(bytes.subarray(end))) as Collection;
    for (let from = 0; from < starts.length - 1; from += AT_A_TIME) {
      const to = Math.min(from + AT_A_TIME, starts.length - 1);
      const features = JSON.parse(`[${utf8.decode(bytes.subarray(starts[from], (starts[to] ?? 0) - 1))}]`) as unknown[];
      for (const feature of features) rows.push(readFeature(feature, rows.length + 1, notes));
    }
    return { rows, notes, declaredCrs: crsOf(collection) };
  } catch {
    return null;
  }
}

function readAtOnce(bytes: Uint8Array): Read {
  const { values, declaredCrs, notes } = parseFeatures(decodeText(bytes).text);
  return { rows: values.map((value, index) => readFeature(value, index + 1, notes)), declaredCrs, notes };
}

/** Enough that the decoder is not started for every point, few enough that they weigh nothing. */
const AT_A_TIME = 500;

const GEOMETRY_TYPES = /^(Multi)?(Point|LineString|Polygon)$|^GeometryCollection$/;

interface Parsed {
  values: unknown[];
  declaredCrs: string | null;
  notes: Note[];
}

interface Collection {
  type?: unknown;
  features?: unknown;
  crs?: { properties?: { name?: unknown } } | null;
}

function parseFeatures(text: string): Parsed {
  const whole = parseJson(text.replace(/^\uFEFF/, ''));
  if (whole === undefined) return parseLines(text);
  if (Array.isArray(whole)) return { values: whole, declaredCrs: null, notes: [] };
  if (typeof whole !== 'object' || whole === null)
    throw new FormatError('This JSON is not GeoJSON. A FeatureCollection, a Feature or one Feature a line is needed.');
  const collection = whole as Collection;
  const declaredCrs = crsOf(collection);
  if (Array.isArray(collection.features)) return { values: collection.features, declaredCrs, notes: [] };
  if (collection.type === 'Feature') return { values: [whole], declaredCrs, notes: [] };
  if (GEOMETRY_TYPES.test(String(collection.type))) return { values: [{ type: 'Feature', properties: {}, geometry: whole }], declaredCrs, notes: [] };
  if (typeof collection.type === 'string') throw new FormatError(`JSON of the type “${collection.type}” is not GeoJSON. Convert it to a FeatureCollection.`);
  // An object of values: settings kept as {"metric_srid": 4547, …}.
  return { values: Object.entries(whole).map(([key, value]) => ({ key, value })), declaredCrs: null, notes: [] };
}

function crsOf({ crs }: Collection): string | null {
  const name = crs?.properties?.name;
  return typeof name === 'string' ? name : null;
}

/** One value a line; a line that is no JSON becomes an empty row with a note, so that rows in = rows told of. */
function parseLines(text: string): Parsed {
  const notes: Note[] = [];
  const lines = text.split(/\r?\n/).filter((line) => line.replaceAll('\u001e', '').trim() !== '');
  const values = lines.map((line, index) => {
    const value = parseJson(line.replaceAll('\u001e', ''));
    if (value === undefined) notes.push({ rowNumber: index + 1, reason: 'unreadable', detail: 'The line is not JSON.' });
    return value ?? {};
  });
  if (values.length === 0 || notes.length === values.length)
    throw new FormatError('The file is not JSON, and not one JSON value a line. It may be cut off: fetch it again.');
  return { values, declaredCrs: null, notes };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A Feature; or a plain object, whose members are then the properties (tables and settings kept as JSON). */
function readFeature(value: unknown, rowNumber: number, notes: Note[]): SourceRow {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    notes.push({ rowNumber, reason: 'unreadable', detail: 'The row is not a JSON object.' });
    return { rowNumber, properties: {}, geometry: null };
  }
  const feature = value as { type?: unknown; id?: unknown; properties?: unknown; geometry?: unknown };
  if (feature.type !== 'Feature') return { rowNumber, properties: value as Record<string, unknown>, geometry: null };
  const own = typeof feature.properties === 'object' && feature.properties !== null ? (feature.properties as Record<string, unknown>) : {};
  const properties = feature.id === undefined || 'id' in own ? own : { id: feature.id, ...own };
  const check = checkGeometry(feature.geometry);
  if (check.valid) return { rowNumber, properties, geometry: check.geometry };
  notes.push({ rowNumber, reason: 'unreadable_geometry', detail: check.reason });
  return { rowNumber, properties, geometry: null };
}
