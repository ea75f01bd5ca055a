import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Knex } from 'knex';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { backup } from '../../server/db/backup.ts';
import { checkEngine, connect } from '../../server/db/connect.ts';
import { startEmbedded } from '../../server/db/embedded.ts';
import { migrate } from '../../server/db/migrate.ts';
import { restore } from '../../server/db/restore.ts';
import { photoFiles } from '../../server/photos/backup.ts';
import { PhotoFolder } from '../../server/photos/folder.ts';
import { describeNative, testDatabase } from '../support/database.ts';
import { phonePhoto } from '../support/pictures.ts';

const database = await testDatabase({ demo: 'none', commits: true });
const folder = mkdtempSync(join(tmpdir(), 'alleygrid-backup-'));
const file = join(folder, 'district.backup');
const now = new Date('2026-11-20T02:00:00Z');
const pool = database.pool;
const district = database.session.schema;

/** Values that a careless text format loses, and references that point forwards. */
const FILL = `
  insert into units (code, name, kind, attributes) values ('a', E'tab\\tline\\nback\\\\slash "quote" {brace}', 'department', '{"q?": "它的\\\\n"}'), ('b', '', 'department', '{}'), ('c', '城管局', 'department', '{}');
  delete from units where code = 'c';
  insert into people (code, name, role, unit_id, grid_paths) values ('p1', '张三', 'grid_worker', 1, array['g0/g1', 'with "quote", and {brace}', 'null']), ('p2', 'NULL', 'planner', null, '{}');
  insert into settings (key, value) values ('metric_srid', '4547'), ('labels', '["区县", null, 1.50]') on conflict (key) do update set value = excluded.value;
  insert into grids (id, code, path, level, parent_id, name, geom) overriding system value values
    (7, 'g1', 'g0/g1', 2, null, '街道', st_multi(st_makeenvelope(114.6, 33.6, 114.65, 33.65, 4326))), (9, 'g0', 'g0', 1, null, '区', null);
  update grids set parent_id = 9 where id = 7;
  select setval(pg_get_serial_sequence('grids', 'id'), 9);
  insert into campaigns (code, name, starts_on) values ('r1', '第一轮', '2026-05-01');
  insert into households (code, path, geom, address) values ('h1', 'g0/g1', st_setsrid(st_makepoint(114.612345678901, 33.6), 4326), '1号?'), ('h2', null, st_setsrid(st_makepoint(0, 0), 4326), '');
  insert into household_coverage (household_id, campaign_id, path, kind, state, last_visited_at, point_m) values (1, 1, 'g0/g1', 'household', 'covered', '2026-05-02 08:30:00.123456+08', st_point(500000.1, 3700000.2, 4547));
  insert into work_types (code, name, name_en, unit, dimension, family, sort_order) values ('paving', '路面', 'Paving', 'm2', 'area', 'road', 1) on conflict do nothing;
  insert into works (code, work_type, quantity, unit, as_of, flags) values ('w1', 'paving', 12345678901234567890.0100, 'm2', '2026-11-01', array['a']);
  insert into layer_revisions (layer, revision) values ('grids-1', 5) on conflict (layer) do update set revision = 5;`;

async function asOwner<Result>(owned: Knex, schema: string, run: (db: Knex.Transaction) => Promise<Result>): Promise<Result> {
  return owned.transaction(async (db) => {
    await db.raw(`select set_config('search_path', ? || ', public', true)`, [schema]);
    return run(db);
  });
}

/** The rows of a backup by table, in an order that no collation decides. */
function content(path: string): Record<string, string[]> {
  const tables: Record<string, string[]> = {};
  let table = '';
  for (const line of gunzipSync(readFileSync(path)).toString('utf8').trimEnd().split('\n').slice(1)) {
    const value = JSON.parse(line);
    if (!Array.isArray(value)) table = line;
    tables[table] = [...(tables[table] ?? []), ...(Array.isArray(value) ? [line] : [])];
  }
  for (const lines of Object.values(tables)) lines.sort();
  return tables;
}

beforeAll(async () => {
  await asOwner(pool, district, (db) => db.raw(FILL.replaceAll('?', '\\?')));
  await backup(pool, district, file, now);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a backup holds every row', () => {
  const rows = (name: string) => Object.entries(content(file)).find(([header]) => header.includes(`"table":"${name}"`))?.[1];
  expect(rows('units')).toHaveLength(2);
  expect(rows('works')?.[0]).toContain('12345678901234567890.0100');
  expect(rows('household_coverage')?.[0]).toContain('2026-05-02 00:30:00.123456+00');
});

test('a restored district equals the one that was backed up, and ids go on where they were', async () => {
  const copy = join(folder, 'copy.backup');
  await restore(pool, 'copy', file, { replace: false });
  await backup(pool, 'copy', copy, now);
  expect(content(copy)).toEqual(content(file));
  await asOwner(pool, 'copy', async (db) => {
    expect(await db('units').insert({ code: 'd', name: 'new' }).returning('id')).toEqual([{ id: 4 }]);
    await expect(db.transaction((inner) => inner('people').insert({ code: 'p3', name: 'x', role: 'planner', unit_id: 99 }))).rejects.toMatchObject({
      constraint: 'people_unit_fkey',
    });
  });
  await pool.raw('drop schema copy cascade');
});

test('a district that holds something is not overwritten unasked', async () => {
  await expect(restore(pool, district, file, { replace: false })).rejects.toThrow(/not empty.*--replace/);
});

test('--replace puts the backup in the place of what was there, and tiles get new revisions', async () => {
  await restore(pool, 'changed', file, { replace: false });
  await asOwner(pool, 'changed', (db) => db.raw(`update units set name = 'changed'; update layer_revisions set revision = 8 where layer = 'grids-1'`));
  await restore(pool, 'changed', file, { replace: true });
  await asOwner(pool, 'changed', async (db) => {
    expect(await db('units').where({ name: 'changed' })).toEqual([]);
    expect(await db('layer_revisions').where({ layer: 'grids-1' }).first('revision')).toEqual({ revision: 9 });
  });
  await pool.raw('drop schema changed cascade');
});

test('a file that was cut off, is no backup or is newer leaves everything as it was', async () => {
  const whole = gunzipSync(readFileSync(file)).toString('utf8');
  const cases: [string, Buffer, RegExp][] = [
    ['cut.backup', readFileSync(file).subarray(0, -40), /damaged|not whole/],
    ['no-end.backup', gzipSync(whole.trimEnd().split('\n').slice(0, -1).join('\n')), /not whole/],
    ['text.backup', Buffer.from('hello'), /damaged or not a backup/],
    ['newer.backup', gzipSync(whole.replace('"migrations":[', '"migrations":[{"name":"9999_future.sql","hash":"x"},')), /newer than this program/],
  ];
  for (const [name, bytes, message] of cases) {
    writeFileSync(join(folder, name), bytes);
    await expect(restore(pool, district, join(folder, name), { replace: true }), name).rejects.toThrow(message);
  }
  await expect(restore(pool, district, join(folder, 'absent'), { replace: true })).rejects.toThrow(/cannot be read/);
  const after = join(folder, 'after.backup');
  await backup(pool, district, after, now);
  expect(content(after)).toEqual(content(file));
  const { rows } = await pool.raw(`select 1 from pg_namespace where nspname like '%restoring'`);
  expect(rows).toEqual([]);
});

test('a file that cannot be written is refused, and nothing half-made is left', async () => {
  await expect(backup(pool, district, join(folder, 'absent/district.backup'), now)).rejects.toThrow(/cannot be written/);
  mkdirSync(join(folder, 'taken'));
  await expect(backup(pool, district, join(folder, 'taken'), now)).rejects.toThrow(/cannot be written/);
  expect(existsSync(join(folder, 'taken.part'))).toBe(false);
});

test('photos travel with the rows that name them; one that is lost is told, one that was changed is refused', async () => {
  const [here, there] = [new PhotoFolder(join(folder, 'photos')), new PhotoFolder(join(folder, 'restored-photos'))];
  const jpeg = await phonePhoto(60, 40);
  const [kept, lost] = [PhotoFolder.nameOf(jpeg), '0'.repeat(64)];
  await here.keepImage(kept, jpeg);
  await asOwner(pool, district, (db) =>
    db('photos').insert(
      [kept, kept, lost].map((sha256) => ({ client_uuid: randomUUID(), content_digest: '', sha256, width_px: 60, height_px: 40, bytes: 1, taken_by: 1 })),
    ),
  );
  const copy = join(folder, 'with-photos.backup');
  expect(await backup(pool, district, copy, now, { files: photoFiles(here) })).toMatchObject({ files: 1, missingFiles: 1 });
  expect(await restore(pool, 'photographed', copy, { replace: false, files: photoFiles(there) })).toMatchObject({ files: 1 });
  expect(await there.read(kept)).toEqual(jpeg);
  expect(await there.has(kept, 'thumb')).toBe(true);
  await pool.raw('drop schema photographed cascade');
  const text = gunzipSync(readFileSync(copy)).toString('utf8');
  writeFileSync(copy, gzipSync(text.replace(kept, '1'.repeat(64)).replace(`"file":"${kept}"`, `"file":"${'1'.repeat(64)}"`)));
  await expect(restore(pool, 'photographed', copy, { replace: false, files: photoFiles(there) })).rejects.toThrow(/damaged.*photo/);
  await asOwner(pool, district, (db) => db('photos').delete());
});

describeNative('across the engines', () => {
  test('a backup of the native engine goes through the embedded one and back unchanged', async () => {
    const embedded = await startEmbedded(join(folder, 'embedded'));
    const inside = connect({ engine: 'embedded', socketDir: embedded.socketDir });
    try {
      await checkEngine(inside, 'embedded');
      await migrate(inside, 'district');
      await restore(inside, 'district', file, { replace: false });
      await backup(inside, 'district', join(folder, 'embedded.backup'), now);
      await restore(pool, 'returned', join(folder, 'embedded.backup'), { replace: false });
      await backup(pool, 'returned', join(folder, 'returned.backup'), now);
    } finally {
      await inside.destroy();
      await embedded.stop();
    }
    expect(content(join(folder, 'returned.backup'))).toEqual(content(file));
    await pool.raw('drop schema returned cascade');
  });
});
