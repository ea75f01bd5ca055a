import type { Knex } from 'knex';

/** What is built anew after a bulk load, as PostgreSQL itself words it. */
export interface Definitions {
  tables: string[];
  indexes: { name: string; sql: string }[];
  /** Primary keys and unique constraints come before foreign keys. */
  constraints: { table: string; name: string; sql: string; index: string | null }[];
}

const INDEXES = `select c.relname as name, pg_get_indexdef(i.indexrelid) as sql
  from pg_index i
  join pg_class c on c.oid = i.indexrelid
  where i.indrelid = any (?::regclass[])
  order by c.relname`;

const CONSTRAINTS = `select c.conrelid::regclass::text as table, c.conname as name, pg_get_constraintdef(c.oid) as sql,
    case when c.contype in ('p', 'u') then i.relname end as index
  from pg_constraint c
  left join pg_class i on i.oid = c.conindid
  where (c.contype in ('p', 'u') and c.conrelid = any (?::regclass[]))
     or (c.contype = 'f' and (c.conrelid = any (?::regclass[]) or c.confrelid = any (?::regclass[])))
  order by c.contype = 'f', c.conname`;

/** Drops keys, foreign keys and indexes of the tables (in the search path) and returns what to build again. */
export async function dropDefinitions(db: Knex.Transaction, tables: string[]): Promise<Definitions> {
  const indexes = (await db.raw(INDEXES, [tables])).rows as Definitions['indexes'];
  const constraints = (await db.raw(CONSTRAINTS, [tables, tables, tables])).rows as Definitions['constraints'];
  for (const { table, name } of constraints.toReversed()) await db.raw(`alter table ${table} drop constraint "${name}"`);
  for (const { name } of indexes) await db.raw(`drop index if exists "${name}"`);
  return { tables, indexes, constraints };
}

/**
 * Builds indexes on several connections at once (a build is one sort, and parallel workers only help its scan), then the constraints.
 * @param onConnection runs work on a connection of its own with the district's search path.
 */
export async function rebuildDefinitions(
  definitions: Definitions,
  connections: number,
  onConnection: (work: (db: Knex.Transaction) => Promise<void>) => Promise<void>,
): Promise<{ indexSeconds: number; constraintSeconds: number }> {
  const started = performance.now();
  // The slowest first (GiST, then the widest), so that no connection is left alone with one at the end.
  const cost = (sql: string): number => (sql.includes('USING gist') ? 1_000 : 0) + (sql.includes(' WHERE ') ? 0 : 100) + sql.length;
  const waiting = definitions.indexes.toSorted((a, b) => cost(b.sql) - cost(a.sql));
  await inParallel(connections, onConnection, waiting, async (db, { sql }) => {
    await db.raw(sql.replaceAll('?', '\\?'));
  });
  const indexed = performance.now();
  await onConnection(async (db) => {
    for (const { table, name, sql, index } of definitions.constraints) {
      if (index === null) continue;
      await db.raw(`alter table ${table} add constraint "${name}" ${sql.startsWith('PRIMARY') ? 'primary key' : 'unique'} using index "${index}"`);
    }
  });
  // Added without a look at the rows, then checked by one join each: checking takes no lock that keeps the others out.
  const foreign = definitions.constraints.filter(({ index }) => index === null);
  await onConnection(async (db) => {
    for (const { table, name, sql } of foreign) await db.raw(`alter table ${table} add constraint "${name}" ${sql} not valid`);
  });
  await inParallel(connections, onConnection, [...foreign], async (db, { table, name }) => {
    await db.raw(`alter table ${table} validate constraint "${name}"`);
  });
  return { indexSeconds: (indexed - started) / 1000, constraintSeconds: (performance.now() - indexed) / 1000 };
}

async function inParallel<Item>(
  connections: number,
  onConnection: (work: (db: Knex.Transaction) => Promise<void>) => Promise<void>,
  waiting: Item[],
  run: (db: Knex.Transaction, item: Item) => Promise<void>,
): Promise<void> {
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
        const next = item;
        await onConnection((db) => run(db, next));
      }
    }),
  );
}
