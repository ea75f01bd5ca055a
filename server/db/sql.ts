import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Knex } from 'knex';
import { engineOf } from './engine.ts';

export type Database = Knex | Knex.Transaction;
export type Bindings = Record<string, unknown>;

/** Quoted strings, comments, casts and dollar quotes are skipped; `:name` is the only thing replaced. */
const TOKEN = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\$(\w*)\$[\s\S]*?\$\1\$|::|:([a-z_][a-z0-9_]*)/gi;

export interface CompiledSql {
  /** Text with $1 … $n. */
  text: string;
  /** The binding names in order of their numbers. */
  names: string[];
}

/** Turns `:name` placeholders into numbered ones; a name used twice is bound once. */
export function compileSql(source: string): CompiledSql {
  const names: string[] = [];
  const text = source.replace(TOKEN, (match, _quote: string | undefined, name: string | undefined) => {
    if (name === undefined) return match;
    let index = names.indexOf(name);
    if (index < 0) index = names.push(name) - 1;
    return `$${index + 1}`;
  });
  return { text, names };
}

export interface Query<Row> {
  (db: Database, bindings?: Bindings): Promise<Row[]>;
  readonly file: string;
  readonly compiled: CompiledSql;
}

/** Slow queries are reported with the name of their file, never with their bindings (they may hold personal data). */
let onSlowQuery: (file: string, milliseconds: number) => void = () => undefined;
const SLOW_QUERY_MS = 200;
export function reportSlowQueries(report: typeof onSlowQuery): void {
  onSlowQuery = report;
}

/**
 * A query from a `.sql` file beside the caller: `const gridByCode = sqlFile<GridRow>(import.meta.url, './grid-by-code.sql')`.
 * Runs on the handle given (a knex transaction or pool) through the pg driver itself, so that knex never sees `?` in SQL.
 * @param options.isPrepared PostgreSQL parses it once a connection and may plan it once for all values: for short queries asked often, whose plan
 * does not depend on their values. Not on the embedded engine, whose connections share one session.
 * @throws Error when a binding the file names is missing: a typo must not reach PostgreSQL as null.
 */
export function sqlFile<Row>(base: string, name: string, { isPrepared = false } = {}): Query<Row> {
  const file = fileURLToPath(new URL(name, base));
  const compiled = compileSql(readFileSync(file, 'utf8'));
  const run = async (db: Database, bindings: Bindings = {}): Promise<Row[]> => {
    const started = performance.now();
    const rows = await runCompiled<Row>(db, compiled, bindings, name, isPrepared && engineOf(db) === 'native');
    const elapsed = performance.now() - started;
    if (elapsed > SLOW_QUERY_MS) onSlowQuery(name, elapsed);
    return rows;
  };
  return Object.assign(run, { file: name, compiled });
}

export async function runCompiled<Row>(db: Database, compiled: CompiledSql, bindings: Bindings, label = 'query', isPrepared = false): Promise<Row[]> {
  const values = compiled.names.map((name) => {
    if (!(name in bindings)) throw new Error(`${label}: binding :${name} is missing`);
    return bindings[name] ?? null;
  });
  // knex.raw rewrites every bare `?` to a binding; escaped ones come back as they were, and `options` hands pg the numbered values.
  const response = await db.raw(compiled.text.replaceAll('?', '\\?')).options(isPrepared ? { values, name: label } : { values });
  return response.rows as Row[];
}
