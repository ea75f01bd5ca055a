import { type ChildProcess, fork } from 'node:child_process';
import { accessSync, constants, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { ChildMessage } from './embedded-child.ts';
import { Refusal } from './refusal.ts';

const CHILD = fileURLToPath(new URL('./embedded-child.ts', import.meta.url));
const NODE_MODULES = fileURLToPath(new URL('../../node_modules/', import.meta.url));
const PACKAGES = ['@electric-sql/pglite', '@electric-sql/pglite-postgis'];
/** Deaths within a minute before the supervisor gives up. */
const DEATHS_A_MINUTE = 3;
const STOP_MS = 3_000;

export interface EmbeddedDatabase {
  /** Folder of the unix socket: the `host` the pg driver is given. */
  socketDir: string;
  /** Stops the process, its folder unlocked. Safe to call twice. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  onProgress?: (text: string) => void;
  /** The process keeps dying and is not started again. */
  onGiveUp?: (reason: string) => void;
}

/**
 * Starts the embedded database on a folder and keeps it running: should its process die, another takes its place on the same socket.
 * @throws Refusal when the folder cannot be written or another process uses it.
 */
export async function startEmbedded(folder: string, options: EmbeddedOptions = {}): Promise<EmbeddedDatabase> {
  ensureWritable(folder);
  // Socket paths may have 107 bytes at most, so the socket does not live in the data folder. mkdtemp makes it private.
  const socketDir = mkdtempSync(join(tmpdir(), 'alleygrid-'));
  const deaths: number[] = [];
  let stopping: Promise<void> | null = null;
  let child: ChildProcess | undefined;

  // Whatever ends this process ends the database with it; after an orderly stop there is nothing left to kill.
  process.once('exit', () => {
    child?.kill('SIGKILL');
    rmSync(socketDir, { recursive: true, force: true });
  });
  const launch = async (): Promise<void> => {
    child = forkChild(folder, socketDir);
    const current = child;
    await untilReady(current, options.onProgress ?? (() => undefined));
    current.once('exit', () => {
      if (stopping === null) void revive();
    });
  };
  const revive = async (): Promise<void> => {
    deaths.push(Date.now());
    const recent = deaths.filter((at) => at > Date.now() - 60_000);
    if (recent.length >= DEATHS_A_MINUTE) return options.onGiveUp?.('The embedded database stopped three times within a minute.');
    try {
      await launch();
    } catch (error) {
      if (stopping === null) options.onGiveUp?.((error as Error).message);
    }
  };
  const stop = async (): Promise<void> => {
    if (child) await stopChild(child);
    rmSync(socketDir, { recursive: true, force: true });
  };
  try {
    await launch();
  } catch (error) {
    rmSync(socketDir, { recursive: true, force: true });
    throw error;
  }
  return {
    socketDir,
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
}

function ensureWritable(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new Refusal(
      `DATA_DIR=${folder} cannot be written (${(error as NodeJS.ErrnoException).code}). Give this user the folder, or set DATA_DIR to another one.`,
    );
  }
}

function forkChild(folder: string, socketDir: string): ChildProcess {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  return fork(CHILD, [folder, socketDir, templateFile()], { execArgv: ['--import', tsx], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
}

/** One template per exact set of versions: another PGlite would not read its files. */
function templateFile(): string {
  const versions = PACKAGES.map((name) => JSON.parse(readFileSync(join(NODE_MODULES, name, 'package.json'), 'utf8')).version);
  return join(NODE_MODULES, '.cache/alleygrid', `embedded-${versions.join('-')}.tar.gz`);
}

function untilReady(child: ChildProcess, onProgress: (text: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null, signal: NodeJS.Signals | null) =>
      reject(new Error(`The embedded database did not start (${signal ?? `exit ${code}`}).`));
    child.once('exit', onExit);
    child.once('error', reject);
    child.on('message', (message: ChildMessage) => {
      if (message.type === 'progress') return onProgress(message.text);
      child.off('exit', onExit);
      if (message.type === 'ready') resolve();
      else reject(message.isRefusal ? new Refusal(message.text) : new Error(message.text));
    });
  });
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  if (child.connected) child.send('stop');
  // PGlite's files survive a kill as PostgreSQL's do (WAL); waiting for ever would leave a process behind.
  const kill = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await gone;
  clearTimeout(kill);
}
