import type { Point } from './plane.ts';
import type { Position } from './types.ts';

/** Metres of the local plane to longitude and latitude (WGS84). */
export interface Projection {
  position(p: Point): Position;
  /** A closed ring from an open loop. */
  ring(loop: readonly Point[]): Position[];
}

const ECCENTRICITY_2 = 0.00669437999014;
const SEMI_MAJOR_M = 6_378_137;
const DEGREE = Math.PI / 180;
/** 8 decimals are about a millimetre: corners that are equal in the plane stay equal, and no others become so. */
const round = (degrees: number): number => Math.round(degrees * 1e8) / 1e8;

/** A plane tangent at the centre: within 10 km its lengths are right to one part in a thousand, and a corner always gets the same coordinates. */
export function projectionAt(longitude: number, latitude: number): Projection {
  const sin = Math.sin(latitude * DEGREE);
  const squeeze = Math.sqrt(1 - ECCENTRICITY_2 * sin * sin);
  const metresPerLongitude = (SEMI_MAJOR_M / squeeze) * Math.cos(latitude * DEGREE) * DEGREE;
  const metresPerLatitude = ((SEMI_MAJOR_M * (1 - ECCENTRICITY_2)) / squeeze ** 3) * DEGREE;
  const position = (p: Point): Position => [round(longitude + p.x / metresPerLongitude), round(latitude + p.y / metresPerLatitude)];
  return {
    position,
    ring: (loop) => {
      const ring = loop.map(position);
      const first = ring[0];
      return first === undefined ? [] : [...ring, first];
    },
  };
}
