import { once } from 'node:events';
import { createWriteStream, existsSync, renameSync, rmSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Knex } from 'knex';
import { Refusal } from './refusal.ts';
import { readIdentity, readTables } from './tables.ts';
import { readTextRows } from './text-rows.ts';

/**
 * The backup format: gzip of lines of JSON. The first line is a BackupHeader; each table begins with a TableHeader, its rows follow as arrays of
 * PostgreSQL's text values in the order of its columns; the last line is a BackupEnd. The same on both engines.
 */
export interface BackupHeader {
  format: 'alleygrid-backup';
  version: 1;
  createdAt: string;
  district: string;
  migrations: { name: string; hash: string }[];
}
export interface TableHeader {
  table: string;
  columns: string[];
  /** The last id handed out, null = none. */
  identity: number | null;
}
export interface BackupEnd {
  end: true;
  rows: number;
}

export interface BackedUp {
  tables: number;
  rows: number;
}

/**
 * Writes the whole district to a file, as of one moment. A file that stands there is replaced only once the new one is whole.
 * @param pool connected to the district's database; the transaction is read-only.
 */
export async function backup(pool: Knex, district: string, file: string, now: Date): Promise<BackedUp> {
  const unfinished = `${file}.part`;
  const out = createGzip({ level: 6 });
  const target = out.pipe(createWriteStream(unfinished, { mode: 0o600 }));
  const written = finished(target);
  // Errors of the file come out of `written`; without a handler here they would end the process first.
  written.catch(() => out.destroy());
  try {
    const result = await pool.transaction((db) => writeDistrict(db, district, now, (text) => write(out, text)), {
      isolationLevel: 'repeatable read',
      readOnly: true,
    });
    out.end();
    await written;
    renameSync(unfinished, file);
    return result;
  } catch (error) {
    out.destroy();
    if (existsSync(unfinished)) rmSync(unfinished);
    if (['ENOENT', 'EACCES', 'EROFS', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? ''))
      throw new Refusal(`${file} cannot be written. Name a file in a folder that exists and is yours.`);
    throw error;
  }
}

async function write(out: NodeJS.WritableStream, text: string): Promise<void> {
  if (!out.write(text)) await once(out, 'drain');
}

async function writeDistrict(db: Knex.Transaction, district: string, now: Date, put: (text: string) => Promise<void>): Promise<BackedUp> {
  await db.raw(`select set_config('search_path', ? || ', public', true), set_config('statement_timeout', '0', true)`, [district]);
  const migrations = (await db.raw('select name, hash from schema_migrations order by name')).rows;
  const header: BackupHeader = { format: 'alleygrid-backup', version: 1, createdAt: now.toISOString(), district, migrations };
  await put(`${JSON.stringify(header)}\n`);
  const tables = await readTables(db);
  let rows = 0;
  for (const table of tables) {
    const tableHeader: TableHeader = { table: table.name, columns: table.columns.map(({ name }) => name), identity: await readIdentity(db, table) };
    await put(`${JSON.stringify(tableHeader)}\n`);
    for await (const page of readTextRows(db, table.name, table.columns, table.primaryKey)) {
      rows += page.length;
      await put(page.map((row) => `${JSON.stringify(row)}\n`).join(''));
    }
  }
  const end: BackupEnd = { end: true, rows };
  await put(`${JSON.stringify(end)}\n`);
  return { tables: tables.length, rows };
}
