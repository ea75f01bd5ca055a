/**
 * The embedded database: PGlite with PostGIS behind a unix socket, in a process of its own because its WASM blocks the thread it runs in.
 * Started by embedded.ts with fork(): argv = data folder, socket folder, template cache file. Tells `ready` or `failed` by message.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { postgis } from '@electric-sql/pglite-postgis';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { reportCppExceptions } from './embedded-exceptions.ts';
import { mendProtocol } from './embedded-protocol.ts';
import { lockFolder } from './folder-lock.ts';
import { Refusal } from './refusal.ts';

/** What the child tells its parent. */
export type ChildMessage = { type: 'progress'; text: string } | { type: 'ready' } | { type: 'failed'; text: string; isRefusal: boolean };

/** A pool of one reconnects before its old connection has been seen off. */
const CONNECTIONS = 8;
const LOCK_PATIENCE_MS = 3_000;
const LOCK_RETRY_MS = 250;

const tell = (message: ChildMessage): void => {
  if (process.connected) process.send?.(message);
};

/** Opens the database of the folder, or makes it: from the cached template, or (first time on this machine) from nothing. */
async function openDatabase(folder: string, templateFile: string): Promise<PGlite> {
  const database = `${folder}/database`;
  const finished = `${folder}/database.ready`;
  // Without the mark the folder is what an interrupted first start left: nothing was ever stored in it.
  if (!existsSync(finished)) rmSync(database, { recursive: true, force: true });
  const isNew = !existsSync(finished);
  // PGlite makes a new, empty database where this file is missing, whatever else lies there.
  if (!isNew && !existsSync(`${database}/PG_VERSION`)) throw damaged(folder, 'files are missing');
  const template = isNew && existsSync(templateFile) ? new Blob([readFileSync(templateFile)]) : null;
  if (isNew)
    tell({ type: 'progress', text: template ? 'Creating the embedded database …' : 'Creating the embedded database (first time: about half a minute) …' });
  const db = await PGlite.create({ dataDir: database, extensions: { postgis }, ...(template ? { loadDataDir: template } : {}) }).catch((error: Error) => {
    throw isNew ? error : damaged(folder, error.message);
  });
  if (isNew) {
    await db.exec('create extension if not exists postgis');
    if (template === null) await keepTemplate(db, templateFile);
    writeFileSync(finished, '');
  }
  return db;
}

function damaged(folder: string, reason: string): Refusal {
  const [why = ''] = reason.split('\n');
  return new Refusal(
    `The embedded database in ${folder} is damaged (${why.replace(/\.$/, '')}). Restore a backup into a new folder (DATA_DIR=FOLDER npm run restore -- FILE), or move ${folder} away to begin anew.`,
  );
}

/** The cache saves half a minute; a node_modules that cannot be written is no reason to fail. */
async function keepTemplate(db: PGlite, templateFile: string): Promise<void> {
  try {
    const dump = await db.dumpDataDir('gzip');
    const unfinished = `${templateFile}.${process.pid}`;
    mkdirSync(dirname(templateFile), { recursive: true });
    writeFileSync(unfinished, Buffer.from(await dump.arrayBuffer()));
    renameSync(unfinished, templateFile);
  } catch (error) {
    tell({ type: 'progress', text: `(the template could not be kept: ${(error as Error).message})` });
  }
}

/** A server that was killed a moment ago takes its database along within a second or two: worth waiting for. */
async function lockSoon(folder: string): Promise<() => void> {
  for (let waited = 0; ; waited += LOCK_RETRY_MS) {
    try {
      return lockFolder(folder);
    } catch (error) {
      if (waited >= LOCK_PATIENCE_MS || !(error instanceof Refusal)) throw error;
      await new Promise((resolve) => setTimeout(resolve, LOCK_RETRY_MS));
    }
  }
}

async function serve(folder: string, socketDir: string, templateFile: string): Promise<void> {
  process.once('exit', await lockSoon(folder));
  const mendExceptions = reportCppExceptions();
  const db = await openDatabase(folder, templateFile);
  mendExceptions(db);
  mendProtocol(db);
  const socket = `${socketDir}/.s.PGSQL.5432`;
  rmSync(socket, { force: true });
  const server = new PGLiteSocketServer({ db, path: socket, maxConnections: CONNECTIONS });
  // Without a listener a vanished client's EPIPE would end the process.
  server.addEventListener('error', () => undefined);
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await server.stop();
    await db.close();
    // The parent does this too, unless it was killed.
    rmSync(socketDir, { recursive: true, force: true });
    process.exit(0);
  };
  process.on('disconnect', stop);
  process.on('message', (message) => {
    if (message === 'stop') void stop();
  });
  process.on('SIGTERM', stop);
  await server.start();
  // The parent may have gone while the database was opening.
  if (!process.connected) return stop();
  tell({ type: 'ready' });
}

// Ctrl-C reaches the whole process group: the parent finishes its requests first and then says stop.
process.on('SIGINT', () => undefined);
process.on('uncaughtException', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE' || error.code === 'ECONNRESET') return;
  console.error('embedded database: fault', error);
  process.exit(70);
});

const [, , folder = '', socketDir = '', templateFile = ''] = process.argv;
serve(folder, socketDir, templateFile).catch((error: Error) => {
  const message: ChildMessage = { type: 'failed', text: error.message, isRefusal: error instanceof Refusal };
  if (process.send) process.send(message, () => process.exit(1));
  else process.exit(1);
});
