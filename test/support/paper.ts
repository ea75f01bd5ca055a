import type { Position } from 'geojson';
import type { Knex } from 'knex';
import { type Api, serveApi } from './api.ts';
import type { TestDatabase } from './database.ts';
import { aCampaign, aDistrict, aGrid, aHousehold, aVisit, settle, square } from './factories.ts';

/** The moment at which cases on paper are asked: a Wednesday, 10:00 in Shanghai. */
export const PAPER_NOW = new Date('2026-06-10T02:00:00Z');

/** A test body with an API over a transaction that is rolled back. The district has its settings and nothing else. */
export const paper =
  (database: TestDatabase, now = PAPER_NOW) =>
  (fn: (api: Api, db: Knex.Transaction) => Promise<void>) =>
  (): Promise<void> =>
    database.inTransaction(async (db) => {
      await aDistrict(db);
      const api = await serveApi(database.withActorOn(db), { now: () => now });
      try {
        await fn(api, db);
      } finally {
        await api.close();
      }
    });

/** A town of 4 by 2 squares: west and east halves, the west one in two communities. Seven targets, three of them covered. */
export async function drawTown(db: Knex.Transaction) {
  const town = await aGrid(db, { code: 'town', shape: square(0, 0, 4, 2) });
  const west = await aGrid(db, { code: 'west', parent: town, shape: square(0, 0, 2, 2) });
  const east = await aGrid(db, { code: 'east', parent: town, shape: square(2, 0, 2, 2) });
  const south = await aGrid(db, { code: 'south', parent: west, shape: square(0, 0, 2, 1) });
  const north = await aGrid(db, { code: 'north', parent: west, shape: square(0, 1, 2, 1) });
  const campaign = await aCampaign(db, { code: 'round' });
  const places = { a: [0.5, 0.5], b: [1.5, 0.5], c: [0.5, 1.5], d: [1.5, 1.5], e: [2.5, 0.5], f: [3.5, 1.5], shop: [3.5, 0.5] } satisfies Record<
    string,
    Position
  >;
  const homes = {} as Record<keyof typeof places, number>;
  for (const [name, place] of Object.entries(places))
    homes[name as keyof typeof places] = await aHousehold(db, { at: place, ...(name === 'shop' ? { kind: 'enterprise' as const, name: '=Shop' } : {}) });
  await aVisit(db, { household: homes.a, campaign });
  await aVisit(db, { household: homes.c, campaign });
  await aVisit(db, { household: homes.e, campaign });
  await aVisit(db, { household: homes.b, campaign, outcome: 'nobody_home' });
  await aVisit(db, { household: homes.f, campaign, outcome: 'refused', isApproved: true });
  await settle(db);
  return { town, west, east, south, north, campaign, homes };
}
