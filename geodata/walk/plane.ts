/** A place in a local plane: metres east and north of its origin. */
export type Metres = readonly [x: number, y: number];

export interface Plane {
  toMetres(lon: number, lat: number): Metres;
  /** Longitude and latitude, to a centimetre. */
  toDegrees(place: Metres): [lon: number, lat: number];
}

const ECCENTRICITY_2 = 0.00669437999014;
const SEMI_MAJOR_M = 6_378_137;
const DEGREE = Math.PI / 180;
const round = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;

/** The plane that touches the ellipsoid (WGS84) at a place: within 10 km of it, lengths are right to one part in a thousand. */
export function planeAt(lon: number, lat: number): Plane {
  const sin = Math.sin(lat * DEGREE);
  const squeeze = Math.sqrt(1 - ECCENTRICITY_2 * sin * sin);
  const metresPerLon = (SEMI_MAJOR_M / squeeze) * Math.cos(lat * DEGREE) * DEGREE;
  const metresPerLat = ((SEMI_MAJOR_M * (1 - ECCENTRICITY_2)) / squeeze ** 3) * DEGREE;
  return {
    toMetres: (longitude, latitude) => [(longitude - lon) * metresPerLon, (latitude - lat) * metresPerLat],
    toDegrees: ([x, y]) => [round(lon + x / metresPerLon), round(lat + y / metresPerLat)],
  };
}

export function distance_m(a: Metres, b: Metres): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

export interface Projected {
  place: Metres;
  distance_m: number;
  /** Where between a and b, 0 to 1. */
  share: number;
}

/** The place of a segment that is nearest to a point. */
export function projectOnto(point: Metres, a: Metres, b: Metres): Projected {
  const along: Metres = [b[0] - a[0], b[1] - a[1]];
  const from: Metres = [point[0] - a[0], point[1] - a[1]];
  const square = along[0] ** 2 + along[1] ** 2;
  const share = square === 0 ? 0 : Math.min(1, Math.max(0, (from[0] * along[0] + from[1] * along[1]) / square));
  const place: Metres = [a[0] + along[0] * share, a[1] + along[1] * share];
  return { place, distance_m: distance_m(point, place), share };
}

/** Whether two segments cross. One that only touches the other does not. */
export function doCross(a: Metres, b: Metres, c: Metres, d: Metres): boolean {
  return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

/** Positive when c lies to the left of the way from a to b. */
function turn(a: Metres, b: Metres, c: Metres): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}
