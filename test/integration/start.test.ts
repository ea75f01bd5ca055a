import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { startEmbedded } from '../../server/db/embedded.ts';
import { describeNative, engineName, testDatabase } from '../support/database.ts';
import { processesNaming, type ServerProcess, startServer } from '../support/server-process.ts';

const database = await testDatabase({ demo: 'none' });
const folder = mkdtempSync(join(tmpdir(), 'alleygrid-start-'));
const started: ServerProcess[] = [];
const start = (environment: Record<string, string>) => {
  const server = startServer({ DEMO: 'none', LOG_LEVEL: 'warn', DATA_DIR: join(folder, 'unused'), ...environment });
  started.push(server);
  return server;
};
afterAll(async () => {
  await Promise.all(started.map((server) => server.exit('SIGKILL')));
  rmSync(folder, { recursive: true, force: true });
});

/** What an operator reads when the server does not start. */
async function refusal(environment: Record<string, string>): Promise<string> {
  const server = start(environment);
  const { code } = await server.exit();
  expect(code).toBe(1);
  expect(server.stderr().trimEnd().split('\n')).toHaveLength(1);
  // knex, left to itself, prints stacks beside our one line.
  expect(server.stdout()).not.toMatch(/\n\s+at |Error/i);
  return server.stderr().trimEnd();
}

describe('one line with the remedy', () => {
  test('busy port, before any database is touched', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    expect(await refusal({ PORT: String(port), DATA_DIR: join(folder, 'busy') })).toMatch(new RegExp(`^Port ${port} is busy\\. .*PORT=${port + 1} npm start$`));
    expect(existsSync(join(folder, 'busy'))).toBe(false);
    other.close();
  });

  test('variable that cannot be used', async () => {
    expect(await refusal({ DISTRICT: 'No District' })).toMatch(/^DISTRICT is not usable/);
  });

  test('no database at the address', async () => {
    expect(await refusal({ DATABASE_URL: 'postgres://me:s3cret@127.0.0.1:9/city' })).toBe(
      'No database answers at postgres://me:***@127.0.0.1:9/city. Start it, or correct host and port in DATABASE_URL.',
    );
  });

  test('folder that cannot be written', async () => {
    expect(await refusal({ DATA_DIR: '/dev/null/data' })).toMatch(/^DATA_DIR=\/dev\/null\/data cannot be written .* set DATA_DIR to another one\.$/);
  });

  test('folder whose database is damaged, or of which a part is missing: nothing new is made in its place', async () => {
    const whole = join(folder, 'whole');
    const made = await startEmbedded(whole);
    await made.stop();
    const damages: Record<string, (database: string) => void> = {
      control: (database) => truncateSync(join(database, 'global/pg_control'), 100),
      version: (database) => rmSync(join(database, 'PG_VERSION')),
      gone: (database) => rmSync(database, { recursive: true }),
    };
    // The lock that a start takes and leaves when it fails is no part of the database.
    const filesOf = (data: string) =>
      existsSync(join(data, 'database')) ? readdirSync(join(data, 'database')).filter((name) => name !== 'postmaster.pid') : null;
    for (const [name, damage] of Object.entries(damages)) {
      const hurt = join(folder, name);
      cpSync(whole, hurt, { recursive: true });
      damage(join(hurt, 'database'));
      const before = filesOf(hurt);
      expect(await refusal({ DATA_DIR: hurt }), name).toMatch(
        /^The embedded database in \S+ is damaged \(.+\)\. Restore a backup .* or move \S+ away to begin anew\.$/,
      );
      expect(filesOf(hurt)).toEqual(before);
    }
  }, 90_000);

  test('old Node', () => {
    const code = `import('./server/bootstrap.mjs').then((bootstrap) => bootstrap.checkNode('v18.20.8'))`;
    const { status, stderr } = spawnSync(process.execPath, ['-e', code], { cwd: new URL('../../', import.meta.url), encoding: 'utf8' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/^Node v18\.20\.8 is too old: .*\n$/);
  });
});

describeNative('one line with the remedy, PostgreSQL', () => {
  const url = database.url ?? '';
  const other = (name: string) => url.replace(/\/[^/?]*\?/, `/${name}?`);

  test('no such database', async () => {
    expect(await refusal({ DATABASE_URL: other('absent') })).toMatch(/does not exist\. Create it \(createdb NAME\), or correct DATABASE_URL\.$/);
  });

  test('no such user', async () => {
    expect(await refusal({ DATABASE_URL: url.replace('postgres@', 'nobody_here@') })).toMatch(
      /refuses this user or password\. Correct them in DATABASE_URL\.$/,
    );
  });

  test('wrong password, missing password', async () => {
    await database.pool.raw(`create role alleygrid_locked login password 'right'`);
    const { hba_file: hba } = (await database.pool.raw('show hba_file')).rows[0];
    const before = readFileSync(hba, 'utf8');
    writeFileSync(hba, `local all alleygrid_locked scram-sha-256\nhost all alleygrid_locked all scram-sha-256\n${before}`);
    const as = (user: string) => url.replace('postgres@', `${user}@`);
    try {
      await database.pool.raw('select pg_reload_conf()');
      await expect
        .poll(() => refusal({ DATABASE_URL: as('alleygrid_locked') }), { timeout: 20_000 })
        .toMatch(/asks for a password\. Put it into DATABASE_URL\.$/);
      const message = await refusal({ DATABASE_URL: as('alleygrid_locked:wr0ng') });
      expect(message).toMatch(/refuses this user or password\. Correct them in DATABASE_URL\.$/);
      expect(message).not.toContain('wr0ng');
    } finally {
      writeFileSync(hba, before);
      await database.pool.raw('select pg_reload_conf()');
      await database.pool.raw('drop role alleygrid_locked');
    }
  });

  test('an address that is none, and a server that is not PostgreSQL', async () => {
    expect(await refusal({ DATABASE_URL: 'postgres://me:se/cret@127.0.0.1/city' })).toMatch(
      /^DATABASE_URL \(postgres:\/\/me:\*\*\*@\S+\) is no address\. .*write \/ as %2F/,
    );
    const other = createServer((socket) => socket.once('data', () => socket.resetAndDestroy())).listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    expect(await refusal({ DATABASE_URL: `postgres://me@127.0.0.1:${port}/city` })).toMatch(/Correct host and port in DATABASE_URL\.$/);
    other.close();
  });

  test('PostGIS not enabled, and the user may not enable it', async () => {
    await database.pool.raw('create role alleygrid_plain login');
    await database.pool.raw('create database alleygrid_bare owner alleygrid_plain');
    try {
      const message = await refusal({ DATABASE_URL: other('alleygrid_bare').replace('postgres@', 'alleygrid_plain@') });
      expect(message).toMatch(/^PostGIS is not enabled .*create extension postgis;$/);
    } finally {
      await database.pool.raw('drop database alleygrid_bare with (force)');
      await database.pool.raw('drop role alleygrid_plain');
    }
  });

  test('schema newer than the program', async () => {
    await database.pool.raw(`insert into district.schema_migrations (name, hash) values ('9999_future.sql', 'x')`);
    try {
      expect(await refusal({ DATABASE_URL: url })).toMatch(/^The schema “district” is newer than this program \(it has 9999_future\.sql\)\./);
    } finally {
      await database.pool.raw(`delete from district.schema_migrations where name = '9999_future.sql'`);
    }
  });

  test('a user that owns only a schema can run the server', async () => {
    await database.pool.raw('create role alleygrid_owner login');
    await database.pool.raw('create schema owned authorization alleygrid_owner');
    const server = start({ DATABASE_URL: url.replace('postgres@', 'alleygrid_owner@'), DISTRICT: 'owned' });
    const address = await server.ready();
    expect(await (await fetch(`${address}api/health`)).json()).toMatchObject({ engine: 'native', district: 'owned' });
    expect(await server.exit('SIGTERM')).toMatchObject({ code: 0 });
    await database.pool.raw('drop schema owned cascade; drop owned by alleygrid_owner; drop role alleygrid_owner');
  });
});

describe('a first and a second start', () => {
  const environment: Record<string, string> =
    engineName === 'native' ? { DATABASE_URL: database.url ?? '', DISTRICT: 'first_start' } : { DATA_DIR: join(folder, 'first') };

  test('the first creates the demo district and serves it; SIGTERM ends it within five seconds', async () => {
    const server = start({ ...environment, DEMO: 'S' });
    const address = await server.ready();
    expect(server.stdout()).toMatch(/Creating the demo district \(S\)/);
    const health = await (await fetch(`${address}api/health`)).json();
    expect(health).toMatchObject({ status: 'ok', engine: engineName });
    expect(health.rows.households).toBeGreaterThan(100);
    const { code, ms } = await server.exit('SIGTERM');
    expect(code).toBe(0);
    expect(ms).toBeLessThan(5000);
    expect(processesNaming(join(folder, 'first'))).toEqual([]);
    expect(existsSync(join(folder, 'first/lock'))).toBe(false);
  });

  test('the second repeats no work and finds the same rows; Ctrl-C ends it', async () => {
    const server = start({ ...environment, DEMO: 'S' });
    const address = await server.ready();
    expect(server.stdout()).not.toMatch(/Creating|Migrating/);
    expect((await (await fetch(`${address}api/health`)).json()).rows.households).toBeGreaterThan(100);
    expect(await server.exit('SIGINT')).toMatchObject({ code: 0 });
  });
});

describe.runIf(engineName === 'embedded')('the embedded database', () => {
  const dataDir = join(folder, 'embedded');

  test('a second start on the same folder is refused, and harms nothing', async () => {
    const first = start({ DATA_DIR: dataDir });
    const address = await first.ready();
    expect(await refusal({ DATA_DIR: dataDir })).toMatch(/in use by process \d+\. Stop that server .*set DATA_DIR to another folder\.$/);
    expect((await fetch(`${address}api/health`)).status).toBe(200);
    expect(await first.exit('SIGTERM')).toMatchObject({ code: 0 });
  });

  test('when its process dies another takes its place', async () => {
    const server = start({ DATA_DIR: dataDir });
    const address = await server.ready();
    const [child] = processesNaming(dataDir);
    process.kill(child ?? 0, 'SIGKILL');
    await expect.poll(async () => (await fetch(`${address}api/health`)).status, { timeout: 30_000, interval: 500 }).toBe(200);
    expect(processesNaming(dataDir)).not.toContain(child);
    expect(await server.exit('SIGTERM')).toMatchObject({ code: 0 });
  });

  test('when the server is killed its database goes too, and the folder can be opened again', async () => {
    const killed = start({ DATA_DIR: dataDir });
    await killed.ready();
    await killed.exit('SIGKILL');
    await expect.poll(() => processesNaming(dataDir), { timeout: 20_000 }).toEqual([]);
    const next = start({ DATA_DIR: dataDir });
    await next.ready();
    expect(await next.exit('SIGTERM')).toMatchObject({ code: 0 });
  });
});
