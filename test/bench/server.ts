import { cpus, totalmem } from 'node:os';
import type { Knex } from 'knex';
import { connect } from '../../server/db/connect.ts';
import { findPostgres, startCluster } from '../support/cluster.ts';

/** What the scratch cluster is tuned with. Durability stays on: a load that could be lost is not loaded. */
const TUNING = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '16GB',
  checkpoint_timeout: '30min',
  maintenance_work_mem: '1GB',
  max_parallel_maintenance_workers: '2',
  work_mem: '64MB',
  effective_cache_size: '8GB',
  random_page_cost: '1.1',
  track_io_timing: 'on',
};
const SHARED_BUFFERS_MB = 4_096;

/** A PostgreSQL server to measure on. */
export interface BenchServer {
  /** For the head of the table: version, settings, machine. */
  description: string;
  /** An empty database; dropped by stop(). */
  createDatabase(name: string): Promise<string>;
  stop(): Promise<void>;
}

/**
 * The server of BENCH_DATABASE_URL, or a scratch cluster of its own that is removed at the end.
 * @throws Error with the remedy when there is neither.
 */
export async function startBenchServer(givenUrl: string | undefined): Promise<BenchServer> {
  if (givenUrl !== undefined && givenUrl !== '') return benchServer(givenUrl, 'BENCH_DATABASE_URL', async () => undefined);
  const bin = findPostgres();
  if (bin === null)
    throw new Error('No PostgreSQL with PostGIS is installed here. Install it (Debian: apt install postgresql-15-postgis-3) or set BENCH_DATABASE_URL.');
  const cluster = await startCluster(bin, SHARED_BUFFERS_MB, TUNING);
  return benchServer(cluster.url('postgres'), 'a scratch cluster', () => cluster.stop());
}

async function benchServer(url: string, what: string, stop: () => Promise<void>): Promise<BenchServer> {
  const maintenance = connect({ engine: 'native', url }, { max: 1 });
  const made: string[] = [];
  return {
    description: `${await serverWords(maintenance)} (${what}) · ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown CPU'}, ${Math.round(totalmem() / 2 ** 30)} GB`,
    async createDatabase(name) {
      const database = `alleygrid_bench_${process.pid}_${name.toLowerCase()}`;
      await maintenance.raw(`create database ${database}`);
      made.push(database);
      return url.replace(/^(\w+:\/\/[^/]*\/)[^?]*/, `$1${database}`);
    },
    async stop() {
      for (const database of made) await maintenance.raw(`drop database if exists ${database} with (force)`);
      await maintenance.destroy();
      await stop();
    },
  };
}

async function serverWords(db: Knex): Promise<string> {
  const names = ['shared_buffers', 'work_mem', 'maintenance_work_mem', 'wal_level', 'fsync', 'jit'];
  const { rows } = await db.raw(
    `select 'PostgreSQL ' || split_part(current_setting('server_version'), ' ', 1) || ', '
    || (select string_agg(name || ' ' || current_setting(name), ', ' order by position) from unnest(?::text[]) with ordinality as wanted (name, position)) as words`,
    [names],
  );
  return rows[0].words;
}
