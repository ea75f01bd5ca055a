import type { Geometry } from 'geojson';
import type { Column } from '../db/columns.ts';

/** Columns of a bulk insert read from a list of records: each takes the list and what to pick from one record. */
export const int = <Row>(rows: readonly Row[], value: (row: Row) => number | null): Column => ({ type: 'int8', values: (row) => value(rows[row] as Row) });
export const small = <Row>(rows: readonly Row[], value: (row: Row) => number | null): Column => ({ type: 'int2', values: (row) => value(rows[row] as Row) });
export const text = <Row>(rows: readonly Row[], value: (row: Row) => string | null): Column => ({ type: 'text', values: (row) => value(rows[row] as Row) });
export const date = <Row>(rows: readonly Row[], value: (row: Row) => string | null): Column => ({ type: 'date', values: (row) => value(rows[row] as Row) });
export const moment = <Row>(rows: readonly Row[], value: (row: Row) => number | null): Column => ({
  type: 'timestamptz',
  values: (row) => value(rows[row] as Row),
});
export const real = <Row>(rows: readonly Row[], value: (row: Row) => number | null): Column => ({ type: 'float8', values: (row) => value(rows[row] as Row) });
export const bool = <Row>(rows: readonly Row[], value: (row: Row) => boolean): Column => ({ type: 'boolean', values: (row) => value(rows[row] as Row) });
export const json = <Row>(rows: readonly Row[], value: (row: Row) => unknown): Column => ({ type: 'jsonb', values: (row) => value(rows[row] as Row) });
export const shape = <Row>(rows: readonly Row[], value: (row: Row) => Geometry): Column => ({
  type: 'geometry',
  srid: 4326,
  values: (row) => value(rows[row] as Row),
});
