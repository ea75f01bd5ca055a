import type { VectorTileFeature } from '@mapbox/vector-tile';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sqlFile } from '../../server/db/sql.ts';
import { TILE_LAYERS, type TileLayer } from '../../server/tiles/contract.ts';
import { LAYERS } from '../../server/tiles/layers.ts';
import { describeNative, testDatabase } from '../support/database.ts';
import { areaOf, distanceWithin, lengthOf, linesOf, signedArea } from '../support/tile-distance.ts';
import { decodeTile, drawDistrict, serveTiles, tileAt } from '../support/tiles.ts';

const byPostgis = sqlFile<{ tile: Buffer; features: number }>(import.meta.url, './tiles-st-asmvt.sql');
const TILES = 200;
/** What the encoder lets shapes reach over. */
const BUFFER: Record<string, number> = { point: 0, line: 160, polygon: 64 };
const LINE_LAYERS = new Set<TileLayer>(['alleys', 'roads']);

/** The hand-drawn district has every shape of trouble in a small place, the demo district what a city is like. */
describeNative('tiles beside ST_AsMVT', () => {
  compare('the hand-drawn district', 'none');
  compare('the demo district', 'S');
});

function compare(name: string, demo: 'none' | 'S'): void {
  describe(name, async () => {
    const database = await testDatabase({ demo, commits: true });
    let tiles: Awaited<ReturnType<typeof serveTiles>>;
    let district: [number, number, number, number];
    beforeAll(async () => {
      if (demo === 'none') await drawDistrict(database.pool, database.session.schema);
      tiles = await serveTiles(database.withActor);
      const { bounds } = await tiles.store.copies.current('buildings');
      if (bounds === null) throw new Error('the district has no buildings');
      district = bounds;
    });
    afterAll(async () => tiles?.close());

    const kindOf = (layer: TileLayer) => (layer === 'households' ? 'point' : LINE_LAYERS.has(layer) ? 'line' : 'polygon');
    const postgisTile = async (layer: TileLayer, z: number, x: number, y: number) => {
      const [row] = await database.withActor({ personId: null, role: 'reader', scopePath: '' }, (db) =>
        byPostgis(db, { layer, z, x, y, buffer: BUFFER[kindOf(layer)] }),
      );
      return new Map(row?.features ? decodeTile(row.tile).map((feature) => [feature.id as number, feature]) : []);
    };
    const ourTile = async (layer: TileLayer, z: number, x: number, y: number) => {
      const { revision } = await tiles.store.copies.current(layer);
      const response = await tiles.get(`/tiles/${layer}/${revision}/${z}/${x}/${y}.mvt`);
      return new Map(response.status === 204 ? [] : decodeTile(await response.arrayBuffer()).map((feature) => [feature.id as number, feature]));
    };

    test(`${TILES} tiles at zooms 14 to 17 of all layers hold the same features at the same places`, async () => {
      let compared = 0;
      let nonEmpty = 0;
      for (let number = 0; number < TILES; number++) {
        const layer = TILE_LAYERS[number % TILE_LAYERS.length] as TileLayer;
        const z = Math.max(LAYERS[layer].minzoom, 14 + (Math.floor(number / TILE_LAYERS.length) % 4));
        const [x, y] = tileAt(...placeIn(district, number), z);
        const [ours, theirs] = await Promise.all([ourTile(layer, z, x, y), postgisTile(layer, z, x, y)]);
        if (theirs.size > 0) nonEmpty++;
        const place = `${layer} ${z}/${x}/${y}`;
        for (const [id, feature] of theirs) if (!ours.has(id)) expect(sizeOf(feature), `${place}: ${id} is only in PostGIS's`).toBeLessThan(1);
        for (const [id, feature] of ours) {
          const other = theirs.get(id);
          if (other === undefined) {
            expect(sizeOf(feature), `${place}: ${id} is only in ours`).toBeLessThan(1);
            continue;
          }
          compared++;
          expect(feature.type, place).toBe(other.type);
          const distance = feature.type === 1 ? pointDistance(feature, other) : distanceWithin(linesOf(feature), linesOf(other), 2);
          expect(distance, `${place}: ${id}`).toBeLessThanOrEqual(feature.type === 1 ? 1 : 1.5);
          if (feature.type === 3) expect(signedArea(linesOf(feature)[0] ?? []), `${place}: ${id} winds the wrong way`).toBeGreaterThan(0);
        }
      }
      expect(nonEmpty).toBeGreaterThan(TILES * 0.7);
      expect(compared).toBeGreaterThan(1_000);
    });

    if (demo === 'none')
      test('at overview zooms neighbours share their border exactly, with fewer positions than in full', async () => {
        const stretchesOf = new Map<number, number>();
        for (const layer of ['grids-3', 'grids-4'] as const) {
          for (let z = LAYERS[layer].minzoom; z <= 14; z++) {
            const grids = [...(await ourTile(layer, z, ...tileAt(114.625, 33.605, z))).values()];
            const drawn = new Set(grids.flatMap((grid) => stretches(grid).map(({ from, to }) => `${from} ${to}`)));
            // All around a grid that does not lie at the edge of the district somebody must run the same border the other way.
            const inner = grids.filter(({ properties }) => /^g\d-[123]-[123]$/.test(String(properties.code)));
            expect(inner.length, `${layer} at zoom ${z}`).toBeGreaterThan(0);
            for (const grid of inner) {
              const within = stretches(grid).filter(({ isWithin }) => isWithin);
              const alone = within.filter(({ from, to }) => !drawn.has(`${to} ${from}`));
              expect(alone, `${layer} at zoom ${z}: ${grid.properties.code}`).toEqual([]);
              stretchesOf.set(z, Math.max(stretchesOf.get(z) ?? 0, within.length));
            }
          }
        }
        expect(stretchesOf.get(5)).toBeGreaterThanOrEqual(3);
        expect(stretchesOf.get(9)).toBeLessThan(30);
        expect(stretchesOf.get(12)).toBeGreaterThan(stretchesOf.get(9) as number);
        expect(stretchesOf.get(12)).toBeLessThan(stretchesOf.get(14) as number);
        expect(stretchesOf.get(14)).toBe(160);
      });
  });
}

/** Low-discrepancy places all over a box. */
function placeIn([west, south, east, north]: [number, number, number, number], number: number): [number, number] {
  return [west + (east - west) * ((number * 0.754877) % 1), south + (north - south) * ((number * 0.56984) % 1)];
}

/** The straight stretches of a feature's borders; those at the cut around the tile are not `isWithin`. */
function stretches(feature: VectorTileFeature): { from: string; to: string; isWithin: boolean }[] {
  return linesOf(feature).flatMap((ring) =>
    ring.slice(1).map((end, index) => {
      const start = ring[index] ?? end;
      return { from: `${start.x},${start.y}`, to: `${end.x},${end.y}`, isWithin: [start.x, start.y, end.x, end.y].every((v) => v > -64 && v < 4160) };
    }),
  );
}

/** How much of a feature one encoder may miss: its area or length, or how far a point is from the edge where the next tile takes over. */
function sizeOf(feature: VectorTileFeature): number {
  if (feature.type === 1) return Math.min(...(linesOf(feature)[0] ?? []).flatMap(({ x, y }) => [x, y, 4096 - x, 4096 - y]));
  return feature.type === 3 ? areaOf(linesOf(feature)) : lengthOf(linesOf(feature));
}

function pointDistance(a: VectorTileFeature, b: VectorTileFeature): number {
  const [[p] = []] = linesOf(a);
  const [[q] = []] = linesOf(b);
  if (p === undefined || q === undefined) return Number.POSITIVE_INFINITY;
  return Math.max(Math.abs(p.x - q.x), Math.abs(p.y - q.y));
}
