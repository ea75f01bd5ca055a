import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { identifier } from './columns.ts';
import { engineOf } from './engine.ts';
import type { Database } from './sql.ts';

/** One row as PostgreSQL writes its values as text: the only form that both engines and all versions read alike. */
export type TextRow = (string | null)[];

export interface TextColumn {
  name: string;
  /** As format_type writes it: 'bigint', 'geometry(Point,4326)'. */
  type: string;
}

const PAGE_ROWS = 5_000;
/** Without these the text of times and numbers would depend on the server's settings. */
const PLAIN_TEXT = `select set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO', true), set_config('intervalstyle', 'iso_8601', true),
  set_config('extra_float_digits', '1', true), set_config('bytea_output', 'hex', true)`;

/** The rows of a table in pages, by a cursor of the transaction `db`: memory stays at one page. */
export async function* readTextRows(db: Database, table: string, columns: TextColumn[], orderBy: string[]): AsyncGenerator<TextRow[]> {
  await db.raw(PLAIN_TEXT);
  const picks = columns.map(({ name }) => `${identifier(name)}::text`).join(', ');
  const order = orderBy.length > 0 ? ` order by ${orderBy.map(identifier).join(', ')}` : '';
  await db.raw(`declare text_rows no scroll cursor for select array[${picks}] as row from ${identifier(table)}${order}`);
  for (;;) {
    const { rows } = await db.raw(`fetch ${PAGE_ROWS} from text_rows`);
    if (rows.length > 0) yield rows.map(({ row }: { row: TextRow }) => row);
    if (rows.length < PAGE_ROWS) break;
  }
  await db.raw('close text_rows');
}

/** Writes pages of text rows into a table, identity values included. Native: COPY; embedded: unnest. Returns the rows written. */
export async function writeTextRows(db: Database, table: string, columns: TextColumn[], pages: AsyncIterable<TextRow[]>): Promise<number> {
  await db.raw(PLAIN_TEXT);
  return engineOf(db) === 'embedded' ? insertRows(db, table, columns, pages) : copyRows(db, table, columns, pages);
}

async function copyRows(db: Database, table: string, columns: TextColumn[], pages: AsyncIterable<TextRow[]>): Promise<number> {
  let rows = 0;
  const chunks = async function* () {
    for await (const page of pages) {
      rows += page.length;
      yield Buffer.from(page.map((row) => `${row.map(copyField).join('\t')}\n`).join(''));
    }
  };
  const connection: PoolClient = await db.client.acquireConnection();
  try {
    await pipeline(
      Readable.from(chunks()),
      connection.query(copyFrom(`copy ${identifier(table)} (${columns.map(({ name }) => identifier(name)).join(', ')}) from stdin`)),
    );
  } finally {
    await db.client.releaseConnection(connection);
  }
  return rows;
}

const ESCAPES: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
const copyField = (value: string | null): string => (value === null ? '\\N' : value.replace(/[\\\n\r\t]/g, (character) => ESCAPES[character] ?? character));

async function insertRows(db: Database, table: string, columns: TextColumn[], pages: AsyncIterable<TextRow[]>): Promise<number> {
  const names = columns.map(({ name }) => identifier(name)).join(', ');
  const casts = columns.map(({ type }, index) => `v${index}::${type}`).join(', ');
  const arrays = columns.map((_, index) => `$${index + 1}::text[]`).join(', ');
  const aliases = columns.map((_, index) => `v${index}`).join(', ');
  let rows = 0;
  for await (const page of pages) {
    const values = columns.map((_, index) => page.map((row) => row[index] ?? null));
    await db
      .raw(`insert into ${identifier(table)} (${names}) overriding system value select ${casts} from unnest(${arrays}) as t (${aliases})`)
      .options({ values });
    rows += page.length;
  }
  return rows;
}
