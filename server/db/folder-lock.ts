import { mkdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { Refusal } from './refusal.ts';

/** Reaping takes microseconds; a reaper that has been at it this long is dead. */
const REAPING_MS = 10_000;

/**
 * Takes a folder for this process: two processes on one embedded database silently lose data. Only the lock of a dead process is reaped, never
 * that of a live one, however silent (its WASM may block it for seconds).
 * @returns the release function.
 * @throws Refusal while a live process holds the folder.
 */
export function lockFolder(folder: string): () => void {
  const file = `${folder}/lock`;
  const mine = JSON.stringify({ pid: process.pid, started: processStart(process.pid) });
  if (!tryCreate(file, mine)) reap(file, folder, mine);
  return () => {
    if (read(file) === mine) rmSync(file, { force: true });
  };
}

function tryCreate(file: string, content: string): boolean {
  try {
    writeFileSync(file, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** One reaper at a time, and it looks again once it is alone: another starter may have taken the folder in between. */
function reap(file: string, folder: string, mine: string): void {
  const reaping = `${file}.reaping`;
  try {
    mkdirSync(reaping);
  } catch {
    const age = Date.now() - (statSync(reaping, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age < REAPING_MS) throw new Refusal(`Another start is using ${folder} at this moment. Try again in ten seconds.`);
  }
  try {
    const holder = read(file);
    if (holder !== null && isAlive(holder))
      throw new Refusal(`${folder} is in use by process ${pidOf(holder)}. Stop that server (Ctrl-C in its terminal), or set DATA_DIR to another folder.`);
    rmSync(file, { force: true });
    if (!tryCreate(file, mine)) throw new Refusal(`Another start has just taken ${folder}. Stop it, or set DATA_DIR to another folder.`);
  } finally {
    rmdirSync(reaping);
  }
}

function read(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

function pidOf(content: string): number {
  try {
    return Number(JSON.parse(content).pid);
  } catch {
    return Number.NaN;
  }
}

function isAlive(content: string): boolean {
  const pid = pidOf(content);
  // A lock cut off while it was written belongs to a process that died there.
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const started: unknown = JSON.parse(content).started;
  return started === null || processStart(pid) === started;
}

/** Tells a process from a later one with the same number (containers give the same few numbers again and again). null where /proc is missing. */
function processStart(pid: number): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return `${boot}/${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`;
  } catch {
    return null;
  }
}
