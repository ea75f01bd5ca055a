import { describe, expect, test } from 'vitest';
import { assignPaths } from '../../server/grids/assign-paths.ts';
import { allItems } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { aGrid, aHousehold, anAlley, anIssue, aPerson, at, aWork, settle, square } from '../support/factories.ts';
import { drawTown, paper } from '../support/paper.ts';

const database = await testDatabase({ demo: 'none' });
const onPaper = paper(database);
const codes = (grids: { code: string }[]) => grids.map(({ code }) => code);

describe('the tree', () => {
  test(
    'is listed by level, parent, text and bbox, in pages',
    onPaper(async (api, db) => {
      await drawTown(db);
      expect(codes((await api.get('/api/grids')).body.items)).toEqual(['town', 'east', 'west', 'north', 'south']);
      expect(codes((await api.get('/api/grids?level=3')).body.items)).toEqual(['north', 'south']);
      expect(codes((await api.get('/api/grids?parent=town')).body.items)).toEqual(['east', 'west']);
      expect(codes((await api.get('/api/grids?q=sou')).body.items)).toEqual(['south']);
      expect((await api.get('/api/grids?q=%25')).body.items).toEqual([]);
      const [west, south] = at([2.2, 0.2]);
      const [east, north] = at([2.4, 0.4]);
      expect(codes((await api.get(`/api/grids?bbox=${west},${south},${east},${north}`)).body.items)).toEqual(['town', 'east']);
      expect(await allItems(api, '/api/grids?limit=2')).toHaveLength(5);
      expect((await api.get('/api/grids?bbox=3,2,1,0')).body.errors[0].pointer).toBe('bbox');
      expect((await api.get('/api/grids?parent=nowhere')).status).toBe(404);
    }),
  );

  test(
    'one grid knows its ancestors, children, dedicated neighbours and who answers for it',
    onPaper(async (api, db) => {
      const { town, west, south } = await drawTown(db);
      await aGrid(db, { code: 'market', parent: town, kind: 'dedicated', shape: square(1, 0, 2, 2) });
      await aGrid(db, { code: 'far', parent: town, kind: 'dedicated', shape: square(3, 0, 1, 1) });
      const leader = await aPerson(db, { name: 'Leader' });
      const secretary = await aPerson(db, { name: 'Secretary' });
      const worker = await aPerson(db, { name: 'Worker' });
      await db('responsibilities').insert([
        { grid_id: town.id, tier: 1, person_id: leader },
        { grid_id: town.id, tier: 3, person_id: leader },
        { grid_id: west.id, tier: 3, person_id: secretary },
        { grid_id: south.id, tier: 4, person_id: worker },
      ]);
      await settle(db);
      const { body } = await api.get('/api/grids/south');
      expect(codes(body.ancestors)).toEqual(['town', 'west']);
      expect(codes(body.dedicated)).toEqual(['market']);
      expect(body.children).toEqual([]);
      expect(
        body.responsibilities.map((entry: { tier: number; person: { name: string }; grid: { code: string } }) => [
          entry.tier,
          entry.person.name,
          entry.grid.code,
        ]),
      ).toEqual([
        [1, 'Leader', 'town'],
        [3, 'Secretary', 'west'],
        [4, 'Worker', 'south'],
      ]);
      expect(codes((await api.get('/api/grids/west')).body.children)).toEqual(['north', 'south']);
      expect((await api.get('/api/grids/south/geometry')).body).toMatchObject({
        type: 'Feature',
        geometry: { type: 'MultiPolygon' },
        properties: { code: 'south' },
      });
    }),
  );

  test(
    'which levels hold a point, and what is nearest to one',
    onPaper(async (api, db) => {
      await drawTown(db);
      const [lon, lat] = at([0.5, 0.5]);
      expect(codes((await api.get(`/api/places?lon=${lon}&lat=${lat}`)).body.grids)).toEqual(['town', 'west', 'south']);
      const [borderLon, borderLat] = at([2, 1]);
      // On the corner of four grids: the smallest with the lowest path.
      expect(codes((await api.get(`/api/places?lon=${borderLon}&lat=${borderLat}`)).body.grids)).toEqual(['town', 'west', 'north']);
      const [outLon, outLat] = at([5, 0.5]);
      expect((await api.get(`/api/places?lon=${outLon}&lat=${outLat}`)).body).toMatchObject({ grids: [], responsibilities: [] });
      const nearest = (await api.get(`/api/nearest?lon=${outLon}&lat=${outLat}&level=2`)).body.items;
      expect(codes(nearest)).toEqual(['east', 'west']);
      expect(nearest[0].distanceM).toBeGreaterThan(92);
      expect(nearest[0].distanceM).toBeLessThan(94);
    }),
  );
});

describe('checks', () => {
  const found = (body: { findings: { check: string; grid: { code: string } }[] }) => body.findings.map(({ check, grid }) => `${check} ${grid.code}`).sort();

  test(
    'find nothing where everything fits',
    onPaper(async (api, db) => {
      await drawTown(db);
      const { body } = await api.get('/api/grids/town/checks');
      expect(body).toMatchObject({ checked: 5, findings: [] });
    }),
  );

  test(
    'find what is wrong, with its place and its size',
    onPaper(async (api, db) => {
      const town = await aGrid(db, { code: 'town', shape: square(0, 0, 4, 2) });
      await aGrid(db, { code: 'left', parent: town, shape: square(0, 0, 2, 2) });
      await aGrid(db, { code: 'over', parent: town, shape: square(1.5, 0, 1.5, 2) });
      await aGrid(db, { code: 'spill', parent: town, shape: square(3.5, 0, 1, 2) });
      await aGrid(db, { code: 'shapeless', parent: town, shape: null });
      await aGrid(db, { code: 'astray', parent: town, shape: null, path: 'elsewhere/astray' });
      await aGrid(db, {
        code: 'bow',
        parent: town,
        shape: {
          type: 'Polygon',
          coordinates: [
            [
              [1, 5],
              [2, 6],
              [2, 5],
              [1, 6],
              [1, 5],
            ].map(at),
          ],
        },
      });
      await settle(db);
      const { body } = await api.get('/api/grids/town/checks');
      expect(found(body)).toEqual([
        'gap town',
        'invalid_geometry bow',
        'missing_geometry shapeless',
        'outside_parent bow',
        'outside_parent spill',
        'overlap left',
      ]);
      const of = (check: string, code: string) =>
        body.findings.find((finding: { check: string; grid: { code: string } }) => finding.check === check && finding.grid.code === code);
      expect(of('outside_parent', 'spill')).toMatchObject({ unit: 'share', measure: expect.closeTo(0.5, 3) });
      expect(of('overlap', 'left').other.code).toBe('over');
      expect(of('overlap', 'left').measure / (0.5 * 92.8 * 2 * 110.9)).toBeCloseTo(1, 2);
      expect(of('gap', 'town').measure / (0.5 * 92.8 * 2 * 110.9)).toBeCloseTo(1, 2);
      expect((await api.get('/api/grids/town/checks?toleranceM2=1000000&toleranceShare=1')).body.findings.map(({ check }: { check: string }) => check)).toEqual(
        ['invalid_geometry', 'missing_geometry'],
      );
      expect(found((await api.get('/api/grids/astray/checks')).body)).toEqual(['missing_geometry astray', 'path_mismatch astray']);
    }),
  );
});

describe('paths', () => {
  test(
    'points get the smallest grid that holds them; on a border the lowest path; outside none',
    onPaper(async (_api, db) => {
      await drawTown(db);
      const [inside, border, corner, outside] = [
        await aHousehold(db, { at: [0.5, 0.5] }),
        await aHousehold(db, { at: [1, 1] }),
        await aHousehold(db, { at: [2, 1] }),
        await aHousehold(db, { at: [9, 9] }),
      ];
      const issue = await anIssue(db, { at: [1.5, 1.5] });
      const report = await assignPaths(db);
      const rows = await db('households').whereIn('id', [inside, border, corner, outside]).orderBy('id').pluck('path');
      expect(rows).toEqual(['town/west/south', 'town/west/north', 'town/west/north', null]);
      expect((await db('issues').where({ id: issue }).first('path')).path).toBe('town/west/north');
      expect(report).toMatchObject({ outside: 1, moved: 4 });
      expect(await assignPaths(db)).toMatchObject({ moved: 0 });
    }),
  );

  test(
    'a hole belongs to the grid around it no more',
    onPaper(async (_api, db) => {
      const town = await aGrid(db, { code: 'town', shape: square(0, 0, 4, 4) });
      await aGrid(db, { code: 'ring', parent: town, shape: square(0, 0, 4, 4, [1, 1, 2, 2]) });
      const inHole = await aHousehold(db, { at: [2, 2] });
      await assignPaths(db);
      expect((await db('households').where({ id: inHole }).first('path')).path).toBe('town');
    }),
  );

  test(
    'lines and areas are shared out exactly, and nothing counts twice',
    onPaper(async (api, db) => {
      await drawTown(db);
      const crossing = await anAlley(db, {
        line: [
          [0.5, 0.5],
          [3.5, 0.5],
        ],
      });
      const along = await anAlley(db, {
        line: [
          [0.2, 1],
          [1.8, 1],
        ],
      });
      const leaving = await anAlley(db, {
        line: [
          [3, 1],
          [5, 1],
        ],
      });
      const area = await aWork(db, { type: 'pavement', geometry: square(1, 0.25, 4, 0.5), quantity: 100 });
      await settle(db);
      const shares = async (id: number) => Object.fromEntries((await db('alley_grids').where({ alley_id: id })).map(({ path, share }) => [path, share]));
      expect(await shares(crossing)).toEqual({ 'town/west/south': expect.closeTo(0.5, 3), 'town/east': expect.closeTo(0.5, 3) });
      expect(await shares(along)).toEqual({ 'town/west/north': expect.closeTo(0.5, 3), 'town/west/south': expect.closeTo(0.5, 3) });
      expect(await shares(leaving)).toEqual({ 'town/east': expect.closeTo(0.5, 3) });
      expect((await db('works').where({ id: area }).first('path')).path).toBe('town/east');
      const total = async (code: string) => (await api.get(`/api/grids/${code}/works`)).body.items[0]?.quantity;
      expect(await total('east')).toBeCloseTo(50, 1);
      expect(await total('south')).toBeCloseTo(25, 1);
      expect(await total('town')).toBeCloseTo(75, 1);
      const detail = (await api.get(`/api/alleys/${crossing}`)).body;
      expect(detail.grids.reduce((sum: number, { lengthM }: { lengthM: number }) => sum + lengthM, 0)).toBeCloseTo(detail.lengthM, 6);
    }),
  );

  test(
    'a changed border moves what lies in it, and the figures follow',
    onPaper(async (api, db) => {
      const { homes, west, east, south, north } = await drawTown(db);
      const redraw = (id: number, shape: object) =>
        db('grids')
          .where({ id })
          .update({ geom: db.raw('st_multi(st_setsrid(st_geomfromgeojson(?), 4326))', [JSON.stringify(shape)]), geom_m: null, area_m2: null });
      // The border between west and east moves one square to the west: b and d change sides.
      await redraw(west.id, square(0, 0, 1, 2));
      await redraw(south.id, square(0, 0, 1, 1));
      await redraw(north.id, square(0, 1, 1, 1));
      await redraw(east.id, square(1, 0, 3, 2));
      const report = await assignPaths(db, { grids: [west.id, east.id, south.id, north.id] });
      expect(report.moved).toBe(2);
      expect((await db('households').where({ id: homes.b }).first('path')).path).toBe('town/east');
      expect((await api.get('/api/grids/west/coverage')).body.own).toMatchObject({ uncovered: 0, covered: 2 });
      expect((await api.get('/api/grids/east/uncovered-households')).body.total).toBe(3);
    }),
  );
});
