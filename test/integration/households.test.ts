import type { Knex } from 'knex';
import { describe, expect, test } from 'vitest';
import { COVERAGE_STATES, LEVEL_OF_GRIDS } from '../../server/coverage/contract.ts';
import { HOUSEHOLD_KINDS } from '../../server/households/contract.ts';
import { type Answer, type Api, allItems } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { aBuilding, aCampaign, aGrid, aHousehold, anAlley, aVisit, multi, settle, square } from '../support/factories.ts';
import { drawTown, paper } from '../support/paper.ts';

const database = await testDatabase({ demo: 'none' });
const onPaper = paper(database);

const sorted = (ids: number[]) => [...ids].sort((a, b) => a - b);
const idsOf = ({ body }: Answer) => sorted(body.items.map(({ id }: { id: number }) => id));
const rowsOf = async (api: Api, path: string) => sorted((await allItems(api, path)).map(({ id }) => id));
const query = (api: Api, within: unknown, more: object = {}) => api.post('/api/households/query', { within, ...more });

/** All pages of a question with a body. */
async function everyPage(api: Api, body: object): Promise<number[]> {
  const ids: number[] = [];
  for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
    const page = await api.post('/api/households/query', { ...body, limit: 2, ...(cursor === undefined ? {} : { cursor }) });
    expect(page.status, page.text).toBe(200);
    ids.push(...page.body.items.map(({ id }: { id: number }) => id));
    cursor = page.body.next ?? undefined;
  }
  return ids;
}

describe('rows behind the figures of a grid', () => {
  test(
    'are as many as the figure says, for every state, kind and denominator, at every grid',
    onPaper(async (api, db) => {
      const { campaign, town } = await drawTown(db);
      await aGrid(db, { code: 'market', parent: town, kind: 'dedicated', shape: square(1, 0, 2, 2) });
      await aVisit(db, { household: await aHousehold(db, { at: [2.2, 1.2] }), campaign, outcome: 'vacant' });
      await aVisit(db, { household: await aHousehold(db, { at: [0.2, 1.2], kind: 'school' }), campaign, outcome: 'appointment' });
      await settle(db);
      await db('campaigns').where({ id: campaign }).update({ frozen_at: '2026-05-01T00:00:00Z' });
      // After the round was frozen, so in none of its rows that were frozen.
      const late = await aHousehold(db, { at: [0.6, 0.6] });
      await settle(db);
      for (const code of ['town', 'west', 'east', 'south', 'north', 'market']) {
        const { own, byKind } = (await api.get(`/api/grids/${code}/coverage`)).body;
        const address = `/api/grids/${code}/households?limit=2`;
        const states = new Map<string, number>([
          ['exempt_pending', own.exemptPending],
          ...['untried', 'tried', 'appointment', 'covered', 'exempt'].map((state) => [state, own[state]] as const),
        ]);
        for (const state of COVERAGE_STATES) {
          const rows = await rowsOf(api, `${address}&state=${state}`);
          expect(rows, `${code} ${state}`).toHaveLength(states.get(state) as number);
          expect((await api.get(`${address}&state=${state}`)).body.total).toBe(rows.length);
        }
        expect(await rowsOf(api, address)).toHaveLength(own.denominators.all.count);
        expect(await rowsOf(api, `${address}&state=untried,tried,appointment,covered,exempt_pending`)).toHaveLength(own.denominators.reachable.count);
        const frozen = await rowsOf(api, `${address}&frozen=true`);
        expect(frozen).toHaveLength(own.denominators.frozen.count);
        expect(frozen).not.toContain(late);
        expect(await rowsOf(api, `${address}&frozen=true&state=covered`)).toHaveLength(own.denominators.frozen.covered);
        for (const kind of HOUSEHOLD_KINDS)
          expect(await rowsOf(api, `${address}&kind=${kind}&state=covered,exempt`)).toHaveLength(byKind[kind].covered + byKind[kind].exempt);
      }
    }),
  );

  test(
    'have the shape of uncovered ones, in order of the path, and carry their state',
    onPaper(async (api, db) => {
      const { homes } = await drawTown(db);
      const covered = await api.get('/api/grids/town/households?state=covered');
      expect(idsOf(covered)).toEqual(sorted([homes.a, homes.c, homes.e]));
      expect(covered.body).toMatchObject({ total: 3, next: null, campaign: { code: 'round' } });
      expect(covered.body.items.map(({ gridCode }: { gridCode: string }) => gridCode)).toEqual(['east', 'north', 'south']);
      const [uncovered] = (await api.get('/api/grids/east/uncovered-households')).body.items;
      const [same] = (await api.get('/api/grids/east/households?state=untried')).body.items;
      expect(same).toEqual(uncovered);
    }),
  );

  test(
    'can be those of one building, or those inside another grid as well',
    onPaper(async (api, db) => {
      const { homes, town } = await drawTown(db);
      await aGrid(db, { code: 'market', parent: town, kind: 'dedicated', shape: square(1, 0, 2, 2) });
      const building = await aBuilding(db);
      await db('households').whereIn('id', [homes.a, homes.b]).update({ building_id: building });
      await settle(db);
      await db.raw('select refresh_household_coverage(id) from campaigns');
      expect(idsOf(await api.get(`/api/grids/town/households?building=${building}`))).toEqual(sorted([homes.a, homes.b]));
      expect(idsOf(await api.get(`/api/grids/town/households?building=${building}&state=covered`))).toEqual([homes.a]);
      expect(idsOf(await api.get(`/api/grids/north/households?building=${building}`))).toEqual([]);
      expect(idsOf(await query(api, square(1, 0, 2, 1), { building }))).toEqual([homes.b]);
      expect(idsOf(await query(api, square(0, 0, 4, 1), { inside: 'south' }))).toEqual(sorted([homes.a, homes.b]));
      expect(idsOf(await query(api, square(0, 0, 4, 1), { inside: 'market' }))).toEqual(sorted([homes.b, homes.e]));
      expect(idsOf(await query(api, { grid: 'market' }, { inside: 'west' }))).toEqual(sorted([homes.b, homes.d]));
      expect((await api.get('/api/grids/town/households?inside=west')).body.total).toBeUndefined();
    }),
  );
});

describe('rows inside a shape', () => {
  test(
    'are as many as the summary counts, in pages, for every state and every line by grid and building',
    onPaper(async (api, db) => {
      const { homes } = await drawTown(db);
      const building = await aBuilding(db);
      await db('households').whereIn('id', [homes.b, homes.e]).update({ building_id: building });
      await settle(db);
      const alley = await anAlley(db, {
        line: [
          [1, 1],
          [2, 1],
        ],
      });
      const places = [square(0, 0, 3, 2), multi(square(1, 0, 1, 1), square(3, 0, 1, 2)), { alley, distance_m: 80 }, { grid: 'town' }];
      for (const within of places) {
        const { figures, byGrid, byBuilding } = (await api.post('/api/uncovered-households/summary', { within })).body;
        expect(byGrid.length).toBeGreaterThan(1);
        expect(await everyPage(api, { within })).toHaveLength(figures.denominators.all.count);
        for (const state of ['untried', 'tried', 'covered', 'exempt'] as const)
          expect(await everyPage(api, { within, state: [state] }), `${state} in ${JSON.stringify(within)}`).toHaveLength(figures[state]);
        for (const { grid, uncovered, total } of byGrid) {
          expect(await everyPage(api, { within, inside: grid.code })).toHaveLength(total);
          expect(await everyPage(api, { within, inside: grid.code, state: ['untried', 'tried', 'appointment', 'exempt_pending'] })).toHaveLength(uncovered);
        }
        for (const line of byBuilding) expect(await everyPage(api, { within, building: line.id })).toHaveLength(line.total);
      }
    }),
  );
});

/** west is divided on, but leaves out its left edge; a target stands there, one in town outside both halves, and one outside every grid. */
async function drawLeftovers(db: Knex.Transaction) {
  const town = await aGrid(db, { code: 'town', shape: square(0, 0, 5, 2) });
  const west = await aGrid(db, { code: 'west', parent: town, shape: square(0, 0, 2, 2) });
  const east = await aGrid(db, { code: 'east', parent: town, shape: square(2, 0, 2, 2) });
  const south = await aGrid(db, { code: 'south', parent: west, shape: square(1, 0, 1, 1) });
  const lane = await aGrid(db, { code: 'lane', parent: south, shape: square(1, 0, 1, 0.5) });
  await aGrid(db, { code: 'market', parent: town, kind: 'dedicated', shape: square(0, 0, 5, 1) });
  const campaign = await aCampaign(db, { code: 'round' });
  const places = { edge: [0.5, 0.5], lane: [1.5, 0.2], south: [1.5, 0.8], east: [2.5, 0.5], rest: [4.5, 0.5], done: [4.5, 1.5], lost: [6.5, 0.5] } as const;
  const homes = {} as Record<keyof typeof places, number>;
  for (const [name, place] of Object.entries(places)) homes[name as keyof typeof places] = await aHousehold(db, { at: [...place] });
  await aVisit(db, { household: homes.done, campaign });
  await settle(db);
  return { homes, east, lane };
}

describe('targets that lie in no grid of a level', () => {
  test(
    'are the rows that the lines of an answer leave over: held by a divided grid above, or by none',
    onPaper(async (api, db) => {
      const { homes } = await drawLeftovers(db);
      const uncovered = ['untried', 'tried', 'appointment', 'exempt_pending'];
      for (const within of [{ grid: 'town' }, { grid: 'west' }, { grid: 'lane' }, { grid: 'market' }, square(0, 0, 7, 2), square(1, 0, 6, 1)]) {
        const { figures, byGrid } = (await api.post('/api/uncovered-households/summary', { within })).body;
        const lines = byGrid.reduce((sum: number, { total }: { total: number }) => sum + total, 0);
        const left = byGrid.reduce((sum: number, line: { uncovered: number }) => sum + line.uncovered, 0);
        expect(await everyPage(api, { within, aboveLevel: LEVEL_OF_GRIDS }), JSON.stringify(within)).toHaveLength(figures.denominators.all.count - lines);
        expect(await everyPage(api, { within, aboveLevel: LEVEL_OF_GRIDS, state: uncovered })).toHaveLength(figures.uncovered - left);
      }
      expect(sorted(await everyPage(api, { within: square(0, 0, 7, 2), aboveLevel: 4 }))).toEqual(
        sorted([homes.edge, homes.south, homes.rest, homes.done, homes.lost]),
      );
      expect(idsOf(await api.get('/api/grids/market/households?aboveLevel=4'))).toEqual(sorted([homes.edge, homes.south, homes.rest]));
    }),
  );

  test(
    'are what the children of a grid leave over, whatever its level; a grid without children leaves nothing over',
    onPaper(async (api, db) => {
      const { homes } = await drawLeftovers(db);
      for (const code of ['town', 'west', 'south', 'lane', 'east']) {
        const { own, children, grid } = (await api.get(`/api/grids/${code}/coverage`)).body;
        const below = children.reduce((sum: number, { coverage }: { coverage: typeof own }) => sum + coverage.denominators.all.count, 0);
        const rows = await rowsOf(api, `/api/grids/${code}/households?limit=1&aboveLevel=${grid.level + 1}`);
        expect(rows, code).toHaveLength(children.length === 0 ? 0 : own.denominators.all.count - below);
      }
      expect(idsOf(await api.get('/api/grids/town/households?aboveLevel=2'))).toEqual(sorted([homes.rest, homes.done]));
      expect(idsOf(await api.get('/api/grids/west/households?aboveLevel=3&state=untried'))).toEqual([homes.edge]);
      expect((await api.get('/api/grids/town/households?aboveLevel=2&f=csv')).text.trim().split('\r\n')).toHaveLength(3);
      expect((await api.get('/api/grids/town/households?aboveLevel=6')).body.errors[0].pointer).toMatch(/^aboveLevel/);
    }),
  );
});

describe('what is refused', () => {
  test(
    'names the field: an unknown state, a grid that is not there, a cursor of another question',
    onPaper(async (api, db) => {
      await drawTown(db);
      expect((await api.get('/api/grids/town/households?state=gone')).body.errors[0].pointer).toMatch(/^state/);
      expect((await api.get('/api/grids/town/households?inside=nowhere')).body.type).toBe('/problems/grid-not-found');
      expect((await query(api, { grid: 'town' }, { building: 0 })).body.errors[0].pointer).toBe('/building');
      const { next } = (await api.get('/api/grids/town/households?limit=1')).body;
      expect((await api.get(`/api/grids/town/households?limit=1&state=covered&cursor=${next}`)).body.type).toBe('/problems/invalid-cursor');
      expect((await api.get(`/api/grids/town/uncovered-households?limit=1&cursor=${next}`)).body.type).toBe('/problems/invalid-cursor');
    }),
  );
});

describe('files', () => {
  test(
    'carry the place and the day in the district, and every row',
    onPaper(async (api, db) => {
      await drawTown(db);
      const csv = await api.get('/api/grids/west/households?f=csv');
      expect(csv.headers.get('content-disposition')).toContain('households-west-2026-06-10.csv');
      expect(csv.text.trim().split('\r\n')).toHaveLength(5);
      const geojson = await api.post('/api/households/query?f=geojson', { within: square(0, 0, 4, 2), state: ['covered'] });
      expect(geojson.headers.get('content-disposition')).toContain('households-shape-2026-06-10.geojson');
      expect(geojson.body.features).toHaveLength(3);
      const uncovered = await api.get('/api/grids/town/uncovered-households?f=geojson');
      expect(uncovered.headers.get('content-disposition')).toContain('uncovered-town-2026-06-10.geojson');
    }),
  );
});
