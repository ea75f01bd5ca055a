import type { Geometry } from 'geojson';
import { OSMTransform } from 'osm-pbf-parser-node';
import osmtogeojson from 'osmtogeojson';
import { SaxesParser } from 'saxes';
import { type FileFormat, FormatError, fieldNames, type Note, type ReadResult, type SourceRow } from './format.ts';
import { checkGeometry } from './geometry-check.ts';
import { decodeText } from './text.ts';

/** What both encodings of OpenStreetMap hold, in the shape of Overpass JSON, which the converter reads. */
interface Element {
  type: 'node' | 'way' | 'relation';
  id: number;
  lat?: number;
  lon?: number;
  /** Nodes of a way, in order. */
  nodes?: number[];
  members?: { type: string; ref: number; role: string }[];
  tags?: Record<string, string>;
}

/** West, south, east, north in degrees: what the extract was cut to. */
type Bounds = readonly [west: number, south: number, east: number, north: number];
interface Extract {
  elements: Element[];
  bounds: Bounds | null;
}

/**
 * OpenStreetMap as XML. Every tagged node, way and multipolygon is a row; its properties are `osm_type`, `osm_id` and its tags.
 * Ways become lines, or areas where the tags say so (osm-polygon-features); WGS84 by definition. The rectangle the extract was
 * cut to, where the file tells it, is a row too (`osm_type` = bounds): an extract has no grid of its own to begin with.
 */
export const osmXml: FileFormat = {
  id: 'osm',
  label: 'OpenStreetMap XML',
  extensions: ['.osm'],
  read: (bytes) => rowsOf(parseXml(decodeText(bytes).text)),
};

/** The same in protocol buffers, as extracts are published. */
export const osmPbf: FileFormat = {
  id: 'osm-pbf',
  label: 'OpenStreetMap PBF',
  extensions: ['.osm.pbf', '.pbf'],
  read: async (bytes) => rowsOf(await parsePbf(bytes)),
};

const REMEDY = 'Fetch the extract again: OpenStreetMap files end in .osm (XML) or .osm.pbf.';

/** @throws FormatError with the line */
function parseXml(text: string): Extract {
  const elements: Element[] = [];
  let bounds: Bounds | null = null;
  const parser = new SaxesParser();
  let current: Element | null = null;
  let isOsm = false;
  parser.on('error', (error) => {
    throw new FormatError(`The XML is broken: ${error.message}. ${REMEDY}`);
  });
  parser.on('opentag', ({ name, attributes: at }) => {
    if (name === 'osm') isOsm = true;
    else if (name === 'bounds') bounds = [Number(at.minlon), Number(at.minlat), Number(at.maxlon), Number(at.maxlat)];
    else if (name === 'node') current = { type: name, id: Number(at.id), lat: Number(at.lat), lon: Number(at.lon) };
    else if (name === 'way') current = { type: name, id: Number(at.id), nodes: [] };
    else if (name === 'relation') current = { type: name, id: Number(at.id), members: [] };
    else if (name === 'tag' && current !== null && at.k !== undefined) current.tags = { ...current.tags, [at.k]: at.v ?? '' };
    else if (name === 'nd') current?.nodes?.push(Number(at.ref));
    else if (name === 'member') current?.members?.push({ type: at.type ?? '', ref: Number(at.ref), role: at.role ?? '' });
  });
  parser.on('closetag', ({ name }) => {
    if (current === null || name !== current.type) return;
    elements.push(current);
    current = null;
  });
  parser.write(text).close();
  if (!isOsm) throw new FormatError(`This XML is not of OpenStreetMap: it has no <osm>. ${REMEDY}`);
  return { elements, bounds };
}

/** What the parser hands out: a header first, then nodes, ways and relations. */
type PbfItem = Omit<Element, 'nodes' | 'type'> & { type?: Element['type']; refs?: number[]; bbox?: Record<'left' | 'right' | 'top' | 'bottom', number> };
const NANODEGREES = 1e9;

/** @throws FormatError */
async function parsePbf(bytes: Uint8Array): Promise<Extract> {
  const elements: Element[] = [];
  let bounds: Bounds | null = null;
  const blocks = new OSMTransform();
  blocks.end(bytes);
  try {
    for await (const items of blocks as AsyncIterable<PbfItem[]>)
      for (const { type, refs, bbox, ...item } of items) {
        if (type !== undefined) elements.push({ type, ...item, ...(refs && { nodes: refs }) });
        else if (bbox !== undefined) bounds = [bbox.left / NANODEGREES, bbox.bottom / NANODEGREES, bbox.right / NANODEGREES, bbox.top / NANODEGREES];
      }
  } catch (error) {
    throw new FormatError(`The file is no whole PBF of OpenStreetMap (${(error as Error).message}). ${REMEDY}`);
  }
  return { elements, bounds };
}

/** Rows in the order of the file: bounds, nodes, ways, relations. What lacks nodes is drawn from those that are there, and told. */
function rowsOf({ elements, bounds }: Extract): ReadResult {
  const order = new Map(elements.map(({ type, id }, index) => [`${type}/${id}`, index]));
  const at = (id: unknown): number => order.get(String(id)) ?? elements.length;
  const { features } = osmtogeojson({ elements }, { flatProperties: false });
  const notes: Note[] = [];
  const first = bounds === null ? [] : [boundsRow(bounds)];
  const rows = [...first];
  for (const { id, geometry, properties } of features.toSorted((a, b) => at(a.id) - at(b.id))) {
    const rowNumber = rows.length + 1;
    const [osm_type, osm_id] = String(id).split('/');
    if (properties?.tainted === true)
      notes.push({ rowNumber, reason: 'unreadable_geometry', detail: `${id}: some of its nodes are not in the file; drawn from those that are.` });
    rows.push({ rowNumber, properties: { osm_type, osm_id, ...properties?.tags }, geometry: checked(geometry, String(id), rowNumber, notes) });
  }
  if (rows.length === first.length) throw new FormatError(`The file holds no tagged node, way or relation. ${REMEDY}`);
  return { rows, fields: fieldNames(rows), notes, declaredCrs: 'EPSG:4326' };
}

function boundsRow([west, south, east, north]: Bounds): SourceRow {
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return { rowNumber: 1, properties: { osm_type: 'bounds', osm_id: 'bounds' }, geometry: { type: 'Polygon', coordinates: [ring] } };
}

function checked(geometry: Geometry | null, id: string, rowNumber: number, notes: Note[]): Geometry | null {
  const check = checkGeometry(geometry);
  if (check.valid) return check.geometry;
  notes.push({ rowNumber, reason: 'unreadable_geometry', detail: `${id}: ${check.reason}` });
  return null;
}
