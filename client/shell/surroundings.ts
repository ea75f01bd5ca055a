import { buffer } from '@turf/turf';
import type { MultiPolygon, Polygon } from 'geojson';

/** Outline of everything within metres of the lines. A module of its own, so that its part of turf is fetched with the first chosen alley. */
export function surroundings(lines: { type: 'MultiLineString'; coordinates: number[][][] }, distanceM: number): Polygon | MultiPolygon | null {
  return buffer(lines, distanceM, { units: 'meters', steps: 12 })?.geometry ?? null;
}
