import type { Geometry } from 'geojson';
import { FormatError, type ReadOptions } from '../../geodata/formats/format.ts';
import { readFile as readRows } from '../../geodata/formats/index.ts';
import { parkingOfTags } from '../../geodata/formats/osm-parking.ts';
import type { ImportRequest } from './contract.ts';
import { compileWhere, type Fields } from './expressions.ts';
import type { Findings, RowPlace } from './findings.ts';
import { ImportRefusal } from './refusal.ts';

/** A file's bytes under the name findings use; or rows that were written down by hand (recipes). */
export type ImportFile = { name: string; bytes: Uint8Array } | { name: string; rows: Record<string, unknown>[] };

/** A source row that passed the filter. */
export interface SourceRecord extends RowPlace {
  fields: Fields;
  geometry: Geometry | null;
}

export interface Source {
  records: SourceRecord[];
  /** Every field of every file, $geometry and $parking. */
  known: ReadonlySet<string>;
  /** Those of them that the position was read from. */
  placeFields: ReadonlySet<string>;
  read: number;
  filtered: number;
  /** How many records there are; they may be let go once they are mapped. */
  kept: number;
  notes: string[];
  declaredCrs: string | null;
}

/** Reads every file and filters its rows. Unreadable rows become findings. @throws ImportRefusal */
export async function readSource(files: ImportFile[], request: ImportRequest, findings: Findings): Promise<Source> {
  const records: SourceRecord[] = [];
  const known = new Set(['$geometry', '$parking']);
  const placeFields = new Set<string>();
  const notes: string[] = [];
  let declaredCrs: string | null = null;
  for (const file of files) {
    const result = 'rows' in file ? inlineRows(file.rows) : await readOne(file, request);
    for (const field of result.fields) known.add(field);
    for (const field of result.placeFields ?? []) placeFields.add(field);
    declaredCrs ??= result.declaredCrs;
    for (const { rowNumber, reason, detail } of result.notes) {
      if (rowNumber === null) notes.push(`${file.name}: ${detail}`);
      else {
        const isUnreadable = reason === 'unreadable';
        const known = isUnreadable ? 'unreadable' : reason === 'column_count' ? 'column_count' : 'unreadable_geometry';
        findings.add({ fileName: file.name, rowNumber }, isUnreadable ? 'refused' : 'asked', known, { detail });
      }
    }
    for (const { rowNumber, properties, geometry } of result.rows) {
      const column = Object.keys(properties).find((name) => holdsNul(properties[name]));
      if (column !== undefined) findings.add({ fileName: file.name, rowNumber }, 'refused', 'value_wrong', { column, why: 'holds a NUL character' });
      // Not a copy: a large file has millions of these.
      records.push({ fileName: file.name, rowNumber, fields: withDerived(properties, geometry), geometry });
    }
  }
  const passes = compileWhere(request.where, known);
  const kept = records.filter((record) => findings.isRefused(record) || passes(record.fields));
  return { records: kept, known, placeFields, read: records.length, filtered: records.length - kept.length, kept: kept.length, notes, declaredCrs };
}

/** The row with what is read out of it: the type of its geometry, and what its tags of OpenStreetMap, if it has any, say of parking. */
function withDerived(properties: Record<string, unknown>, geometry: Geometry | null): Fields {
  const parking = parkingOfTags(properties);
  return Object.assign(properties, { $geometry: geometry?.type ?? 'null' }, parking && { $parking: parking });
}

/** PostgreSQL's text cannot hold one. */
const holdsNul = (value: unknown): boolean =>
  typeof value === 'string' ? value.includes('\0') : typeof value === 'object' && value !== null && JSON.stringify(value).includes('\\u0000');

async function readOne(file: { name: string; bytes: Uint8Array }, options: ReadOptions) {
  try {
    return await readRows(file.name, file.bytes, options);
  } catch (error) {
    if (error instanceof FormatError) throw new ImportRefusal(`${file.name}: ${error.message}`);
    throw error;
  }
}

function inlineRows(rows: Record<string, unknown>[]) {
  const fields = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return {
    rows: rows.map((properties, index) => ({ rowNumber: index + 1, properties: { ...properties }, geometry: null })),
    fields,
    notes: [],
    declaredCrs: null,
    placeFields: [],
  };
}
