import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Refusal } from './refusal.ts';
import { grantRoles, type HandlerRoles } from './role.ts';
import type { Database } from './sql.ts';

const MIGRATIONS = fileURLToPath(new URL('../../migrations/', import.meta.url));
const NUMBERED = /^\d{4}_[a-z0-9_]+\.sql$/;
/** Any number will do, as long as every starter takes the same. */
const LOCK = 4_711_830;

export interface Migration {
  /** '0001_foundation.sql' */
  name: string;
  sql: string;
  /** SHA-256 of the text with LF line ends, hexadecimal. */
  hash: string;
}

/** The numbered migrations of this program, in order. */
export function readMigrations(folder = MIGRATIONS): Migration[] {
  return readdirSync(folder)
    .filter((name) => NUMBERED.test(name))
    .sort()
    .map((name) => {
      const sql = readFileSync(`${folder}/${name}`, 'utf8').replaceAll('\r\n', '\n');
      return { name, sql, hash: createHash('sha256').update(sql).digest('hex') };
    });
}

export interface Migrated extends HandlerRoles {
  /** Names applied by this call. */
  applied: string[];
  /** The last migration the schema has. */
  current: string;
}

/**
 * Brings a district's schema up to this program: forward only, each file in its own transaction, two starters at once take turns.
 * @throws Refusal when the schema is newer than the program, or when a migration it has was edited since.
 */
export async function migrate(
  db: Database,
  schema: string,
  migrations: Migration[] = readMigrations(),
  onApply: (name: string) => void = () => undefined,
): Promise<Migrated> {
  const applied: string[] = [];
  for (let name = await applyNext(db, schema, migrations, onApply); name !== null; name = await applyNext(db, schema, migrations, onApply)) applied.push(name);
  return {
    applied,
    current: migrations.at(-1)?.name ?? '',
    ...(await locked(db, schema, (transaction) => grantRoles(transaction, schema))),
  };
}

function applyNext(db: Database, schema: string, migrations: Migration[], onApply: (name: string) => void): Promise<string | null> {
  return locked(db, schema, async (transaction) => {
    const next = nextMigration(await appliedMigrations(transaction), migrations, schema);
    if (next === null) return null;
    onApply(next.name);
    await transaction.raw(next.sql.replaceAll('?', '\\?'));
    await transaction.raw('insert into schema_migrations (name, hash) values (?, ?)', [next.name, next.hash]);
    return next.name;
  });
}

/** A transaction with the schema made and first in the search path, alone among starters. */
function locked<Result>(db: Database, schema: string, run: (transaction: Database) => Promise<Result>): Promise<Result> {
  return db.transaction(async (transaction) => {
    await transaction.raw(`select pg_advisory_xact_lock(?), set_config('statement_timeout', '0', true), set_config('search_path', ? || ', public', true)`, [
      LOCK,
      schema,
    ]);
    await ensureSchema(transaction, schema);
    return run(transaction);
  });
}

async function ensureSchema(db: Database, schema: string): Promise<void> {
  const { rows } = await db.raw('select to_regclass(?) is not null as listed, exists (select from pg_namespace where nspname = ?) as made', [
    `"${schema}".schema_migrations`,
    schema,
  ]);
  if (rows[0].listed) return;
  try {
    // Even "if not exists" asks for the right to create schemas, which an owner of just this one has not.
    if (!rows[0].made) await db.raw(`create schema "${schema}"`);
    await db.raw('create table schema_migrations (name text primary key, hash text not null, applied_at timestamptz not null default now())');
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error;
    throw new Refusal(`This database user may not create the schema “${schema}”. Run there: create schema ${schema} authorization USER;`);
  }
}

async function appliedMigrations(db: Database): Promise<Pick<Migration, 'name' | 'hash'>[]> {
  const { rows } = await db.raw('select name, hash from schema_migrations order by name');
  return rows;
}

/** The first migration the schema lacks, or null. */
export function nextMigration(applied: Pick<Migration, 'name' | 'hash'>[], migrations: Migration[], schema: string): Migration | null {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { name, hash } of applied) {
    const migration = known.get(name);
    if (migration === undefined)
      throw new Refusal(`The schema “${schema}” is newer than this program (it has ${name}). Start the newer version, or set DISTRICT to another schema.`);
    if (migration.hash !== hash)
      throw new Refusal(`${name} was changed after the schema “${schema}” had it. Restore the file from git and put the change into a new migration.`);
  }
  const done = new Set(applied.map(({ name }) => name));
  return migrations.find(({ name }) => !done.has(name)) ?? null;
}
