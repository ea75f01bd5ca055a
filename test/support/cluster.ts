/** A scratch PostgreSQL cluster: made in a temporary folder, no network port, no durability, gone afterwards. */
import { execFile, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PREFIX = 'alleygrid-cluster-';
const OLDEST_MAJOR = 15;

export interface Cluster {
  /** Connection URL of a database of the cluster. */
  url(database: string): string;
  /** Ends the server and leaves its files; immediate = as if the power had gone. */
  down(mode: 'fast' | 'immediate'): Promise<void>;
  /** Starts it again after down(). */
  up(): Promise<void>;
  stop(): Promise<void>;
}

/** Folder of initdb and friends of the newest PostgreSQL with PostGIS on this machine, or null. */
export function findPostgres(): string | null {
  const root = '/usr/lib/postgresql';
  const majors = existsSync(root)
    ? readdirSync(root)
        .map(Number)
        .filter((major) => major >= OLDEST_MAJOR)
    : [];
  for (const major of majors.sort((a, b) => b - a)) {
    if (existsSync(`${root}/${major}/bin/initdb`) && existsSync(`/usr/share/postgresql/${major}/extension/postgis.control`)) return `${root}/${major}/bin`;
  }
  return null;
}

/**
 * Makes and starts a cluster, as the user `postgres` when root (initdb refuses root).
 * @param overrides server settings in place of these; benches want durability on.
 */
export async function startCluster(bin: string, memoryMb = 256, overrides: Record<string, string> = {}): Promise<Cluster> {
  await reapOrphans();
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  // ICU Chinese on purpose: a range over paths that forgot its collation "C" must fail here, not in a customer's cluster.
  const initdb = [
    '-D',
    `${folder}/data`,
    '-U',
    'postgres',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C.UTF-8',
    '--locale-provider=icu',
    '--icu-locale=zh-CN',
    '--no-sync',
  ];
  const settings = {
    listen_addresses: '',
    unix_socket_directories: folder,
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '100',
    shared_buffers: `${memoryMb}MB`,
    max_wal_size: '4GB',
    ...overrides,
  };
  if (process.getuid?.() === 0) await giveToPostgres(folder);
  chmodSync(folder, 0o755);
  writeFileSync(`${folder}/owner`, String(process.pid));
  await asPostgres(`${bin}/initdb`, initdb);
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}='${value}'`);
  const up = () => asPostgres(`${bin}/pg_ctl`, ['-D', `${folder}/data`, '-l', `${folder}/log`, '-w', '-o', options.join(' '), 'start']);
  const down = (mode: 'fast' | 'immediate') => asPostgres(`${bin}/pg_ctl`, ['-D', `${folder}/data`, '-m', mode, '-w', 'stop']);
  await up();
  return {
    url: (database) => `postgres://postgres@/${database}?host=${encodeURIComponent(folder)}`,
    up,
    down,
    stop: () => remove(folder, () => down('immediate')),
  };
}

async function giveToPostgres(folder: string): Promise<void> {
  const id = async (flag: string) => Number((await run('id', [flag, 'postgres'])).stdout);
  chownSync(folder, await id('-u'), await id('-g'));
}

/** Output goes nowhere: pg_ctl's server would otherwise keep our pipes open. */
function asPostgres(command: string, parameters: string[]): Promise<void> {
  const [program, rest] = process.getuid?.() === 0 ? ['runuser', ['-u', 'postgres', '--', command, ...parameters]] : [command, parameters];
  return new Promise((resolve, reject) => {
    const child = spawn(program, rest, { stdio: 'ignore', cwd: tmpdir(), env: { ...process.env, LC_ALL: 'C.UTF-8' } });
    child.once('error', reject);
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${command} ${parameters.join(' ')}: exit ${code}`))));
  });
}

async function remove(folder: string, stop: () => Promise<void>): Promise<void> {
  await stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Stops the clusters of test runs that were killed. */
async function reapOrphans(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name);
    const owner = numberIn(`${folder}/owner`);
    if (owner === null || isAlive(owner)) continue;
    const postmaster = numberIn(`${folder}/data/postmaster.pid`);
    await remove(folder, async () => {
      // SIGQUIT is PostgreSQL's immediate shutdown.
      if (postmaster !== null && isAlive(postmaster)) process.kill(postmaster, 'SIGQUIT');
    });
  }
}

function numberIn(file: string): number | null {
  if (!existsSync(file)) return null;
  const number = Number.parseInt(readFileSync(file, 'utf8'), 10);
  return Number.isInteger(number) ? number : null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
