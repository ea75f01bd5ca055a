import { lineSliceAlong } from '@turf/turf';
import type { Geometry, Position } from 'geojson';
import type { AlleyDetail } from '#contract/alleys';
import type { PlaceBoard } from '../../drawing/use-place-board.ts';
import type { MapHit } from '../../map/map-context.ts';
import { placeOn } from '../../surveys/line-plan.ts';
import type { WorkPlace } from './draft.ts';

/** How the place of a work is set. */
export const PLACE_TOOLS = ['alley', 'point', 'line', 'area', 'grid'] as const;
export type PlaceTool = (typeof PLACE_TOOLS)[number];

/** What the map shows and takes while a work is written. */
export interface WorkEditing {
  board: PlaceBoard;
  /** Where the work is: drawn heavy. */
  shape: Geometry | null;
  onHit(hit: MapHit): void;
}

/** The tool a place was set with. */
export function toolOf(place: WorkPlace): PlaceTool {
  if (place.of === 'none') return 'alley';
  if (place.of !== 'drawn') return place.of;
  const { type } = place.geometry;
  return type === 'Point' ? 'point' : type === 'Polygon' ? 'area' : 'line';
}

/** The line of an alley, whole or from metre to metre; null while it is not known. */
export function stretchOf(place: WorkPlace, alley: AlleyDetail | null): Geometry | null {
  if (place.of === 'drawn') return place.geometry as Geometry;
  if (place.of !== 'alley' || alley === null || alley.id !== place.alley.id || alley.geometry === null) return null;
  const [line, ...more] = alley.geometry.coordinates;
  const [from, to] = [Number(place.fromM), Number(place.toM)];
  if (line === undefined || more.length > 0 || place.fromM === '' || place.toM === '' || !(from < to)) return alley.geometry as Geometry;
  return lineSliceAlong({ type: 'LineString', coordinates: line }, from, to, { units: 'meters' }).geometry;
}

/** Lanes meet at junctions, and there most stretches end: this near its line a click is for the alley that was taken. */
const NEAR_LINE_M = 6;

/** Whether a click is on the alley that is taken, and not on another one away from it. */
export function isOnAlley(alley: AlleyDetail, hit: MapHit): boolean {
  return hit.kind !== 'alley' || hit.id === alley.id || placeOn(alley.geometry.coordinates, hit.lngLat).offM <= NEAR_LINE_M;
}

/** The line of a drawn place; empty for any other. */
export function lineOf(place: WorkPlace): Position[] {
  if (place.of !== 'drawn') return [];
  const { geometry } = place;
  if (geometry.type === 'LineString') return geometry.coordinates;
  return geometry.type === 'MultiLineString' && geometry.coordinates.length === 1 ? (geometry.coordinates[0] ?? []) : [];
}

/** The outer ring of a drawn area without holes. */
export function ringOf(place: WorkPlace): Position[] | null {
  if (place.of !== 'drawn' || place.geometry.type !== 'Polygon' || place.geometry.coordinates.length !== 1) return null;
  return place.geometry.coordinates[0] ?? null;
}
