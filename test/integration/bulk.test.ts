import type { Knex } from 'knex';
import { expect, test } from 'vitest';
import { type Batch, bulkInsert, bulkInsertBatches } from '../../server/db/bulk.ts';
import { describeNative, testDatabase } from '../support/database.ts';

const database = await testDatabase({ demo: 'none' });

const CREATE = `create table bulk_rows (id bigint generated always as identity primary key, a smallint, b integer, c real, d double precision, e text, f boolean,
  g timestamptz, h date, i uuid, j jsonb, k numeric, l text[], m geometry, n geometry(Point, 4326), twice integer generated always as (b * 2) stored)`;
const withTable = (run: (db: Knex.Transaction) => Promise<void>) =>
  database.inTransaction(async (db) => {
    await db.raw(CREATE);
    await run(db);
  });

test('every type arrives as PostgreSQL itself would write it', () =>
  withTable(async (db) => {
    const instant = new Date('1969-12-31T23:59:59.123Z');
    await bulkInsert(db, 'bulk_rows', 2, {
      id: { type: 'int8', values: [5, 9_007_199_254_740_000] },
      a: { type: 'int2', values: [-32_768, null] },
      b: { type: 'int4', values: new Int32Array([2_147_483, -2]) },
      c: { type: 'float4', values: [0.5, null] },
      d: { type: 'float8', values: new Float64Array([1 / 3, Number.NaN]) },
      e: { type: 'text', values: ['巷格 {"a"}\\ \t\n', ''] },
      f: { type: 'boolean', values: [true, false] },
      g: { type: 'timestamptz', values: [instant, '2026-03-01T08:00:00.5+08:00'] },
      h: { type: 'date', values: ['1999-12-31', '2026-11-21'] },
      i: { type: 'uuid', values: ['0b5e3f0a-1111-4222-8333-444455556666', null] },
      j: { type: 'jsonb', values: [{ 'q?': ["it's", null] }, 'text'] },
      k: { type: 'numeric', values: ['-12345678901234567890.0100', 1e-7] },
      l: { type: 'text[]', values: [['a"b', 'c\\d', '{,}', '', 'null'], []] },
      m: {
        type: 'geometry',
        srid: 4547,
        values: (row) =>
          row === 0
            ? {
                type: 'MultiPolygon',
                coordinates: [
                  [
                    [
                      [0, 0],
                      [1, 0],
                      [1, 1],
                      [0, 0],
                    ],
                  ],
                ],
              }
            : null,
      },
      n: { type: 'point', srid: 4326, x: [114.65, Number.NaN], y: [33.62, 0] },
    });
    const { rows } = await db.raw(
      `select id, a, b, c, d, e, f, g, h, i, j, k::text, l, st_asewkt(m) as m, st_asewkt(n) as n, twice from bulk_rows order by id`,
    );
    expect(rows).toEqual([
      {
        id: 5,
        a: -32_768,
        b: 2_147_483,
        c: 0.5,
        d: 1 / 3,
        e: '巷格 {"a"}\\ \t\n',
        f: true,
        g: instant,
        h: '1999-12-31',
        i: '0b5e3f0a-1111-4222-8333-444455556666',
        j: { 'q?': ["it's", null] },
        k: '-12345678901234567890.0100',
        l: ['a"b', 'c\\d', '{,}', '', 'null'],
        m: 'SRID=4547;MULTIPOLYGON(((0 0,1 0,1 1,0 0)))',
        n: 'SRID=4326;POINT(114.65 33.62)',
        twice: 4_294_966,
      },
      {
        id: 9_007_199_254_740_000,
        a: null,
        b: -2,
        c: null,
        d: null,
        e: '',
        f: false,
        g: new Date('2026-03-01T00:00:00.5Z'),
        h: '2026-11-21',
        i: null,
        j: 'text',
        k: '0.0000001',
        l: [],
        m: null,
        n: null,
        twice: -4,
      },
    ]);
  }));

test('every kind of geometry arrives', () =>
  withTable(async (db) => {
    const texts = [
      'POINT(1 2)',
      'LINESTRING(0 0,1 1)',
      'POLYGON((0 0,9 0,9 9,0 0),(5 4,6 4,6 5,5 4))',
      'MULTIPOINT(3 4,5 6)',
      'MULTILINESTRING((0 0,1 1),(2 2,3 3))',
      'GEOMETRYCOLLECTION(POINT(1 2),MULTIPOLYGON(((0 0,1 0,1 1,0 0))))',
    ];
    const { rows } = await db.raw(`select st_asgeojson(g)::jsonb as json from unnest(?::text[]) with ordinality as t (g, o) order by o`, [texts]);
    await bulkInsert(db, 'bulk_rows', texts.length, {
      b: { type: 'int4', values: (row) => row },
      m: { type: 'geometry', srid: 4326, values: (row) => rows[row].json },
    });
    const written = await db.raw('select st_asewkt(m) as text from bulk_rows order by b');
    expect(written.rows.map(({ text }: { text: string }) => text)).toEqual(texts.map((text) => `SRID=4326;${text}`));
  }));

test('ids go on after those that were given', () =>
  withTable(async (db) => {
    await bulkInsert(db, 'bulk_rows', 3, { id: { type: 'int8', values: (row) => 100 + row } });
    expect(await db('bulk_rows').insert({ b: 1 }).returning('id')).toEqual([{ id: 103 }]);
  }));

test('batches flow through one after another', () =>
  withTable(async (db) => {
    const drawn: number[] = [];
    async function* batches(): AsyncGenerator<Batch> {
      for (let start = 0; start < 12_000; start += 6000) {
        drawn.push(start);
        yield {
          rows: 6000,
          columns: { b: { type: 'int4', values: (row) => start + row }, e: { type: 'text', values: (row) => `路${start + row}`.repeat(20) } },
        };
      }
    }
    expect(await bulkInsertBatches(db, 'bulk_rows', batches())).toBe(12_000);
    expect(drawn).toEqual([0, 6000]);
    const { rows } = await db.raw(`select count(*) as rows, sum(b) as sum, count(distinct e) as texts from bulk_rows`);
    expect(rows[0]).toEqual({ rows: 12_000, sum: (11_999 * 12_000) / 2, texts: 12_000 });
  }));

test('a refused row refuses the whole load and leaves the transaction’s connection usable', () =>
  withTable(async (db) => {
    const attempt = db.transaction((inner) => bulkInsert(inner, 'bulk_rows', 2, { id: { type: 'int8', values: [1, 1] } }));
    await expect(attempt).rejects.toMatchObject({ code: '23505', constraint: 'bulk_rows_pkey' });
    expect(await db('bulk_rows')).toEqual([]);
  }));

test('batches with other columns than the first are refused', () =>
  withTable(async (db) => {
    const batches: Batch[] = [
      { rows: 1, columns: { b: { type: 'int4', values: [1] } } },
      { rows: 1, columns: { a: { type: 'int2', values: [1] } } },
    ];
    await expect(db.transaction((inner) => bulkInsertBatches(inner, 'bulk_rows', batches))).rejects.toThrow('batches differ in their columns: b / a');
  }));

test('names that are no plain identifiers never reach SQL', () =>
  database.inTransaction(async (db) => {
    await expect(bulkInsert(db, 'units; drop table units', 1, {})).rejects.toThrow('not a plain SQL identifier');
  }));

describeNative('COPY', () => {
  test('a fault in the source ends the load and the connection survives', () =>
    withTable(async (db) => {
      const source = (function* (): Generator<Batch> {
        yield { rows: 1, columns: { b: { type: 'int4', values: [1] } } };
        throw new Error('the file ended early');
      })();
      await expect(db.transaction((inner) => bulkInsertBatches(inner, 'bulk_rows', source))).rejects.toThrow('the file ended early');
      expect(await db('bulk_rows')).toEqual([]);
    }));
});
