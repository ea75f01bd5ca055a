/**
 * A real database for a test file, on the engine under test (TEST_ENGINE=native|embedded; `npm test` runs the files on both).
 *
 *   const database = await testDatabase({ demo: 'S' });            // top level of the file; 'none' = migrated and empty
 *   test('…', () => database.inTransaction(async (db) => {         // rolled back afterwards; db has the district's search_path
 *     await db('units').insert({ … });
 *     const app = createApp({ withActor: database.withActorOn(db), … });   // handlers run in savepoints of that transaction
 *   }));
 *
 * Native: the file has its own clone of a template database, so `database.pool` and `database.withActor` may also commit. Embedded: all files
 * share one database; a file that commits asks for `testDatabase({ demo, commits: true })` and gets a schema of its own.
 *
 *   describeNative('concurrency', () => { … })     skipped by name on the embedded engine; `engineName` tells which one it is
 */
import type { Knex } from 'knex';
import { afterAll, describe, inject } from 'vitest';
import { createWithActor, type Session, type WithActor } from '../../server/db/actor.ts';
import { checkEngine, connect, type Engine } from '../../server/db/connect.ts';
import type { EngineName } from '../../server/db/engine.ts';
import { migrate } from '../../server/db/migrate.ts';
import { cloneDatabase } from './template.ts';
import { loadTestDemo, type TestDemo } from './test-demo.ts';

const server = inject('testServer');

/** The engine this run tests. */
export const engineName: EngineName = server.engine;

/** A describe for what only a PostgreSQL server can do: concurrency, several servers, query plans, COPY, ST_AsMVT, size L, timeouts. */
export const describeNative = (name: string, body: () => void): void => {
  describe.skipIf(engineName !== 'native')(`${name} [native]`, body);
};

export interface TestDatabase {
  engine: Engine;
  session: Session;
  /** DATABASE_URL of the file's own database, for starting a server on it; null on the embedded engine. */
  url: string | null;
  /** Commits for real. Set the search path yourself, or use withActor. */
  pool: Knex;
  /** Handlers' database handles that commit for real. */
  withActor: WithActor;
  /** Handlers' database handles inside a test's transaction. The role is given back after each, so that the test stays the owner. */
  withActorOn(db: Knex.Transaction): WithActor;
  /** Runs fn in a transaction of the schema's owner that is rolled back, whatever happens. */
  inTransaction<Result>(fn: (db: Knex.Transaction) => Promise<Result>): Promise<Result>;
}

export interface TestDatabaseOptions {
  demo: TestDemo;
  /** The file commits: on the embedded engine it needs a schema of its own. */
  commits?: boolean;
}

export async function testDatabase(options: TestDatabaseOptions): Promise<TestDatabase> {
  const { close, ...database } = await openTestDatabase(options);
  afterAll(close);
  return database;
}

/** The same for who needs more than one: it lasts until it is closed. */
export async function openTestDatabase({ demo, commits = false }: TestDatabaseOptions): Promise<TestDatabase & { close(): Promise<void> }> {
  const { pool, schema, url } = server.engine === 'native' ? await nativeDatabase(demo) : await embeddedSchema(demo, commits);
  const engine = await checkEngine(pool, 'the test database');
  const { databaseRole, wallRole } = await migrate(pool, schema);
  const session: Session = { schema, databaseRole, wallRole, statementTimeoutMs: 60_000 };
  return {
    engine,
    session,
    url,
    pool,
    withActor: createWithActor(pool, session),
    withActorOn: (db) => returningRole(db, createWithActor(db, session)),
    inTransaction: (fn) => rolledBack(pool, schema, fn),
    close: async () => {
      if (server.engine === 'embedded' && commits) await pool.raw(`drop schema "${schema}" cascade`);
      await pool.destroy();
    },
  };
}

async function nativeDatabase(demo: TestDemo) {
  const url = await cloneDatabase(server.maintenanceUrl, server.prefix, demo, async (templateUrl) => {
    const pool = connect({ engine: 'native', url: templateUrl });
    await prepare(pool, 'district', demo);
    await pool.destroy();
  });
  return { pool: connect({ engine: 'native', url }), schema: 'district', url };
}

async function embeddedSchema(demo: TestDemo, commits: boolean) {
  const pool = connect({ engine: 'embedded', socketDir: server.socketDir });
  const schema = commits ? `own_${process.pid}_${Date.now()}` : `shared_${demo.toLowerCase()}`;
  const { rows } = await pool.raw('select 1 from pg_namespace where nspname = ?', [schema]);
  if (rows.length === 0) await prepare(pool, schema, demo);
  return { pool, schema, url: null };
}

async function prepare(pool: Knex, schema: string, demo: TestDemo): Promise<void> {
  await checkEngine(pool, 'the test database');
  await migrate(pool, schema);
  await loadTestDemo(pool, schema, demo);
}

async function rolledBack<Result>(pool: Knex, schema: string, fn: (db: Knex.Transaction) => Promise<Result>): Promise<Result> {
  const db = await pool.transaction();
  try {
    await db.raw(`select set_config('search_path', ? || ', public', true)`, [schema]);
    return await fn(db);
  } finally {
    await db.rollback();
  }
}

function returningRole(db: Knex.Transaction, withActor: WithActor): WithActor {
  return async (actor, fn) => {
    try {
      return await withActor(actor, fn);
    } finally {
      await db.raw(`select set_config('role', 'none', true)`);
    }
  };
}
