import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TILE_LAYERS, TileJson, type TileLayer } from '../../server/tiles/contract.ts';
import { bumpLayer, changedFeatures } from '../../server/tiles/revisions.ts';
import { testDatabase } from '../support/database.ts';
import { decodeTile, drawDistrict, serveTiles, tileAt } from '../support/tiles.ts';

const CENTRE = [114.625, 33.605] as const;
const database = await testDatabase({ demo: 'none', commits: true });
let tiles: Awaited<ReturnType<typeof serveTiles>>;
const asOwner = <T>(fn: (db: Parameters<Parameters<typeof database.withActor>[1]>[0]) => Promise<T>) =>
  database.withActor({ personId: null, role: 'importer', scopePath: '' }, fn);

beforeAll(async () => {
  await drawDistrict(database.pool, database.session.schema);
  await asOwner(async (db) => {
    for (const layer of TILE_LAYERS) await bumpLayer(db, layer, null);
  });
  tiles = await serveTiles(database.withActor);
});
afterAll(async () => tiles?.close());

async function tileJson(layer: TileLayer): Promise<TileJson> {
  const response = await tiles.get(`/tiles/${layer}.json`);
  expect(response.status).toBe(200);
  return TileJson.parse(await response.json());
}
async function pathOf(layer: TileLayer, z: number, [longitude, latitude]: readonly [number, number] = CENTRE): Promise<string> {
  const { revision } = await tileJson(layer);
  return `/tiles/${layer}/${revision}/${z}/${tileAt(longitude, latitude, z).join('/')}.mvt`;
}
async function featuresOf(layer: TileLayer, z: number) {
  const response = await tiles.get(await pathOf(layer, z));
  expect(response.status).toBe(200);
  return decodeTile(await response.arrayBuffer());
}

describe('TileJSON', () => {
  test('names the tiles by revision, is never cached, and says from which zoom the layer can be read', async () => {
    const response = await tiles.get('/tiles/households.json');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    const json = TileJson.parse(await response.json());
    expect(json).toMatchObject({ tilejson: '3.0.0', name: 'households', minzoom: 15, maxzoom: 17 });
    expect(json.revision).toBeGreaterThan(1_700_000_000);
    expect(json.tiles).toEqual([`/tiles/households/${json.revision}/{z}/{x}/{y}.mvt`]);
    expect(json.vector_layers).toEqual([{ id: 'households', fields: { kind: 'Number', building: 'Number' }, minzoom: 15, maxzoom: 17 }]);
    const [west = 0, south = 0, east = 0, north = 0] = json.bounds ?? [];
    expect([west, south, east, north].map((degrees) => degrees.toFixed(2))).toEqual(['114.60', '33.58', '114.65', '33.63']);
  });

  test('an unknown layer is a 404 problem', async () => {
    const response = await tiles.get('/tiles/people.json');
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ type: '/problems/not-found' });
  });
});

describe('tiles', () => {
  test('are immutable, compressed, and answer 304 to their own ETag', async () => {
    const path = await pathOf('buildings', 15);
    const response = await tiles.get(path);
    expect(response.headers.get('content-type')).toBe('application/vnd.mapbox-vector-tile');
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const etag = response.headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[0-9a-f]{16}"$/);
    const again = await tiles.get(path, { 'if-none-match': etag });
    expect(again.status).toBe(304);
    const plain = await tiles.get(path, { 'accept-encoding': 'identity' });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(Buffer.from(await plain.arrayBuffer()).equals(Buffer.from(await response.arrayBuffer()))).toBe(true);
  });

  test('with nothing in them are 204', async () => {
    const { revision } = await tileJson('buildings');
    const response = await tiles.get(`/tiles/buildings/${revision}/15/1/1.mvt`);
    expect(response.status).toBe(204);
  });

  test.each([
    ['a zoom below the layer', '14/0/0'],
    ['a zoom above all layers', '18/0/0'],
    ['a column east of the world', '15/32768/0'],
    ['a row south of the world', '15/0/32768'],
    ['a negative column', '15/-1/0'],
    ['something that is no number', '15/x/0'],
  ])('%s is a 400 problem', async (_name, place) => {
    const { revision } = await tileJson('households');
    const response = await tiles.get(`/tiles/households/${revision}/${place}.mvt`);
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({ type: '/problems/tile-out-of-range' });
  });

  test('of an unknown layer are 404, of a revision nobody has published too', async () => {
    expect((await tiles.get('/tiles/people/1/15/0/0.mvt')).status).toBe(404);
    const { revision } = await tileJson('water');
    const future = await tiles.get(`/tiles/water/${revision + 5}/15/0/0.mvt`);
    expect(future.status).toBe(404);
    expect(await future.json()).toMatchObject({ type: '/problems/revision-unknown', current: revision });
  });

  test('carry ids and static facts, and nothing about people', async () => {
    const allowed: Record<TileLayer, string[]> = {
      'grids-1': ['code', 'kind', 'name'],
      'grids-2': ['code', 'kind', 'name'],
      'grids-3': ['code', 'kind', 'name'],
      'grids-4': ['code', 'kind', 'name'],
      'grids-5': ['code', 'kind', 'name'],
      buildings: ['floors', 'kind'],
      alleys: ['name', 'width'],
      households: ['building', 'kind'],
      roads: ['bridge', 'class', 'name', 'width'],
      water: ['class', 'name'],
      green: ['class', 'name'],
    };
    for (const layer of TILE_LAYERS) {
      const response = await tiles.get(await pathOf(layer, 15));
      const bytes = Buffer.from(await response.arrayBuffer());
      expect(bytes.includes('SECRET')).toBe(false);
      const features = decodeTile(bytes);
      const found = new Set(features.flatMap(({ properties }) => Object.keys(properties)));
      expect([...found].every((name) => allowed[layer].includes(name))).toBe(true);
      expect(features.every(({ id }) => Number.isSafeInteger(id) && (id as number) > 0)).toBe(true);
    }
  });

  test('hold every household of the database exactly once at the lowest zoom they are shown at', async () => {
    const [west, north] = tileAt(114.6, 33.63, 15);
    const [east, south] = tileAt(114.65, 33.58, 15);
    const { revision } = await tileJson('households');
    const ids: number[] = [];
    for (let x = west; x <= east; x++) {
      for (let y = north; y <= south; y++) {
        const response = await tiles.get(`/tiles/households/${revision}/15/${x}/${y}.mvt`);
        if (response.status === 200) ids.push(...decodeTile(await response.arrayBuffer()).map(({ id }) => id as number));
      }
    }
    const rows = await asOwner((db) => db('households').select('id').orderBy('id'));
    expect(ids.sort((a, b) => a - b)).toEqual(rows.map(({ id }) => id));
  });

  test('say what the rows say', async () => {
    const road = (await featuresOf('roads', 15))[0];
    const row = await asOwner((db) => db('base_features').where({ id: road?.id }).first());
    expect(road?.properties).toEqual({ class: row.class, name: row.name, width: row.width_m, bridge: row.is_bridge });
    const household = (await featuresOf('households', 16))[0];
    const target = await asOwner((db) => db('households').where({ id: household?.id }).first());
    expect(household?.properties).toEqual({
      kind: ['household', 'enterprise', 'school', 'construction_site'].indexOf(target.kind),
      building: target.building_id ?? 0,
    });
  });

  test('leave small roads to the large scales', async () => {
    const classes = async (z: number) => new Set((await featuresOf('roads', z)).map(({ properties }) => properties.class));
    expect(await classes(9)).toEqual(new Set(['a']));
    expect(await classes(11)).toEqual(new Set(['a', 'b']));
    expect(await classes(13)).toEqual(new Set(['a', 'b', 'c', 'd']));
  });
});

describe('one cold tile', () => {
  test('asked for ten thousand times at once is encoded once, and afterwards not at all', async () => {
    const { revision } = await tileJson('buildings');
    const [x, y] = tileAt(...CENTRE, 16);
    const before = tiles.store.encodings;
    const answers = await Promise.all(Array.from({ length: 10_000 }, () => tiles.store.tile('buildings', revision, 16, x, y)));
    expect(tiles.store.encodings - before).toBe(1);
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    await tiles.store.tile('buildings', revision, 16, x, y);
    expect(tiles.store.encodings - before).toBe(1);
  });
});

describe('a change', () => {
  test('of one alley reads that row anew, leaves the other layers alone and makes the old address 410', async () => {
    for (const layer of TILE_LAYERS) await tileJson(layer);
    const oldPath = await pathOf('alleys', 15);
    const before = await tileJson('alleys');
    const others = new Map(await Promise.all(TILE_LAYERS.map(async (layer) => [layer, await tiles.store.copies.current(layer)] as const)));
    const alley = decodeTile(await (await tiles.get(oldPath)).arrayBuffer())[0];
    tiles.loads.length = 0;
    await asOwner(async (db) => {
      await db('alleys').where({ id: alley?.id }).update({ name: 'renamed' });
      await bumpLayer(db, 'alleys', [alley?.id as number]);
    });
    const after = await tileJson('alleys');
    expect(after.revision).toBeGreaterThan(before.revision);
    expect(tiles.loads).toMatchObject([{ layer: 'alleys', rowsRead: 1, rows: 200 }]);
    for (const [layer, copy] of others) expect((await tiles.store.copies.current(layer)) === copy).toBe(layer !== 'alleys');
    const renamed = (await featuresOf('alleys', 15)).find(({ id }) => id === alley?.id);
    expect(renamed?.properties.name).toBe('renamed');
    const gone = await tiles.get(oldPath);
    expect(gone.status).toBe(410);
    expect(await gone.json()).toMatchObject({ type: '/problems/revision-gone', current: after.revision });
  });

  test('that deletes, moves and adds points is followed', async () => {
    await tileJson('households');
    const all = (await asOwner((db) => db('households').select('id').orderBy('id'))).map(({ id }) => id as number);
    const [deleted = 0, moved = 0] = all;
    const added = await asOwner(async (db) => {
      await db('households').where({ id: deleted }).delete();
      await db.raw('update households set geom = st_setsrid(st_makepoint(114.7, 33.7), 4326) where id = ?', [moved]);
      const { rows } = await db.raw('insert into households (geom) values (st_setsrid(st_makepoint(114.7, 33.7), 4326)) returning id');
      await bumpLayer(db, 'households', [deleted, moved, rows[0].id]);
      return rows[0].id as number;
    });
    tiles.loads.length = 0;
    const there = decodeTile(await (await tiles.get(await pathOf('households', 15, [114.7, 33.7]))).arrayBuffer());
    expect(there.map(({ id }) => id).sort()).toEqual([moved, added].sort());
    expect(tiles.loads).toMatchObject([{ layer: 'households', rows: all.length, rowsRead: 2 }]);
  });

  test('is told exactly as long as changes are kept', async () => {
    await database.inTransaction(async (db) => {
      const first = await bumpLayer(db, 'roads', [1]);
      expect(await bumpLayer(db, 'roads', [2, 3, 2])).toBe(first + 1);
      expect((await changedFeatures(db, 'roads', first - 1, first + 1))?.sort()).toEqual([1, 2, 3]);
      expect((await changedFeatures(db, 'roads', first, first + 1))?.sort()).toEqual([2, 3]);
      expect(await changedFeatures(db, 'roads', first - 700_000, first + 1)).toBeNull();
      const whole = await bumpLayer(db, 'roads', null);
      expect(await changedFeatures(db, 'roads', first, whole)).toBeNull();
      expect((await db('layer_changes').where({ layer: 'roads' })).length).toBe(1);
      await db('layer_revisions')
        .where({ layer: 'roads' })
        .update({ revision: whole + 700_000 });
      await bumpLayer(db, 'roads', [9]);
      expect(await db('layer_changes').where({ layer: 'roads' }).select('feature_id')).toEqual([{ feature_id: 9 }]);
    });
  });

  test('is noticed without anybody asking for the TileJSON', async () => {
    const before = await tileJson('green');
    const path = await pathOf('green', 15);
    await asOwner((db) => bumpLayer(db, 'green', null));
    await expect.poll(async () => (await tiles.get(path)).status, { timeout: 10_000, interval: 200 }).toBe(410);
    expect((await tileJson('green')).revision).toBeGreaterThan(before.revision);
  });
});
