import type { Knex } from 'knex';
import type { Database } from './sql.ts';

/** native = a PostgreSQL server (DATABASE_URL); embedded = PGlite in a child process. What differs between them is hidden in server/db. */
export type EngineName = 'native' | 'embedded';

/** knex hands its configuration on to every transaction, so the engine's name travels with the handle. */
export interface EngineConfig extends Knex.Config {
  engine: EngineName;
}

/** Which engine a handle (pool or transaction) talks to. Only bulk loading and diagnostics may care. */
export function engineOf(db: Database): EngineName {
  const config: Partial<EngineConfig> = db.client.config;
  return config.engine ?? 'native';
}
