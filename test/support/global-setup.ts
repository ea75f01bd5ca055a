/** Runs once per vitest project: starts the engine under test and tells the test files where it is. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '../../server/db/embedded.ts';
import type { EngineName } from '../../server/db/engine.ts';
import { findPostgres, startCluster } from './cluster.ts';
import { dropDatabases } from './template.ts';

/** Where the files of this run find their engine. */
export interface TestServer {
  engine: EngineName;
  /** Native: a database from which others are created. */
  maintenanceUrl: string;
  /** Native: how the names of this run's databases begin. */
  prefix: string;
  /** Embedded: folder of the unix socket. */
  socketDir: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServer;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const wanted = process.env.TEST_ENGINE as EngineName | undefined;
  const engine = wanted ?? (process.env.TEST_DATABASE_URL || findPostgres() ? 'native' : 'embedded');
  const [server, stop] = engine === 'native' ? await native() : await embedded();
  project.provide('testServer', server);
  return stop;
}

async function native(): Promise<[TestServer, () => Promise<void>]> {
  const given = process.env.TEST_DATABASE_URL;
  const prefix = `alleygrid_test_${randomBytes(4).toString('hex')}`;
  if (given) return [{ engine: 'native', maintenanceUrl: given, prefix, socketDir: '' }, () => dropDatabases(given, prefix)];
  const bin = findPostgres();
  if (bin === null) throw new Error('No PostgreSQL 15+ with PostGIS on this machine. Install postgresql-15-postgis-3, or set TEST_DATABASE_URL.');
  const cluster = await startCluster(bin);
  return [{ engine: 'native', maintenanceUrl: cluster.url('postgres'), prefix, socketDir: '' }, cluster.stop];
}

async function embedded(): Promise<[TestServer, () => Promise<void>]> {
  const folder = mkdtempSync(join(tmpdir(), 'alleygrid-embedded-'));
  const database = await startEmbedded(folder, { onGiveUp: (reason) => console.error(reason) });
  const stop = async () => {
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return [{ engine: 'embedded', maintenanceUrl: '', prefix: '', socketDir: database.socketDir }, stop];
}
