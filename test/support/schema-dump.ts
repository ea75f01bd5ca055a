/** migrations/schema.sql: the schema as PostgreSQL has it after all migrations, for readers and for the test that finds drift. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { checkEngine, connect } from '../../server/db/connect.ts';
import { migrate } from '../../server/db/migrate.ts';
import { startCluster } from './cluster.ts';

const run = promisify(execFile);
const SCHEMA = 'district';
/** pg_dump of another major version words the same schema otherwise. */
const DUMP_BIN = '/usr/lib/postgresql/15/bin';

export const SCHEMA_FILE = fileURLToPath(new URL('../../migrations/schema.sql', import.meta.url));
export const canDumpSchema = (): boolean => existsSync(`${DUMP_BIN}/pg_dump`);

/** Migrates a scratch database and dumps it, normalised: no settings, no owners, no schema name. */
export async function dumpSchema(): Promise<string> {
  const cluster = await startCluster(DUMP_BIN);
  try {
    const pool = connect({ engine: 'native', url: cluster.url('postgres') });
    try {
      await checkEngine(pool, 'the scratch database');
      await migrate(pool, SCHEMA);
    } finally {
      await pool.destroy();
    }
    const flags = ['--schema-only', '--no-owner', '--no-privileges', `--schema=${SCHEMA}`, `--exclude-table=${SCHEMA}.schema_migrations`];
    const { stdout } = await run(`${DUMP_BIN}/pg_dump`, [...flags, cluster.url('postgres')], { maxBuffer: 64 * 1024 * 1024 });
    return normalise(stdout);
  } finally {
    await cluster.stop();
  }
}

function normalise(dump: string): string {
  const body = dump
    .split('\n')
    .filter((line) => !/^(--|SET |SELECT pg_catalog\.set_config|CREATE SCHEMA |\\(un)?restrict )/.test(line))
    .join('\n')
    .replaceAll(`${SCHEMA}.`, '')
    .replaceAll('public.', '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return `-- The schema after all migrations, written by \`npm run db:dump\`. Read it; change it by a new migration.\n\n${body}\n`;
}
