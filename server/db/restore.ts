import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import type { Knex } from 'knex';
import type { BackedUp, BackupEnd, BackupHeader, DistrictFiles, FileLine, TableHeader } from './backup.ts';
import { identifier } from './columns.ts';
import { type Migration, migrate, readMigrations } from './migrate.ts';
import { Refusal } from './refusal.ts';
import { readTables, suspendRules, type Table, vacuumAnalyze, writeIdentity } from './tables.ts';
import { type TextRow, writeTextRows } from './text-rows.ts';

const PAGE_ROWS = 2_000;
/** Any row in one of these is somebody's work. */
const TELLING_TABLES = ['grids', 'households', 'people', 'campaigns', 'alleys', 'issues', 'works', 'imports'];

export interface RestoreOptions {
  /** Takes the place of a district that is there. */
  replace: boolean;
  /** Where the files of the backup go. They come before the rows that name them; none is taken away. */
  files?: DistrictFiles;
}

/**
 * Restores a backup of either engine, all in or not in: it is loaded into a schema of its own, brought up to this program's migrations, and then
 * takes the district's place in one transaction. A server may go on serving the old one until then.
 * @throws Refusal when the file is not a whole backup, is newer than the program, or would overwrite a district.
 */
export async function restore(pool: Knex, district: string, file: string, { replace, files }: RestoreOptions): Promise<BackedUp> {
  if (!replace && !(await isEmpty(pool, district)))
    throw new Refusal(
      `The district “${district}” is not empty. To put the backup in its place: npm run restore -- ${file} --replace (take a backup of it first).`,
    );
  const lines = backupLines(file);
  const temporary = `${district}_restoring`;
  try {
    const header = await readHeader(lines, file);
    await pool.raw(`drop schema if exists ${identifier(temporary)} cascade`);
    const migrations = migrationsOf(header);
    await migrate(pool, temporary, migrations);
    const restored = await pool.transaction((db) => loadTables(db, temporary, lines, { file, files }));
    await migrate(pool, temporary);
    await vacuumAnalyze(pool, temporary);
    await pool.transaction((db) => takePlace(db, temporary, district));
    return restored;
  } catch (error) {
    await pool.raw(`drop schema if exists ${identifier(temporary)} cascade`);
    throw fileRefusal(error, file);
  } finally {
    await lines.return(undefined);
  }
}

async function isEmpty(pool: Knex, district: string): Promise<boolean> {
  for (const table of TELLING_TABLES) {
    const name = `${identifier(district)}.${table}`;
    const found = await pool.raw('select to_regclass(?) is not null as found', [name]);
    if (found.rows[0].found && (await pool.raw(`select exists (select from ${name}) as filled`)).rows[0].filled) return false;
  }
  return true;
}

type Line = BackupHeader | TableHeader | FileLine | BackupEnd | TextRow;

async function* backupLines(file: string): AsyncGenerator<Line, undefined> {
  const source = createReadStream(file);
  const unzipped = createGunzip();
  source.on('error', (error) => unzipped.destroy(error));
  const lines = createInterface({ input: source.pipe(unzipped), crlfDelay: Number.POSITIVE_INFINITY });
  // readline does not pass its input's error on to the loop below.
  let failure: Error | null = null;
  unzipped.on('error', (error) => {
    failure = error;
    lines.close();
  });
  try {
    for await (const line of lines) yield JSON.parse(line);
    if (failure !== null) throw failure;
  } finally {
    source.destroy();
    unzipped.destroy();
  }
  return undefined;
}

async function readHeader(lines: AsyncGenerator<Line>, file: string): Promise<BackupHeader> {
  const { value } = await lines.next();
  if (value === undefined || !('format' in value) || value.format !== 'alleygrid-backup')
    throw new Refusal(`${file} is not a backup of Alleygrid. Name a file that npm run backup made.`);
  if (value.version !== 1) throw new Refusal(`${file} was made by a newer version. Restore it with that version.`);
  return value;
}

/** The migrations the backup was made under: its rows fit those, and are brought forward afterwards. */
function migrationsOf(header: BackupHeader): Migration[] {
  const known = new Map(readMigrations().map((migration) => [migration.name, migration]));
  return header.migrations.map(({ name, hash }) => {
    const migration = known.get(name);
    if (migration === undefined) throw new Refusal(`The backup is newer than this program (it has ${name}). Restore it with the newer version.`);
    if (migration.hash !== hash) throw new Refusal(`${name} differs from the one the backup was made under. Restore it with the version that made it.`);
    return migration;
  });
}

async function loadTables(
  db: Knex.Transaction,
  schema: string,
  lines: AsyncGenerator<Line>,
  { file, files }: { file: string; files: DistrictFiles | undefined },
): Promise<BackedUp> {
  await db.raw(`select set_config('search_path', ? || ', public', true), set_config('statement_timeout', '0', true)`, [schema]);
  const tables = await readTables(db);
  const resume = await suspendRules(db, tables);
  // Migrations may have put rows in.
  await db.raw(`truncate ${tables.map(({ name }) => identifier(name)).join(', ')}`);
  const restored: BackedUp = { tables: 0, rows: 0, files: 0, missingFiles: 0 };
  let line = await lines.next();
  while (!line.done && 'table' in line.value) {
    const { table, rest } = pickTable(tables, line.value, file);
    const section = pagesOf(lines);
    restored.rows += await writeTextRows(db, table.name, rest, section.pages);
    await writeIdentity(db, table, line.value.identity);
    restored.tables += 1;
    line = section.next();
  }
  for (; !line.done && 'file' in line.value; line = await lines.next()) {
    await keepFile(files, line.value, file);
    restored.files += 1;
  }
  if (line.done || !('end' in line.value) || line.value.rows !== restored.rows || (line.value.files ?? 0) !== restored.files)
    throw new Refusal(`${file} is not whole: its end is missing. Take it from the original copy again.`);
  await resume();
  return restored;
}

async function keepFile(files: DistrictFiles | undefined, { file: name, base64 }: FileLine, file: string): Promise<void> {
  const bytes = Buffer.from(base64, 'base64');
  if (createHash('sha256').update(bytes).digest('hex') !== name)
    throw new Refusal(`${file} is damaged: a photo in it is not what it was. Take the original copy again.`);
  await files?.keep(name, bytes);
}

function pickTable(tables: Table[], header: TableHeader, file: string) {
  const table = tables.find(({ name }) => name === header.table);
  if (table === undefined)
    throw new Refusal(`${file} has a table “${header.table}” that its own migrations do not make. It was changed by hand; take the original.`);
  const rest = header.columns.map((name) => {
    const column = table.columns.find((candidate) => candidate.name === name);
    if (column === undefined)
      throw new Refusal(`${file} has a column “${table.name}.${name}” that its own migrations do not make. It was changed by hand; take the original.`);
    return column;
  });
  return { table, rest };
}

/** The rows up to the next object line, in pages; `next` gives that line once the pages are used up. */
function pagesOf(lines: AsyncGenerator<Line>) {
  let following: IteratorResult<Line> = { done: true, value: undefined };
  const pages = async function* () {
    let page: TextRow[] = [];
    for (;;) {
      following = await lines.next();
      if (following.done || !Array.isArray(following.value)) break;
      page.push(following.value);
      if (page.length === PAGE_ROWS) {
        yield page;
        page = [];
      }
    }
    if (page.length > 0) yield page;
  };
  return { pages: pages(), next: () => following };
}

/** The new schema takes the old one's name. Tiles are cached for a year under their revision, so revisions only ever grow. */
async function takePlace(db: Knex.Transaction, temporary: string, district: string): Promise<void> {
  const [fresh, old] = [identifier(temporary), identifier(district)];
  // Revisions that move append their events beside themselves.
  await db.raw(`select set_config('search_path', ? || ', public', true)`, [temporary]);
  const { rows } = await db.raw('select to_regclass(?) is not null as found', [`${old}.layer_revisions`]);
  if (rows[0].found) {
    await db.raw(
      `update ${fresh}.layer_revisions n set revision = greatest(n.revision, o.revision) + 1, changed_at = now() from ${old}.layer_revisions o where o.layer = n.layer`,
    );
  }
  await db.raw(`drop schema if exists ${old} cascade`);
  await db.raw(`alter schema ${fresh} rename to ${old}`);
}

function fileRefusal(error: unknown, file: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR') return new Refusal(`${file} cannot be read. Check the path and its permissions.`);
  if (code === 'Z_DATA_ERROR' || code === 'Z_BUF_ERROR' || error instanceof SyntaxError)
    return new Refusal(`${file} is damaged or not a backup of Alleygrid. Take it from the original copy again.`);
  return error;
}
