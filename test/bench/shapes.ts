import { createRandom, type Random } from '../../geodata/demo/random.ts';
import type { PolygonGeometry } from '../../server/coverage/contract.ts';

type Position = [number, number];

/** West, south, east, north in degrees. */
export type Extent = readonly [number, number, number, number];

const METRES_PER_DEGREE = 111_320;

/** A place within the middle of an extent, and how to step metres from it. */
function somewhere(random: Random, [west, south, east, north]: Extent, reachM: number): (eastM: number, northM: number) => Position {
  const latitude = (south + north) / 2;
  const perDegree = METRES_PER_DEGREE * Math.cos((latitude * Math.PI) / 180);
  const inset = (low: number, high: number, reach: number): number =>
    random.range(Math.min(low + reach, (low + high) / 2), Math.max(high - reach, (low + high) / 2));
  const lon = inset(west, east, reachM / perDegree);
  const lat = inset(south, north, reachM / METRES_PER_DEGREE);
  return (eastM, northM) => [lon + eastM / perDegree, lat + northM / METRES_PER_DEGREE];
}

const polygon = (ring: Position[]): PolygonGeometry => ({ type: 'Polygon', coordinates: [[...ring, ring[0] as Position]] });

/** A blob around a centre, radius varying by a third, from corner to corner (jagged: the worst case) or in waves (as people draw); fills about half of its box. */
export function compactPolygon(seed: number, extent: Extent, radiusM: number, vertices: number, outline: 'jagged' | 'wavy' = 'jagged'): PolygonGeometry {
  const random = createRandom(seed);
  const at = somewhere(random, extent, radiusM);
  const phase = random.range(0, Math.PI);
  return polygon(
    Array.from({ length: vertices }, (_, corner) => {
      const angle = (corner / vertices) * 2 * Math.PI;
      const share = outline === 'jagged' ? random.next() : (2 + Math.sin(3 * angle + phase) + Math.sin(7 * angle)) / 4;
      const radius = radiusM * (0.67 + 0.33 * share);
      return at(Math.cos(angle) * radius, Math.sin(angle) * radius);
    }),
  );
}

/** A band of `widthM` along a bent diagonal: long, thin, fills a small part of its box. */
export function thinPolygon(seed: number, extent: Extent, lengthM: number, widthM: number, bends: number): PolygonGeometry {
  const random = createRandom(seed);
  const at = somewhere(random, extent, lengthM / 2);
  const spine = Array.from({ length: bends + 1 }, (_, bend) => {
    const along = (bend / bends - 0.5) * lengthM;
    return [along * 0.7, along * 0.7 + random.range(-widthM, widthM)] as const;
  });
  const north = spine.map(([x, y]) => at(x, y + widthM));
  const south = spine.map(([x, y]) => at(x, y - widthM)).reverse();
  return polygon([...south, ...north].reverse());
}
