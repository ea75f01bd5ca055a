import { identifier } from './columns.ts';
import type { Database } from './sql.ts';
import type { TextColumn } from './text-rows.ts';

/** A table of the district's schema, as backup and restore see it. */
export interface Table {
  name: string;
  /** Without generated ones, in their order. */
  columns: TextColumn[];
  primaryKey: string[];
  /** The identity column, or null. */
  identity: string | null;
}

/** The schema's own list and what lives for two seconds are not the district's. */
const LEFT_OUT = ['schema_migrations', 'leases', 'event_epoch', 'history_rewrites', 'plan_fact_changes'];

/** Tables of the schema that comes first in the search path, by name. */
export async function readTables(db: Database): Promise<Table[]> {
  const { rows } = await db.raw(
    `select c.relname as name,
      array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = '') as names,
      array_agg(format_type(a.atttypid, a.atttypmod) order by a.attnum) filter (where a.attgenerated = '') as types,
      max(a.attname::text) filter (where a.attidentity <> '') as identity,
      coalesce((select array_agg(k.attname::text order by array_position(i.indkey::int2[], k.attnum))
        from pg_index i join pg_attribute k on k.attrelid = c.oid and k.attnum = any (i.indkey::int2[])
        where i.indrelid = c.oid and i.indisprimary), '{}') as "primaryKey"
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = current_schema()::text::regnamespace and c.relkind = 'r' and not c.relname::text = any (?::text[])
    group by c.oid, c.relname
    order by c.relname`,
    [LEFT_OUT],
  );
  return rows.map(
    ({ name, names, types, identity, primaryKey }: { name: string; names: string[]; types: string[]; identity: string | null; primaryKey: string[] }) => ({
      name,
      columns: names.map((column, index) => ({ name: column, type: types[index] ?? 'text' })),
      primaryKey,
      identity,
    }),
  );
}

/** The last value an identity column has handed out; null = none yet. */
export async function readIdentity(db: Database, { name, identity }: Table): Promise<number | null> {
  if (identity === null) return null;
  const { rows } = await db.raw('select pg_get_serial_sequence(?, ?) as sequence', [name, identity]);
  const state = await db.raw(`select last_value, is_called from ${rows[0].sequence}`);
  return state.rows[0].is_called ? state.rows[0].last_value : null;
}

/** Continues an identity column after the value given. */
export async function writeIdentity(db: Database, { name, identity }: Table, lastValue: number | null): Promise<void> {
  if (identity === null || lastValue === null) return;
  await db.raw('select setval(pg_get_serial_sequence(?, ?), ?)', [name, identity, lastValue]);
}

/**
 * Takes foreign keys and triggers off the tables and returns what puts them back (and checks every row then): rows can be loaded in any order,
 * and nothing is derived a second time.
 */
export async function suspendRules(db: Database, tables: Table[]): Promise<() => Promise<void>> {
  const { rows } = await db.raw(
    `select c.relname as "table", k.conname as name, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    where k.contype = 'f' and c.relnamespace = current_schema()::text::regnamespace order by 1, 2`,
  );
  const keys: { table: string; name: string; definition: string }[] = rows;
  for (const { table, name } of keys) await db.raw(`alter table ${identifier(table)} drop constraint ${identifier(name)}`);
  for (const { name } of tables) await db.raw(`alter table ${identifier(name)} disable trigger user`);
  return async () => {
    for (const { name } of tables) await db.raw(`alter table ${identifier(name)} enable trigger user`);
    for (const { table, name, definition } of keys) await db.raw(`alter table ${identifier(table)} add constraint ${identifier(name)} ${definition}`);
  };
}

/** Brings statistics and the visibility map up to date: after a bulk load index-only scans are 2-4 times slower without. Outside transactions. */
export async function vacuumAnalyze(pool: Database, schema: string): Promise<void> {
  const { rows } = await pool.raw(`select c.relname as name from pg_class c where c.relnamespace = ?::regnamespace and c.relkind = 'r'`, [identifier(schema)]);
  for (const { name } of rows) await pool.raw(`vacuum (analyze) ${identifier(schema)}.${identifier(name)}`);
}
