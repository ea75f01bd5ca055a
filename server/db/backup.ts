import { createWriteStream, renameSync, rmSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Knex } from 'knex';
import { Refusal } from './refusal.ts';
import { readIdentity, readTables } from './tables.ts';
import { readTextRows } from './text-rows.ts';

/**
 * The backup format: gzip of lines of JSON. The first line is a BackupHeader; each table begins with a TableHeader, its rows follow as arrays of
 * PostgreSQL's text values in the order of its columns; then the files that rows name, a FileLine each; the last line is a BackupEnd. The same on
 * both engines.
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
export interface FileLine {
  /** Its name: the SHA-256 of its bytes, hexadecimal. */
  file: string;
  base64: string;
}
export interface BackupEnd {
  end: true;
  rows: number;
  /** Absent where a backup is older than files. */
  files?: number;
}

/** Files that stand beside the database and are named by its rows, each by the SHA-256 of its bytes. */
export interface DistrictFiles {
  /** Names of those that the rows need, as the transaction sees them. */
  names(db: Knex.Transaction): Promise<string[]>;
  /** null where the file is missing. */
  read(name: string): Promise<Buffer | null>;
  /** Keeping one that is there already changes nothing. */
  keep(name: string, bytes: Buffer): Promise<void>;
}

const UNWRITABLE = new Set(['ENOENT', 'ENOTDIR', 'EACCES', 'EROFS', 'EISDIR', 'ENOSPC']);

export interface BackedUp {
  tables: number;
  rows: number;
  files: number;
  /** How many files rows name that are not there. */
  missingFiles: number;
}

/**
 * Writes the whole district to a file, as of one moment. A file that stands there is replaced only once the new one is whole.
 * @param pool connected to the district's database; the transaction is read-only.
 * @param options.files what belongs to the district beside its rows; left out, the backup holds the rows alone.
 */
export async function backup(pool: Knex, district: string, file: string, now: Date, { files }: { files?: DistrictFiles } = {}): Promise<BackedUp> {
  const unfinished = `${file}.part`;
  const backedUp: BackedUp = { tables: 0, rows: 0, files: 0, missingFiles: 0 };
  try {
    const write = (db: Knex.Transaction) =>
      pipeline(Readable.from(districtLines(db, { district, now, files, backedUp })), createGzip({ level: 6 }), createWriteStream(unfinished, { mode: 0o600 }));
    await pool.transaction(write, { isolationLevel: 'repeatable read', readOnly: true });
    renameSync(unfinished, file);
    return backedUp;
  } catch (error) {
    rmSync(unfinished, { force: true });
    if (UNWRITABLE.has((error as NodeJS.ErrnoException).code ?? ''))
      throw new Refusal(`${file} cannot be written. Name a file in a folder that exists and is yours.`);
    throw error;
  }
}

/** The lines of the backup, counted into `backedUp` as they go. */
async function* districtLines(
  db: Knex.Transaction,
  { district, now, files, backedUp }: { district: string; now: Date; files: DistrictFiles | undefined; backedUp: BackedUp },
): AsyncGenerator<string> {
  await db.raw(`select set_config('search_path', ? || ', public', true), set_config('statement_timeout', '0', true)`, [district]);
  const migrations = (await db.raw('select name, hash from schema_migrations order by name')).rows;
  const header: BackupHeader = { format: 'alleygrid-backup', version: 1, createdAt: now.toISOString(), district, migrations };
  yield `${JSON.stringify(header)}\n`;
  for (const table of await readTables(db)) {
    const tableHeader: TableHeader = { table: table.name, columns: table.columns.map(({ name }) => name), identity: await readIdentity(db, table) };
    yield `${JSON.stringify(tableHeader)}\n`;
    for await (const page of readTextRows(db, table.name, table.columns, table.primaryKey)) {
      backedUp.rows += page.length;
      yield page.map((row) => `${JSON.stringify(row)}\n`).join('');
    }
    backedUp.tables += 1;
  }
  for (const name of files === undefined ? [] : await files.names(db)) {
    const bytes = await files?.read(name);
    if (!bytes) {
      backedUp.missingFiles += 1;
      continue;
    }
    backedUp.files += 1;
    const line: FileLine = { file: name, base64: bytes.toString('base64') };
    yield `${JSON.stringify(line)}\n`;
  }
  const end: BackupEnd = { end: true, rows: backedUp.rows, files: backedUp.files };
  yield `${JSON.stringify(end)}\n`;
}
