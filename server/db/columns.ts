import type { Geometry } from 'geojson';

/** The values of a column: an array (typed arrays included) or a function of the row number (from 0). null and NaN are SQL null. */
export type Values<Value> = ArrayLike<Value | null> | ((row: number) => Value | null);

/** One column of a bulk insert: its PostgreSQL type and its values. */
export type Column =
  /** int8 within ±2^53. */
  | { type: 'int2' | 'int4' | 'int8' | 'float4' | 'float8'; values: Values<number> }
  | { type: 'text' | 'uuid'; values: Values<string> }
  | { type: 'boolean'; values: Values<boolean> }
  /** 'YYYY-MM-DD'. */
  | { type: 'date'; values: Values<string> }
  /** A Date, milliseconds since 1970, or RFC 3339 text. */
  | { type: 'timestamptz'; values: Values<Date | number | string> }
  /** Anything JSON.stringify takes; a string becomes a JSON string. */
  | { type: 'jsonb'; values: Values<unknown> }
  /** Decimal text is kept digit by digit. */
  | { type: 'numeric'; values: Values<number | string> }
  | { type: 'text[]'; values: Values<readonly string[]> }
  /** EWKB bytes (their own SRID) or GeoJSON in the SRID given. */
  | { type: 'geometry'; srid: number; values: Values<Uint8Array | Geometry> }
  /** Points as two arrays, for rows in millions. x NaN is SQL null. */
  | { type: 'point'; srid: number; x: ArrayLike<number>; y: ArrayLike<number> };

/** Column name to column, in the order of the COPY. */
export type Columns = Record<string, Column>;

/** One batch of a streamed load; every batch has the same columns in the same order. */
export interface Batch {
  rows: number;
  columns: Columns;
}

/** Value of a row whichever way the column holds its values. */
export function valueReader(column: Exclude<Column, { type: 'point' }>): (row: number) => unknown {
  const values: Values<unknown> = column.values;
  return typeof values === 'function' ? values : (row) => values[row];
}

const IDENTIFIER = /^[a-z_][a-z0-9_]*$/;

/** Table and column names go into SQL text, so only plain identifiers pass. */
export function identifier(name: string): string {
  if (!IDENTIFIER.test(name)) throw new Error(`“${name}” is not a plain SQL identifier`);
  return `"${name}"`;
}
