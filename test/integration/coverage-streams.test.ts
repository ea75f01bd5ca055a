import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WithActor } from '../../server/db/actor.ts';
import { type Api, serveApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';

/** A sixth of these are uncovered: four pages of a stream. */
const HOUSEHOLDS = 100_000;
const UNCOVERED = 16_666;
const PAGE = 5_000;

const database = await testDatabase({ demo: 'none', commits: true });
let api: Api;
/** Transactions that handlers have begun and not ended, and all they have begun. */
const transactions = { open: 0, begun: 0 };
const counted: WithActor = async (actor, fn) => {
  transactions.begun++;
  // Two at once would wait for each other for ever on the embedded engine's one connection.
  expect(++transactions.open).toBe(1);
  try {
    return await database.withActor(actor, fn);
  } finally {
    transactions.open--;
  }
};

beforeAll(async () => {
  const statements = readFileSync(new URL('../support/many-households.sql', import.meta.url), 'utf8').replace(':households', String(HOUSEHOLDS));
  await database.pool.transaction(async (db) => {
    await db.raw(`select set_config('search_path', ? || ', public', true)`, [database.session.schema]);
    await db.raw(statements.replaceAll('?', '\\?'));
  });
  api = await serveApi(counted);
});
afterAll(() => api?.close());

const box = {
  type: 'Polygon',
  coordinates: [
    [
      [114.5, 33.5],
      [114.9, 33.5],
      [114.9, 33.9],
      [114.5, 33.9],
      [114.5, 33.5],
    ],
  ],
};

test('NDJSON streams everything, a transaction per page', async () => {
  transactions.begun = 0;
  const { text } = await api.get('/api/grids/411602/uncovered-households?f=ndjson');
  const ids = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).id);
  expect(ids).toHaveLength(UNCOVERED);
  expect(new Set(ids).size).toBe(UNCOVERED);
  expect(transactions.begun).toBe(Math.ceil(UNCOVERED / PAGE));
});

test('a drawn shape streams the same rows, CSV and GeoJSON too', async () => {
  const lines = (await api.post('/api/uncovered-households/query?f=ndjson', { within: box })).text.trim().split('\n');
  expect(new Set(lines.map((line) => JSON.parse(line).id)).size).toBe(UNCOVERED);
  expect(lines).toHaveLength(UNCOVERED);
  expect((await api.post('/api/uncovered-households/query?f=csv', { within: box })).text.trim().split('\r\n')).toHaveLength(UNCOVERED + 1);
  expect((await api.get('/api/grids/411602/uncovered-households?f=geojson')).body.features).toHaveLength(UNCOVERED);
});

test('pages of a drawn shape go on where they ended, whatever their size', async () => {
  const seen = new Set<number>();
  let cursor: string | undefined;
  for (const limit of [10, 1_000, 3, 10_000, 10_000]) {
    const { body } = await api.post('/api/uncovered-households/query', { within: box, limit, ...(cursor ? { cursor } : {}) });
    for (const { id } of body.items) {
      expect(seen.has(id)).toBe(false);
      seen.add(id);
    }
    cursor = body.next ?? undefined;
    if (cursor === undefined) break;
  }
  expect(seen.size).toBe(UNCOVERED);
});

test('a client that goes away stops the stream within a page', async () => {
  transactions.begun = 0;
  await new Promise<void>((resolve) => {
    const client = request(`${api.url}/api/grids/411602/uncovered-households?f=ndjson`, (response) => {
      response.once('data', () => {
        client.destroy();
        resolve();
      });
    });
    client.on('error', () => undefined);
    client.end();
  });
  // The page under way may end, then nothing follows it.
  await expect.poll(() => transactions.open, { timeout: 20_000 }).toBe(0);
  const begun = transactions.begun;
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(transactions).toEqual({ open: 0, begun });
  expect(transactions.begun).toBeLessThan(Math.ceil(UNCOVERED / PAGE));
});
