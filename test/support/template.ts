/** Template databases on the native engine: built once per run, cloned (0.2 s) per test file. */
import { randomBytes } from 'node:crypto';
import { connect } from '../../server/db/connect.ts';

/** Any number will do, as long as every test file takes the same. */
const LOCK = 4_711_831;

/**
 * Clones the template of that name; the first file that asks builds it, the others wait.
 * @param prefix of every database of this run.
 * @returns the clone's URL.
 */
export async function cloneDatabase(maintenanceUrl: string, prefix: string, name: string, build: (url: string) => Promise<void>): Promise<string> {
  const maintenance = connect({ engine: 'native', url: maintenanceUrl }, { max: 1 });
  const template = `${prefix}_template_${name.toLowerCase()}`;
  const clone = `${prefix}_${randomBytes(6).toString('hex')}`;
  try {
    await maintenance.raw('select pg_advisory_lock(?)', [LOCK]);
    const { rows } = await maintenance.raw('select 1 from pg_database where datname = ? and datistemplate', [template]);
    if (rows.length === 0) {
      await maintenance.raw(`drop database if exists ${template}`);
      await maintenance.raw(`create database ${template}`);
      await build(withDatabase(maintenanceUrl, template));
      await maintenance.raw(`alter database ${template} with is_template true`);
    }
    await maintenance.raw(`create database ${clone} template ${template}`);
  } finally {
    await maintenance.destroy();
  }
  return withDatabase(maintenanceUrl, clone);
}

/** Drops what a run made on a server that outlives it. */
export async function dropDatabases(maintenanceUrl: string, prefix: string): Promise<void> {
  const maintenance = connect({ engine: 'native', url: maintenanceUrl }, { max: 1 });
  try {
    const { rows } = await maintenance.raw('select datname from pg_database where starts_with(datname, ?)', [prefix]);
    for (const { datname } of rows) {
      await maintenance.raw(`alter database ${datname} with is_template false`);
      await maintenance.raw(`drop database ${datname} with (force)`);
    }
  } finally {
    await maintenance.destroy();
  }
}

function withDatabase(url: string, database: string): string {
  return url.replace(/^(\w+:\/\/[^/]*\/)[^?]*/, `$1${database}`);
}
