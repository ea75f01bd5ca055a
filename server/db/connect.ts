import knex, { type Knex } from 'knex';
import pg from 'pg';
import { type EngineConfig, type EngineName, engineOf } from './engine.ts';
import { Refusal } from './refusal.ts';
import type { Database } from './sql.ts';

/** Where the database is: a URL, or the folder of the embedded engine's unix socket. */
export type DatabaseAddress = { engine: 'native'; url: string } | { engine: 'embedded'; socketDir: string };

export interface PoolOptions {
  /** Connections at most; the embedded engine always has one, for all its connections share one session. */
  max?: number;
  applicationName?: string;
}

const OID = { int8: 20, numeric: 1700, date: 1082, int8Array: 1016, numericArray: 1231 } as const;
const parseNumbers = (oid: number) => {
  const parseTexts = pg.types.getTypeParser(oid, 'text') as (text: string) => (string | number | null)[];
  return (text: string) => parseTexts(text).map((value) => (value === null ? null : Number(value)));
};
const PARSERS = new Map<number, (text: string) => unknown>([
  [OID.int8, Number],
  [OID.numeric, Number],
  // A date is a day, not an instant: Date would move it by the time zone.
  [OID.date, (text) => text],
  [OID.int8Array, parseNumbers(OID.int8Array)],
  [OID.numericArray, parseNumbers(OID.numericArray)],
]);

/**
 * A knex pool on the pg driver. Rows come with int8 and numeric as numbers (ids stay below 2^53), dates as 'YYYY-MM-DD', timestamptz as Date.
 * Nothing is connected until the first query; close with `destroy()`.
 */
export function connect(address: DatabaseAddress, options: PoolOptions = {}): Knex {
  const place =
    address.engine === 'native' ? { connectionString: address.url } : { host: address.socketDir, port: 5432, user: 'postgres', database: 'postgres' };
  const config: EngineConfig = {
    client: 'pg',
    engine: address.engine,
    connection: {
      ...place,
      application_name: options.applicationName ?? 'alleygrid',
      connectionTimeoutMillis: 10_000,
      types: {
        getTypeParser: (oid: number, format?: 'text' | 'binary') =>
          (format !== 'binary' && PARSERS.get(oid)) || pg.types.getTypeParser(oid, (format ?? 'text') as 'text'),
      },
    } as Knex.PgConnectionConfig,
    pool: address.engine === 'native' ? { min: 0, max: options.max ?? 10 } : { min: 0, max: 1, idleTimeoutMillis: 2 ** 31 - 1 },
    // A load of the embedded engine holds its one connection for as long as it takes.
    acquireConnectionTimeout: address.engine === 'native' ? 15_000 : 300_000,
    // knex prints the stack of every failed connection; who asked for it gets the error anyway, and a start tells it in one line.
    log: { warn: () => undefined },
  };
  return knex(config);
}

/** What the server, /api/health and the tests say about the engine. */
export interface Engine {
  name: EngineName;
  /** '15.20' */
  postgresVersion: string;
  /** '3.3.2' */
  postgisVersion: string;
}

const OLDEST = { postgres: 15, postgis: [3, 3] } as const;

/**
 * Connects for the first time, makes sure of PostGIS and of its age.
 * @throws Refusal for everything a wrong DATABASE_URL can mean, and for a missing or old PostGIS.
 */
export async function checkEngine(db: Database, shownAddress: string): Promise<Engine> {
  try {
    const { rows } = await db.raw(
      `select current_setting('server_version_num')::int as number, split_part(current_setting('server_version'), ' ', 1) as version`,
    );
    if (rows[0].number < OLDEST.postgres * 10_000)
      throw new Refusal(`PostgreSQL ${rows[0].version} at ${shownAddress} is too old: version ${OLDEST.postgres} or newer is needed.`);
    await createPostgis(db, shownAddress);
    const postgis = (await db.raw('select split_part(postgis_lib_version(), $$ $$, 1) as version')).rows[0].version as string;
    const [major = 0, minor = 0] = postgis.split('.').map(Number);
    if (major < OLDEST.postgis[0] || (major === OLDEST.postgis[0] && minor < OLDEST.postgis[1]))
      throw new Refusal(`PostGIS ${postgis} at ${shownAddress} is too old: version ${OLDEST.postgis.join('.')} or newer is needed.`);
    return { name: engineOf(db), postgresVersion: rows[0].version, postgisVersion: postgis };
  } catch (error) {
    throw connectionRefusal(error, shownAddress);
  }
}

async function createPostgis(db: Database, shownAddress: string): Promise<void> {
  const installed = await db.raw(`select 1 from pg_extension where extname = 'postgis'`);
  if (installed.rows.length > 0) return;
  try {
    await db.raw('create extension if not exists postgis with schema public');
  } catch (error) {
    const { code } = error as { code?: string };
    // Another starter was quicker.
    if (code === '23505' || code === '42710') return;
    if (code === '42501')
      throw new Refusal(`PostGIS is not enabled at ${shownAddress} and this user may not enable it. As a superuser run there: create extension postgis;`);
    if (code === '0A000' || code === '58P01')
      throw new Refusal(
        `PostGIS is not installed on the server at ${shownAddress}. Install it there (Debian: apt install postgresql-15-postgis-3) and start again.`,
      );
    throw error;
  }
}

/** The one-line message for an error met while connecting; other errors are returned as they are. */
function connectionRefusal(error: unknown, shownAddress: string): unknown {
  const { code, message } = error as { code?: string; message?: string };
  switch (code) {
    case 'ECONNREFUSED':
      return new Refusal(`No database answers at ${shownAddress}. Start it, or correct host and port in DATABASE_URL.`);
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new Refusal(`The host in DATABASE_URL (${shownAddress}) is not known. Correct its name.`);
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
      return new Refusal(`The database at ${shownAddress} does not answer. Check the host in DATABASE_URL and the firewall.`);
    case '28P01':
    case '28000':
      return new Refusal(`The database at ${shownAddress} refuses this user or password. Correct them in DATABASE_URL.`);
    case '3D000':
      return new Refusal(`The database named in ${shownAddress} does not exist. Create it (createdb NAME), or correct DATABASE_URL.`);
    case '57P03':
      return new Refusal(`The database at ${shownAddress} is still starting. Try again in a moment.`);
    case '53300':
      return new Refusal(`The database at ${shownAddress} has no free connection. Raise max_connections, or stop other clients.`);
    case 'ERR_INVALID_URL':
      return new Refusal(
        `DATABASE_URL (${shownAddress}) is no address. In user and password write / as %2F, @ as %40, : as %3A, % as %25; a port is below 65536.`,
      );
    case 'ECONNRESET':
    case 'EPIPE':
      return new Refusal(`What listens at ${shownAddress} does not speak like PostgreSQL. Correct host and port in DATABASE_URL.`);
  }
  if (message?.includes('timeout expired'))
    return new Refusal(`The database at ${shownAddress} does not answer. Check the host in DATABASE_URL and the firewall.`);
  if (message?.includes('client password must be a string'))
    return new Refusal(`The database at ${shownAddress} asks for a password. Put it into DATABASE_URL.`);
  if (message?.includes('Connection terminated'))
    return new Refusal(`The database at ${shownAddress} broke the connection. Look into its log, or correct host and port in DATABASE_URL.`);
  if (message?.includes('SSL'))
    return new Refusal(`The database at ${shownAddress}: ${message}. Correct sslmode in DATABASE_URL (sslmode=disable on a closed network).`);
  return error;
}
