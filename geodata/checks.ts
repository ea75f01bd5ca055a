import Flatbush from 'flatbush';
import type { Position } from 'geojson';

/** Why a polygon cannot be used. Constants, so that reports and tests can name them. */
export const POLYGON_FAULTS = {
  empty: 'empty',
  tooManyVertices: 'too_many_vertices',
  outOfRange: 'out_of_range',
  ringTooShort: 'ring_too_short',
  ringNotClosed: 'ring_not_closed',
  selfCrossing: 'self_crossing',
} as const;
export type PolygonFault = (typeof POLYGON_FAULTS)[keyof typeof POLYGON_FAULTS];

export const MAX_VERTICES = 10_000;

export type PolygonCheck =
  | { valid: true }
  | {
      valid: false;
      reason: PolygonFault;
      /** JSON pointer inside the geometry, '/coordinates/0'. */
      pointer: string;
      detail: string;
      remedy: string;
      /** Where to look, when there is one place. */
      place?: Position;
    };

interface Polygonal {
  type: 'Polygon' | 'MultiPolygon';
  coordinates: Position[][] | Position[][][];
}

/**
 * Checks one GeoJSON Polygon or MultiPolygon ring by ring: emptiness, size, range, closure, self-crossing. How rings lie to each other
 * (a hole outside, parts that overlap) is left to PostGIS, which knows it exactly.
 */
export function checkPolygon(geometry: Polygonal): PolygonCheck {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates as Position[][]] : (geometry.coordinates as Position[][][]);
  const at = (part: number, ring: number) => (geometry.type === 'Polygon' ? `/coordinates/${ring}` : `/coordinates/${part}/${ring}`);
  if (polygons.length === 0 || polygons.some((rings) => rings.length === 0))
    return fault('empty', '/coordinates', 'The polygon has no ring.', 'Give at least one ring of four positions.');
  const vertices = polygons.flat().reduce((sum, ring) => sum + ring.length, 0);
  if (vertices > MAX_VERTICES)
    return fault(
      'tooManyVertices',
      '/coordinates',
      `The polygon has ${vertices.toLocaleString('en')} vertices; at most ${MAX_VERTICES.toLocaleString('en')} are taken.`,
      'Simplify it before sending.',
    );
  for (const [part, rings] of polygons.entries())
    for (const [ring, positions] of rings.entries()) {
      const check = checkRing(positions, at(part, ring));
      if (!check.valid) return check;
    }
  return { valid: true };
}

function checkRing(ring: Position[], pointer: string): PolygonCheck {
  const outside = ring.findIndex(([lon = Number.NaN, lat = Number.NaN]) => !(Math.abs(lon) <= 180 && Math.abs(lat) <= 90));
  if (outside >= 0)
    return fault(
      'outOfRange',
      `${pointer}/${outside}`,
      `Position ${JSON.stringify(ring[outside])} is not a longitude and a latitude.`,
      'Write longitude first (−180 to 180), then latitude (−90 to 90), in degrees of WGS84.',
      ring[outside],
    );
  if (ring.length < 4)
    return fault('ringTooShort', pointer, `The ring has ${ring.length} positions.`, 'A ring needs at least four, the last equal to the first.');
  const [first, last] = [ring[0] as Position, ring[ring.length - 1] as Position];
  if (first[0] !== last[0] || first[1] !== last[1])
    return fault('ringNotClosed', pointer, 'The ring is not closed.', 'Repeat its first position as its last.', last);
  const crossing = selfCrossing(ring);
  if (crossing !== null)
    return fault(
      'selfCrossing',
      pointer,
      `The ring crosses itself near ${crossing.map((n) => n.toFixed(6)).join(', ')}.`,
      'Move the vertices so that no two sides cross.',
      crossing,
    );
  return { valid: true };
}

function fault(name: keyof typeof POLYGON_FAULTS, pointer: string, detail: string, remedy: string, place?: Position): PolygonCheck {
  return { valid: false, reason: POLYGON_FAULTS[name], pointer, detail, remedy, ...(place ? { place } : {}) };
}

/** Where a closed ring crosses itself properly, or null. Sides are looked up in a box index: n log n, where trying all pairs of 10,000 takes 0.4 s. */
export function selfCrossing(ring: Position[]): Position | null {
  const sides = ring.length - 1;
  const index = new Flatbush(sides);
  for (let side = 0; side < sides; side++) {
    const [ax = 0, ay = 0] = ring[side] as Position;
    const [bx = 0, by = 0] = ring[side + 1] as Position;
    index.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
  }
  index.finish();
  for (let side = 0; side < sides; side++) {
    const [a, b] = [ring[side] as Position, ring[side + 1] as Position];
    const [ax = 0, ay = 0] = a;
    const [bx = 0, by = 0] = b;
    const others = index.search(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by), (other) => other > side);
    for (const other of others) {
      const place = crossing(a, b, ring[other] as Position, ring[other + 1] as Position);
      if (place !== null) return place;
    }
  }
  return null;
}

/** Twice the signed area of the triangle a, b, c. */
const turn = (a: Position, b: Position, c: Position): number =>
  ((b[0] as number) - (a[0] as number)) * ((c[1] as number) - (a[1] as number)) - ((b[1] as number) - (a[1] as number)) * ((c[0] as number) - (a[0] as number));

/** The point where two sides cross in their interiors, or null; sides that only touch are PostGIS's to judge. */
function crossing(a: Position, b: Position, c: Position, d: Position): Position | null {
  const [c1, c2] = [turn(a, b, c), turn(a, b, d)];
  const [a1, a2] = [turn(c, d, a), turn(c, d, b)];
  if (!(c1 * c2 < 0 && a1 * a2 < 0)) return null;
  const along = a1 / (a1 - a2);
  return [(a[0] as number) + along * ((b[0] as number) - (a[0] as number)), (a[1] as number) + along * ((b[1] as number) - (a[1] as number))];
}
