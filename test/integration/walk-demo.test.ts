import type { Knex } from 'knex';
import { expect, test } from 'vitest';
import type { WalkList } from '../../server/walk/contract.ts';
import { type Api, allItems, serveApi } from '../support/api.ts';
import { testDatabase } from '../support/database.ts';
import { TEST_NOW } from '../support/test-demo.ts';

const demo = await testDatabase({ demo: 'S' });

const onDemo = (fn: (api: Api, db: Knex.Transaction) => Promise<void>) => () =>
  demo.inTransaction(async (db) => {
    const api = await serveApi(demo.withActorOn(db), { now: () => TEST_NOW });
    try {
      await fn(api, db);
    } finally {
      await api.close();
    }
  });
const sorted = (ids: number[]) => [...ids].sort((a, b) => a - b);

test(
  'of every grid of the demo: as many doors as its card says are uncovered, each once, and buildings once',
  onDemo(async (api, db) => {
    const grids: { code: string }[] = await db('grids').whereNull('valid_to').whereIn('level', [3, 4]).select('code').orderBy('path');
    expect(grids.length).toBeGreaterThan(5);
    let walked = 0;
    for (const { code } of grids) {
      const answer = await api.get(`/api/grids/${code}/walk`);
      expect(answer.status, answer.text).toBe(200);
      const list: WalkList = answer.body;
      const ids = list.stops.flatMap(({ doors }) => doors.map(({ id }) => id));
      expect(sorted(ids)).toEqual(sorted((await allItems(api, `/api/grids/${code}/uncovered-households?limit=1000`)).map(({ id }) => id)));
      expect(list.doors).toBe((await api.get(`/api/grids/${code}/coverage`)).body.own.uncovered);
      const buildings = list.stops.flatMap(({ building }) => (building === null ? [] : [building.id]));
      expect(new Set(buildings).size).toBe(buildings.length);
      expect(list.stops.map(({ number }) => number)).toEqual(list.stops.map((_, index) => index + 1));
      for (const { doors, section, building } of list.stops)
        if (building !== null) expect(section.map(({ id }) => id)).toEqual(expect.arrayContaining(doors.map(({ id }) => id)));
      walked += list.stops.length;
    }
    expect(walked).toBeGreaterThan(20);
  }),
);

test(
  'crosses the river only where a street does',
  onDemo(async (api, db) => {
    // Both banks of the whole river, in pieces that one list can hold.
    const { rows: banks } = await db.raw(`
      with river as (select geom from base_features where layer = 'water' and class = 'river'), box as (select st_envelope(geom) as geom from river)
      select st_asgeojson(st_makeenvelope(west + n * wide, south - 0.004, west + (n + 1) * wide, north + 0.004, 4326))::json as piece
      from (select st_xmin(geom) as west, (st_xmax(geom) - st_xmin(geom)) / 3 as wide, st_ymin(geom) as south, st_ymax(geom) as north from box) b, generate_series(0, 2) n`);
    let crossings = 0;
    for (const { piece } of banks) {
      const answer = await api.post('/api/walk', { within: piece });
      expect(answer.status, answer.text).toBe(200);
      const list: WalkList = answer.body;
      for (const { leg } of list.stops) {
        const way = JSON.stringify({ type: 'LineString', coordinates: leg.way });
        const { rows } = await db.raw(
          `with way as (select st_setsrid(st_geomfromgeojson(?), 4326) as geom),
             wet as (select st_intersection(w.geom, r.geom) as geom from way w, base_features r where r.class = 'river' and st_intersects(w.geom, r.geom))
           select coalesce(bool_and(exists (select from base_features b where b.layer = 'roads' and st_dwithin(b.geom::geography, st_pointonsurface(wet.geom)::geography, 2))), true) as "onStreet",
             count(*)::integer as count
           from wet where st_length(wet.geom::geography) > 5`,
          [way],
        );
        crossings += rows[0].count;
        expect(rows[0].onStreet || leg.along === 'straight', way).toBe(true);
      }
    }
    // Else the demo has no such case, and the test says nothing.
    expect(crossings).toBeGreaterThan(0);
  }),
);

test(
  'begins in the middle of the grid somebody works in, else at the first door',
  onDemo(async (api, db) => {
    const people: { id: number; code: string; lon: number; lat: number }[] = await db('people as p')
      .join('grids as g', (on) => on.on(db.raw('g.path = any (p.grid_paths)')).andOn(db.raw('g.level >= 4 and g.valid_to is null')))
      .where('p.role', 'grid_worker')
      .select('p.id', 'g.code', db.raw('st_x(g.label_point) as lon'), db.raw('st_y(g.label_point) as lat'))
      .orderBy(['p.id', 'g.path']);
    let begun = 0;
    for (const { id, code, lon, lat } of people.slice(0, 6)) {
      const list: WalkList = (await api.get(`/api/grids/${code}/walk`, { 'x-work-as': String(id) })).body;
      if (list.stops.length === 0) continue;
      begun += 1;
      expect(list.start).toEqual({ from: 'worker_grid', lon, lat });
      const nobodys: WalkList = (await api.get(`/api/grids/${code}/walk`)).body;
      expect(nobodys.start.from).toBe('first_door');
    }
    expect(begun).toBeGreaterThan(0);
  }),
);
