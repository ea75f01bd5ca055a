import type { Geometry } from 'geojson';

/** One row of a file, as the file says it: nothing converted, nothing dropped. */
export interface SourceRow {
  /** Where a person finds it: the feature's number from 1; in CSV the line as a spreadsheet counts it (the header is 1). */
  rowNumber: number;
  properties: Record<string, unknown>;
  /** Coordinates as in the file. null: the row has none, or what it has cannot be read (then a note says so). */
  geometry: Geometry | null;
}

/** Something about the file or one row that somebody should know. */
export interface Note {
  /** null = the whole file. */
  rowNumber: number | null;
  reason: string;
  detail: string;
}

export interface ReadResult {
  rows: SourceRow[];
  /** Names of the columns or properties, in order of appearance. */
  fields: string[];
  notes: Note[];
  /** What the file itself says about its coordinates ('EPSG:4547', 'urn:ogc:def:crs:…'), null when it is silent. */
  declaredCrs: string | null;
  /** Fields the position was read from, in tables. */
  placeFields?: string[];
}

export interface ReadOptions {
  /** Columns that hold the position, for tables. Found by name when left out. */
  longitude?: string | undefined;
  latitude?: string | undefined;
  /** Column that holds WKT. */
  wkt?: string | undefined;
}

/** One file format. A new one is one file that satisfies this and one entry in FORMATS (index.ts). */
export interface FileFormat {
  id: string;
  label: string;
  /** With the dot, lower case. */
  extensions: readonly string[];
  /** @throws FormatError when the bytes are not this format. Bad rows do not throw: they come with a note. */
  read(bytes: Uint8Array, options: ReadOptions): ReadResult | Promise<ReadResult>;
}

/** The file cannot be read; the message ends with the remedy. */
export class FormatError extends Error {
  override name = 'FormatError';
}

/** Collects field names in order of appearance. */
export function fieldNames(rows: SourceRow[]): string[] {
  const names = new Set<string>();
  for (const row of rows) for (const name of Object.keys(row.properties)) names.add(name);
  return [...names];
}
