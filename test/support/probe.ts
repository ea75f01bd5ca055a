/** Prints, as one line of JSON, which engines and which browser this machine can test with. test/run.mjs reads it. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chromiumPath } from './browser.ts';
import { findPostgres } from './cluster.ts';

/** version null: not available, for the reason given. */
interface Found {
  version: string | null;
  reason: string;
}

const NODE_MODULES = new URL('../../node_modules/', import.meta.url);
const packageVersion = (name: string): string => JSON.parse(readFileSync(new URL(`${name}/package.json`, NODE_MODULES), 'utf8')).version;

function native(): Found {
  if (process.env.TEST_DATABASE_URL) return { version: 'TEST_DATABASE_URL', reason: '' };
  const bin = findPostgres();
  if (bin === null) return { version: null, reason: 'no PostgreSQL 15+ with PostGIS (apt install postgresql-15-postgis-3, or set TEST_DATABASE_URL)' };
  const postgres = /[\d.]+/.exec(execFileSync(`${bin}/postgres`, ['--version'], { encoding: 'utf8' }))?.[0];
  const control = readFileSync(`/usr/share/postgresql/${bin.split('/').at(-2)}/extension/postgis.control`, 'utf8');
  return { version: `PostgreSQL ${postgres}, PostGIS ${/default_version = '([^']+)'/.exec(control)?.[1]}`, reason: '' };
}

function embedded(): Found {
  return { version: `PGlite ${packageVersion('@electric-sql/pglite')}, postgis ${packageVersion('@electric-sql/pglite-postgis')}`, reason: '' };
}

function browser(): Found {
  try {
    return {
      version: execFileSync(chromiumPath(), ['--version', '--no-sandbox'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim(),
      reason: '',
    };
  } catch (error) {
    return { version: null, reason: (error as Error).message };
  }
}

process.stdout.write(`${JSON.stringify({ native: native(), embedded: embedded(), browser: browser() })}\n`);
