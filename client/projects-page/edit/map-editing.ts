import type { Position } from 'geojson';
import type { ProjectClash } from '#contract/projects';
import type { PlaceBoard } from '../../drawing/use-place-board.ts';
import type { MapHit } from '../../map/map-context.ts';
import type { PlaceDraft } from './draft.ts';

/** How the place of a project is being set: alleys are clicked, an area is drawn, a line is clicked point by point. */
export type PlaceTool = 'none' | 'alleys' | 'area' | 'line';

/** What the map shows and takes while a project is written. */
export interface MapEditing {
  tool: PlaceTool;
  place: PlaceDraft;
  /** The line so far, from its first point on. */
  line: readonly Position[];
  clashes: readonly ProjectClash[];
  onHit(hit: MapHit): void;
  /** The ring of the area, closed. */
  onRing(ring: Position[]): void;
}

/** What of it is drawn over the map. */
export function boardOf({ tool, place, line, onRing }: MapEditing): PlaceBoard {
  return { ring: tool === 'area' ? ringOf(place) : undefined, line: tool === 'line' ? line : [], onRing };
}

/** The outer ring of a place that is one plain polygon, whose corners can be dragged; null for any other. */
function ringOf(place: PlaceDraft): Position[] | null {
  if (place.of !== 'drawn') return null;
  const { type, coordinates } = place.geometry;
  const rings = type === 'Polygon' ? coordinates : type === 'MultiPolygon' && coordinates.length === 1 ? coordinates[0] : undefined;
  return rings?.length === 1 ? (rings[0] ?? null) : null;
}

/** The line of a place that is one; empty for any other. */
export function lineOf(place: PlaceDraft): Position[] {
  if (place.of !== 'drawn') return [];
  const { type, coordinates } = place.geometry;
  if (type === 'LineString') return coordinates;
  return type === 'MultiLineString' && coordinates.length === 1 ? (coordinates[0] ?? []) : [];
}

/** The tool a place was set with. */
export function toolOf(place: PlaceDraft): PlaceTool {
  if (place.of !== 'drawn') return place.of;
  return place.geometry.type.endsWith('Polygon') ? 'area' : 'line';
}
