import type { Knex } from 'knex';
import { createWithActor, type Session, type WithActor } from './actor.ts';
import { checkEngine, connect, type Engine } from './connect.ts';
import { startEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';

export interface OpenOptions {
  /** null = the embedded engine in dataDir. */
  databaseUrl: string | null;
  dataDir: string;
  /** Schema of the district. */
  district: string;
  /** What takes long, in a sentence for the terminal. */
  onProgress?: (text: string) => void;
  /** The embedded engine keeps dying. */
  onGiveUp?: (reason: string) => void;
}

/** An open, migrated database of one district. */
export interface OpenDatabase {
  engine: Engine;
  pool: Knex;
  session: Session;
  withActor: WithActor;
  /** The last migration the schema has. */
  migration: string;
  /** For messages: the URL without its password, or the data folder. */
  shownAddress: string;
  /** Runs fn as the schema's owner in one transaction without time limit: for loading, backup and restore. */
  asOwner<Result>(fn: (db: Knex.Transaction) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

const STATEMENT_TIMEOUT_MS = 30_000;
/** A query that still runs when the server stops is cut off with its connection. */
const DRAIN_MS = 500;

/**
 * Starts or connects to the database, makes sure of PostGIS, migrates.
 * @throws Refusal with one line for everything that can be wrong with the address, the folder or the schema.
 */
export async function openDatabase(options: OpenOptions): Promise<OpenDatabase> {
  const { databaseUrl, dataDir, district, onProgress = () => undefined } = options;
  const embedded = databaseUrl === null ? await startEmbedded(dataDir, { onProgress, ...(options.onGiveUp ? { onGiveUp: options.onGiveUp } : {}) }) : null;
  const shownAddress = databaseUrl === null ? dataDir : maskUrl(databaseUrl);
  const pool = connect(databaseUrl === null ? { engine: 'embedded', socketDir: embedded?.socketDir ?? '' } : { engine: 'native', url: databaseUrl });
  const close = async () => {
    await Promise.race([pool.destroy(), new Promise((resolve) => setTimeout(resolve, DRAIN_MS).unref())]);
    await embedded?.stop();
  };
  try {
    const engine = await checkEngine(pool, shownAddress);
    const { current, databaseRole, wallRole } = await migrate(pool, district, undefined, (name) => onProgress(`Migrating: ${name}`));
    const session: Session = { schema: district, databaseRole, wallRole, statementTimeoutMs: STATEMENT_TIMEOUT_MS };
    return {
      engine,
      pool,
      session,
      withActor: createWithActor(pool, session),
      migration: current,
      shownAddress,
      asOwner: (fn) => asOwner(pool, district, fn),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function asOwner<Result>(pool: Knex, district: string, fn: (db: Knex.Transaction) => Promise<Result>): Promise<Result> {
  return pool.transaction(async (db) => {
    await db.raw(`select set_config('search_path', ? || ', public', true), set_config('statement_timeout', '0', true)`, [district]);
    return fn(db);
  });
}

/** The URL without its password: for messages. Everything up to the last @ may be password. */
export function maskUrl(text: string): string {
  return text.replace(/(:\/\/[^:/@]*):.*@/, '$1:***@').replace(/([?&]password=)[^&]*/, '$1***');
}
