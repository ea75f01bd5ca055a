import { describe, expect, test } from 'vitest';
import { GEOMETRY_FAILED } from '../../server/db/embedded-exceptions.ts';
import { migrate, readMigrations } from '../../server/db/migrate.ts';
import { describeNative, engineName, testDatabase } from '../support/database.ts';

const database = await testDatabase({ demo: 'none' });

test('a test sees the engine it asked for, with PostGIS', () => {
  expect(database.engine.name).toBe(engineName);
  expect(Number.parseInt(database.engine.postgisVersion, 10)).toBeGreaterThanOrEqual(3);
});

test('a transaction of a test leaves nothing behind', async () => {
  await database.inTransaction(async (db) => {
    await db('units').insert({ code: 'gone', name: '城管局' });
    expect(await db('units').where({ code: 'gone' })).toHaveLength(1);
  });
  await database.inTransaction(async (db) => expect(await db('units').where({ code: 'gone' })).toHaveLength(0));
});

test('handlers run as the application role, and the test is the owner again afterwards', async () => {
  await database.inTransaction(async (db) => {
    const role = async (handle: typeof db) => (await handle.raw('select current_user as name')).rows[0].name as string;
    const owner = await role(db);
    const inside = await database.withActorOn(db)({ personId: 7, role: 'planner', scopePath: 'a/b' }, async (handle) => {
      const { rows } = await handle.raw(`select current_setting('app.actor_id') as id, current_setting('app.scope_path') as path`);
      expect(rows[0]).toEqual({ id: '7', path: 'a/b' });
      return role(handle);
    });
    expect(inside).toBe(database.session.databaseRole);
    expect(await role(db)).toBe(owner);
  });
});

test('the application role may not touch the list of migrations', async () => {
  const attempt = database.inTransaction((db) =>
    database.withActorOn(db)({ personId: null, role: 'reader', scopePath: '' }, (handle) => handle('schema_migrations').delete()),
  );
  await expect(attempt).rejects.toMatchObject({ code: '42501' });
});

test('int8, numeric and date arrive as number, number and text', async () => {
  const { rows } = await database.pool.raw(
    `select 9007199254740991::int8 as id, 12.5::numeric as quantity, date '2026-03-01' as day, array[1,2]::int8[] as ids`,
  );
  expect(rows[0]).toEqual({ id: 9007199254740991, quantity: 12.5, day: '2026-03-01', ids: [1, 2] });
});

test('a refused statement does not shift the answers of the next ones', () =>
  database.inTransaction(async (db) => {
    const attempt = (text: string, value: string | number) => db.transaction((inner) => inner.raw(text, [value]));
    await expect(attempt('select ?::int / 0 as n', 1)).rejects.toMatchObject({ code: '22012' });
    await expect(attempt('select ?::int as n', 'x')).rejects.toMatchObject({ code: '22P02' });
    await expect(attempt('selec ?::int as n', 1)).rejects.toMatchObject({ code: '42601' });
    for (const n of [1, 2, 3]) expect((await db.raw('select ?::int as n', [n])).rows).toEqual([{ n }]);
  }));

test('a statement that fails while it runs gives back its settings, and does not shift the answers of the next ones', () =>
  database.inTransaction(async (db) => {
    const attempt = db.transaction(async (inner) => {
      await inner.raw(`select set_config('search_path', 'public', true)`);
      await inner.raw('select 1 / (n - ?::int) from generate_series(1, 3) n', [2]);
    });
    await expect(attempt).rejects.toMatchObject({ code: '22012' });
    for (const n of [1, 2, 3]) expect((await db.raw('select ?::int as n', [n])).rows).toEqual([{ n }]);
  }));

describe.runIf(engineName === 'embedded')('an exception inside the embedded geometry library', () => {
  // A circle and itself, turned by a hair: GEOS throws, and PostgreSQL's tries again with snapping.
  const circle = 'st_buffer(st_makepoint(397000, 137000), 1000, 100)';
  const cut = `select n, st_area(st_intersection(${circle}, st_rotate(${circle}, n * 1e-12, 397000, 137000))) from generate_series(12, 1, -1) n`;

  test('is an error of the statement, never an answer that lacks rows', () =>
    database.inTransaction(async (db) => {
      for (let round = 0; round < 3; round++) {
        await expect(db.transaction((inner) => inner.raw(cut))).rejects.toMatchObject({ code: GEOMETRY_FAILED });
        expect((await db.raw('select ?::int as n', [round])).rows).toEqual([{ n: round }]);
      }
    }));
});

test('a second migration does nothing', async () => {
  const again = await migrate(database.pool, database.session.schema);
  expect(again).toMatchObject({ applied: [], current: readMigrations().at(-1)?.name });
});

describeNative('two starters at once', () => {
  test('migrate a new schema once', async () => {
    const both = await Promise.all([migrate(database.pool, 'shared_by_two'), migrate(database.pool, 'shared_by_two')]);
    const names = both.flatMap(({ applied }) => applied).sort();
    expect(names).toEqual(readMigrations().map(({ name }) => name));
  });
});
