import { describe, expect, test } from 'vitest';
import { type Api, allItems } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { aBuilding, aCampaign, aGrid, anAlley, type GridRow, multi, settle, square } from '../support/factories.ts';
import { drawTown, paper } from '../support/paper.ts';

const database = await testDatabase({ demo: 'none' });
const onPaper = paper(database);

const idsOf = (answer: { body: { items: { id: number }[] } }) => answer.body.items.map(({ id }) => id).sort((a, b) => a - b);
const sorted = (...ids: number[]) => ids.sort((a, b) => a - b);

describe('uncovered households inside a grid', () => {
  test(
    'of every level, in pages, with the total',
    onPaper(async (api, db) => {
      const { homes } = await drawTown(db);
      const all = await api.get('/api/grids/town/uncovered-households');
      expect(idsOf(all)).toEqual(sorted(homes.b, homes.d, homes.shop));
      expect(all.body).toMatchObject({ total: 3, next: null, campaign: { code: 'round' } });
      expect(idsOf(await api.get('/api/grids/west/uncovered-households'))).toEqual(sorted(homes.b, homes.d));
      expect(idsOf(await api.get('/api/grids/south/uncovered-households'))).toEqual([homes.b]);
      const paged = await allItems(api, '/api/grids/town/uncovered-households?limit=1');
      expect(paged.map(({ id }) => id).sort((a, b) => a - b)).toEqual(sorted(homes.b, homes.d, homes.shop));
    }),
  );

  test(
    'are the same rows, to the last field, as inside a polygon around it; page after page',
    onPaper(async (api, db) => {
      const { homes } = await drawTown(db);
      const building = await aBuilding(db, { name: 'Tower “7\\”', shape: square(1.2, 0.2, 0.5, 0.5) });
      await db('households').where({ id: homes.b }).update({ building_id: building, unit: '2', floor: -1, room: '"5\t\\', address: '巷\u{20000}"\n' });
      await db('households').where({ id: homes.shop }).update({ name: null });
      await settle(db);
      await db('household_coverage')
        .where({ household_id: homes.b })
        .update({ last_visited_at: '2026-05-02T01:02:03.456999Z', appointment_at: '2026-05-03T00:00:00.001Z' });
      const byId = (rows: { id: number }[]) => rows.toSorted((a, b) => a.id - b.id);
      const inside = byId((await api.post('/api/uncovered-households/query', { within: square(0, 0, 4, 2) })).body.items);
      expect(inside).toMatchObject([{}, {}, {}]);
      expect(inside.find(({ id }) => id === homes.b)).toMatchObject({ buildingName: 'Tower “7\\”', floor: -1, lastVisitedAt: '2026-05-02T01:02:03.456Z' });
      expect(byId((await api.get('/api/grids/town/uncovered-households')).body.items)).toEqual(inside);
      expect(byId((await api.get('/api/grids/town/uncovered-households?state=untried,tried,appointment,exempt_pending')).body.items)).toEqual(inside);
      expect(byId(await allItems(api, '/api/grids/town/uncovered-households?limit=2'))).toEqual(inside);
    }),
  );

  test(
    'whose register holds the very character that separates the texts of a page',
    onPaper(async (api, db) => {
      const { homes } = await drawTown(db);
      await db('households').where({ id: homes.b }).update({ room: '5\u001f6', address: '' });
      await db('households').where({ id: homes.d }).update({ name: '\u001f', unit: '' });
      const byId = (rows: { id: number }[]) => rows.toSorted((a, b) => a.id - b.id);
      const inside = byId((await api.post('/api/uncovered-households/query', { within: square(0, 0, 4, 2) })).body.items);
      expect(inside).toContainEqual(expect.objectContaining({ id: homes.b, room: '5\u001f6', address: '' }));
      expect(byId((await api.get('/api/grids/town/uncovered-households')).body.items)).toEqual(inside);
      expect(byId(await allItems(api, '/api/grids/town/uncovered-households?limit=1'))).toEqual(inside);
    }),
  );

  test(
    'filtered by kind and by state',
    onPaper(async (api, db) => {
      const { homes } = await drawTown(db);
      const shops = await api.get('/api/grids/town/uncovered-households?kind=enterprise');
      expect(shops.body.items).toMatchObject([{ id: homes.shop, name: '=Shop', state: 'untried', gridCode: 'east' }]);
      expect(shops.body.total).toBe(1);
      expect(idsOf(await api.get('/api/grids/town/uncovered-households?state=tried'))).toEqual([homes.b]);
      expect(idsOf(await api.get('/api/grids/town/uncovered-households?state=tried,untried'))).toEqual(sorted(homes.b, homes.d, homes.shop));
    }),
  );

  test(
    'of a grid with nobody in it is an empty page',
    onPaper(async (api, db) => {
      const { town } = await drawTown(db);
      await aGrid(db, { code: 'empty', parent: town, shape: square(9, 9, 1, 1) });
      expect((await api.get('/api/grids/empty/uncovered-households')).body).toMatchObject({ items: [], next: null, total: 0 });
    }),
  );

  test(
    'a code that begins like another one holds nothing of it',
    onPaper(async (api, db) => {
      const { town, homes } = await drawTown(db);
      await aGrid(db, { code: 'wes', parent: town, shape: null });
      expect((await api.get('/api/grids/wes/uncovered-households')).body.items).toEqual([]);
      expect(idsOf(await api.get('/api/grids/west/uncovered-households'))).toEqual(sorted(homes.b, homes.d));
    }),
  );

  test(
    'of a dedicated grid are its members, whichever basic grids they lie in',
    onPaper(async (api, db) => {
      const { town, homes } = await drawTown(db);
      await aGrid(db, { code: 'market', parent: town, kind: 'dedicated', shape: square(1, 0, 2, 2) });
      await settle(db);
      expect(idsOf(await api.get('/api/grids/market/uncovered-households'))).toEqual(sorted(homes.b, homes.d));
      expect((await api.get('/api/grids/market/coverage')).body.own).toMatchObject({ covered: 1, uncovered: 2, denominators: { all: { count: 3 } } });
      const pages = await allItems(api, '/api/grids/market/uncovered-households?limit=1');
      expect(pages.map(({ id }) => id)).toEqual(sorted(homes.b, homes.d));
    }),
  );
});

describe('coverage figures', () => {
  test(
    'have three named denominators; the children sum to the parent',
    onPaper(async (api, db) => {
      await drawTown(db);
      const { own, children, byKind } = (await api.get('/api/grids/town/coverage')).body;
      expect(own).toEqual({
        untried: 2,
        tried: 1,
        appointment: 0,
        covered: 3,
        exemptPending: 0,
        exempt: 1,
        uncovered: 3,
        denominators: {
          all: { count: 7, covered: 3, rate: 3 / 7 },
          reachable: { count: 6, covered: 3, rate: 0.5 },
          frozen: { count: 7, covered: 3, rate: 3 / 7 },
        },
      });
      for (const state of ['untried', 'tried', 'covered', 'exempt', 'uncovered'] as const)
        expect(children.reduce((sum: number, child: { coverage: Record<string, number> }) => sum + (child.coverage[state] ?? Number.NaN), 0)).toBe(own[state]);
      expect(byKind.enterprise).toMatchObject({ uncovered: 1, covered: 0 });
      expect(byKind.school.denominators.all).toEqual({ count: 0, covered: 0, rate: null });
    }),
  );

  test(
    'of a grid without a target has no rate, which is not a rate of nought',
    onPaper(async (api, db) => {
      const { town } = await drawTown(db);
      await aGrid(db, { code: 'empty', parent: town, shape: null });
      expect((await api.get('/api/grids/empty/coverage')).body.own.denominators.reachable).toEqual({ count: 0, covered: 0, rate: null });
    }),
  );

  test(
    'need a round to be named unless exactly one is open',
    onPaper(async (api, db) => {
      await drawTown(db);
      await aCampaign(db, { code: 'second' });
      const refused = await api.get('/api/grids/town/coverage');
      expect(refused.body).toMatchObject({ type: '/problems/campaign-required', open: ['round', 'second'] });
      expect((await api.get('/api/grids/town/coverage?campaign=round')).body.own.covered).toBe(3);
      expect((await api.get('/api/grids/town/coverage?campaign=none')).body.type).toBe('/problems/campaign-not-found');
    }),
  );
});

describe('uncovered households inside a drawn shape', () => {
  const query = (api: Api, within: unknown, more: object = {}) => api.post('/api/uncovered-households/query', { within, ...more });

  test(
    'a polygon, a polygon with a hole, and a multipolygon',
    onPaper(async (api, db) => {
      const { homes } = await drawTown(db);
      expect(idsOf(await query(api, square(1, 0, 2, 2)))).toEqual(sorted(homes.b, homes.d));
      expect(idsOf(await query(api, square(0, 0, 4, 2, [1.2, 1.2, 0.6, 0.6])))).toEqual(sorted(homes.b, homes.shop));
      expect(idsOf(await query(api, multi(square(1, 0, 1, 1), square(3, 0, 1, 1))))).toEqual(sorted(homes.b, homes.shop));
      expect(idsOf(await query(api, square(20, 20, 1, 1)))).toEqual([]);
    }),
  );

  test(
    'far from the district there is nobody, and no error',
    onPaper(async (api, db) => {
      await drawTown(db);
      const america = {
        type: 'Polygon',
        coordinates: [
          [
            [-77, 38],
            [-76, 38],
            [-76, 39],
            [-77, 38],
          ],
        ],
      };
      expect((await query(api, america)).body).toMatchObject({ items: [], next: null });
      const world = {
        type: 'Polygon',
        coordinates: [
          [
            [-180, -90],
            [180, -90],
            [180, 90],
            [-180, 90],
            [-180, -90],
          ],
        ],
      };
      expect((await query(api, world)).body.items).toHaveLength(3);
    }),
  );

  test(
    'around an alley: exact metres in the local zone',
    onPaper(async (api, db) => {
      const { homes } = await drawTown(db);
      // 0.5 squares of latitude are 55.5 m; b and d lie that far from the alley between them.
      const alley = await anAlley(db, {
        line: [
          [1, 1],
          [2, 1],
        ],
      });
      expect(idsOf(await query(api, { alley, distance_m: 56 }))).toEqual(sorted(homes.b, homes.d));
      expect(idsOf(await query(api, { alley, distance_m: 55 }))).toEqual([]);
      expect(idsOf(await query(api, { alley, distance_m: 56 }, { state: ['tried'] }))).toEqual([homes.b]);
      expect((await query(api, { alley: 999_999, distance_m: 56 })).body.type).toBe('/problems/alley-not-found');
    }),
  );

  test(
    'the summary counts all targets, names buildings and the last grids down to level 4',
    onPaper(async (api, db) => {
      const { homes } = await drawTown(db);
      const building = await aBuilding(db, { name: 'Tower', shape: square(1.2, 0.2, 0.5, 0.5) });
      await db('households').whereIn('id', [homes.b, homes.a]).update({ building_id: building });
      await settle(db);
      const { figures, byGrid, byBuilding, buildingCount, areaM2 } = (await api.post('/api/uncovered-households/summary', { within: square(0, 0, 4, 2) })).body;
      expect(figures).toMatchObject({ uncovered: 3, covered: 3, exempt: 1, denominators: { all: { count: 7 } } });
      expect(byGrid.map(({ grid, uncovered, total }: { grid: GridRow; uncovered: number; total: number }) => [grid.code, uncovered, total])).toEqual([
        ['east', 1, 3],
        ['north', 1, 2],
        ['south', 1, 2],
      ]);
      expect(byBuilding).toMatchObject([{ id: building, name: 'Tower', uncovered: 1, total: 2 }]);
      expect(buildingCount).toBe(1);
      expect(areaM2 / (4 * 92.8 * 2 * 110.9)).toBeCloseTo(1, 2);
      const byGridCode = (await api.post('/api/uncovered-households/summary', { within: { grid: 'town' } })).body;
      expect(byGridCode.figures).toEqual(figures);
      expect(byGridCode.byBuilding).toEqual(byBuilding);
      const byCode = (lines: { grid: GridRow }[]) => lines.toSorted((a, b) => a.grid.code.localeCompare(b.grid.code));
      expect(byCode(byGridCode.byGrid)).toEqual(byCode(byGrid));
    }),
  );
});

describe('formats', () => {
  test(
    'CSV begins with a BOM, ends lines like Excel and defuses formulas',
    onPaper(async (api, db) => {
      const { homes } = await drawTown(db);
      const response = await fetch(`${api.url}/api/grids/town/uncovered-households?f=csv`);
      const bytes = Buffer.from(await response.arrayBuffer());
      expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
      const lines = bytes.toString('utf8').slice(1).trim().split('\r\n');
      expect(lines[0]).toMatch(/^id,kind,state,name,gridCode/);
      expect(lines).toHaveLength(4);
      expect(lines.find((line) => line.startsWith(`${homes.shop},`))).toContain(`,'=Shop,`);
      expect(response.headers.get('content-disposition')).toContain('.csv');
    }),
  );

  test(
    'GeoJSON pages carry next; Accept chooses like f; others are refused',
    onPaper(async (api, db) => {
      await drawTown(db);
      const page = await api.get('/api/grids/town/uncovered-households?limit=2', { accept: 'application/geo+json' });
      expect(page.body).toMatchObject({ type: 'FeatureCollection', next: expect.any(String) });
      expect(page.body.features[0]).toMatchObject({ type: 'Feature', geometry: { type: 'Point' } });
      const whole = await api.get('/api/grids/town/uncovered-households?f=geojson');
      expect(whole.body.features).toHaveLength(3);
      expect((await api.get('/api/grids/town/uncovered-households', { accept: 'image/png' })).status).toBe(406);
    }),
  );
});
