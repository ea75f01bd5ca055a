import type { Geometry, Position } from 'geojson';
import { eachPosition } from './formats/geometry-check.ts';

/** Half the perimeter of the earth over 180: metres of one degree of latitude, near enough for "is this even the right city". */
const METRES_PER_DEGREE = 111_195;

/** Metres between two places on a sphere (haversine); ±0.5 %. */
export function distanceM([lon1 = 0, lat1 = 0]: Position, [lon2 = 0, lat2 = 0]: Position): number {
  const radians = Math.PI / 180;
  const a = Math.sin(((lat2 - lat1) * radians) / 2) ** 2 + Math.cos(lat1 * radians) * Math.cos(lat2 * radians) * Math.sin(((lon2 - lon1) * radians) / 2) ** 2;
  return (2 * Math.asin(Math.min(1, Math.sqrt(a))) * METRES_PER_DEGREE) / radians;
}

/** The middle of a geometry's box. */
export function middleOf(geometry: Geometry): Position {
  let [west, south, east, north] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  eachPosition(geometry, ([x = 0, y = 0]) => {
    west = Math.min(west, x);
    east = Math.max(east, x);
    south = Math.min(south, y);
    north = Math.max(north, y);
  });
  return [(west + east) / 2, (south + north) / 2];
}

export type CoordinateCheck = { valid: true } | { valid: false; reason: 'not_degrees' | 'swapped'; example: Position };

/**
 * Whether coordinates can be longitude/latitude at all. Reasons: not_degrees = beyond ±180/±90, so they are projected (metres);
 * swapped = the first number fits a latitude and the second only a longitude.
 */
export function checkDegrees(geometries: Iterable<Geometry>): CoordinateCheck {
  let swapped: Position | null = null;
  let projected: Position | null = null;
  for (const geometry of geometries)
    eachPosition(geometry, ([x = 0, y = 0]) => {
      if (Math.abs(x) <= 180 && Math.abs(y) <= 90) return;
      if (Math.abs(x) <= 90 && Math.abs(y) <= 180) swapped ??= [x, y];
      else projected ??= [x, y];
    });
  if (projected !== null) return { valid: false, reason: 'not_degrees', example: projected };
  if (swapped !== null) return { valid: false, reason: 'swapped', example: swapped };
  return { valid: true };
}

/** Points that at least `least` rows share exactly: a failed geocoding gives every unknown address the same one. */
export function sharedPoints(geometries: (Geometry | null)[], least: number): { position: Position; rows: number[] }[] {
  const rowsAt = new Map<string, number[]>();
  geometries.forEach((geometry, row) => {
    if (geometry?.type !== 'Point') return;
    const key = geometry.coordinates.slice(0, 2).join(' ');
    const rows = rowsAt.get(key);
    if (rows === undefined) rowsAt.set(key, [row]);
    else rows.push(row);
  });
  return [...rowsAt].filter(([, rows]) => rows.length >= least).map(([key, rows]) => ({ position: key.split(' ').map(Number), rows }));
}
