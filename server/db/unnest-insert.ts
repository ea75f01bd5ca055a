import { type Batch, type Column, identifier, valueReader } from './columns.ts';
import { ewkb } from './ewkb.ts';
import type { Database } from './sql.ts';

/** Rows a statement: the embedded engine keeps the whole message in its WASM memory. */
const CHUNK_ROWS = 5_000;

/** The body of bulk loading for the embedded engine, whose socket cannot COPY (08006): `insert … select … from unnest(…)`. */
export async function unnestInsert(db: Database, table: string, batch: Batch): Promise<void> {
  const columns = Object.entries(batch.columns);
  const names = columns.map(([name]) => identifier(name)).join(', ');
  const arrays: string[] = [];
  const aliases: string[] = [];
  const picks = columns.map(([, column]) => {
    const mine = carriers(column).map((type) => {
      arrays.push(`$${arrays.length + 1}::${type}[]`);
      const alias = `v${arrays.length}`;
      aliases.push(alias);
      return alias;
    });
    return pick(column, mine);
  });
  const text = `insert into ${identifier(table)} (${names}) overriding system value select ${picks.join(', ')} from unnest(${arrays.join(', ')}) as t (${aliases.join(', ')})`;
  for (let start = 0; start < batch.rows; start += CHUNK_ROWS) {
    const end = Math.min(start + CHUNK_ROWS, batch.rows);
    const values = columns.flatMap(([, column]) => slices(column, start, end));
    await db.raw(text).options({ values });
  }
}

/** The array types a column travels in. unnest flattens arrays of arrays, so text[] travels as array literals. */
function carriers(column: Column): string[] {
  switch (column.type) {
    case 'point':
      return ['float8', 'float8'];
    case 'jsonb':
    case 'text[]':
    case 'geometry':
      return ['text'];
    default:
      return [column.type];
  }
}

function pick(column: Column, [first = '', second = '']: string[]): string {
  switch (column.type) {
    case 'point':
      return `st_setsrid(st_makepoint(${first}, ${second}), ${Math.trunc(column.srid)})`;
    case 'jsonb':
    case 'text[]':
    case 'geometry':
      return `${first}::${column.type}`;
    default:
      return first;
  }
}

function slices(column: Column, start: number, end: number): unknown[][] {
  if (column.type === 'point') return [numbers(column.x, start, end), numbers(column.y, start, end)];
  const valueAt = valueReader(column);
  const carry = carrier(column);
  return [
    Array.from({ length: end - start }, (_, offset) => {
      const value = valueAt(start + offset);
      return value === null || value === undefined || Number.isNaN(value) ? null : carry(value as never);
    }),
  ];
}

const numbers = (values: ArrayLike<number>, start: number, end: number): unknown[] =>
  Array.from({ length: end - start }, (_, offset) => {
    const value = values[start + offset];
    return value === undefined || Number.isNaN(value) ? null : value;
  });

/** How one value is put into its array: as the driver takes it, or as text for the cast. */
function carrier(column: Exclude<Column, { type: 'point' }>): (value: never) => unknown {
  switch (column.type) {
    case 'jsonb':
      return (value: unknown) => JSON.stringify(value);
    case 'text[]':
      return (value: readonly string[]) => `{${value.map((item) => `"${item.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`).join(',')}}`;
    case 'geometry':
      return (value: Uint8Array | Parameters<typeof ewkb>[0]) => Buffer.from(value instanceof Uint8Array ? value : ewkb(value, column.srid)).toString('hex');
    case 'timestamptz':
      return (value: Date | number | string) => (typeof value === 'number' ? new Date(value) : value);
    default:
      return (value: unknown) => value;
  }
}
