import { distance } from '@turf/turf';
import type { Position } from 'geojson';

/** What is on the drawing board right now: outlines, and the handles a person may drag. */
export interface Draft {
  rings: Position[][];
  corners: Position[];
  midpoints: Position[];
}
export const EMPTY_DRAFT: Draft = { rings: [], corners: [], midpoints: [] };

/** Centre and radius (metres) of a ring that was drawn as a circle. */
export function circleOf(ring: readonly Position[]): { centre: [number, number]; radiusM: number } {
  const corners = ring.slice(0, -1);
  const mean = (axis: 0 | 1) => corners.reduce((sum, corner) => sum + (corner[axis] as number), 0) / corners.length;
  const centre: [number, number] = [mean(0), mean(1)];
  const radii = corners.map((corner) => distance(centre, corner, { units: 'meters' }));
  return { centre, radiusM: radii.reduce((sum, radius) => sum + radius, 0) / radii.length };
}
