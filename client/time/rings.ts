import type { FeatureCollection, Point } from 'geojson';
import type { Change } from '#contract/history';
import type { MapPart } from '../map/map-part.ts';
import type { Theme } from '../tokens.ts';

/** Doors are many and small: from here on their rings can be told apart. */
const DOORS_ZOOM = 14;

/** A ring around everything that has changed: issues and works at any zoom, doors where they can be told apart. Knocks that reached nobody have none. */
export function ringsAround(theme: Theme, changes: readonly Change[]): MapPart {
  const points: FeatureCollection<Point> = {
    type: 'FeatureCollection',
    features: changes.flatMap(({ kind, id, lon, lat }) =>
      kind === 'visit' || lon === null || lat === null
        ? []
        : [{ type: 'Feature', properties: { kind, id, isDoor: kind === 'covered' }, geometry: { type: 'Point', coordinates: [lon, lat] } }],
    ),
  };
  const ring = (id: string, isDoor: boolean, minzoom: number, radius: number): MapPart['layers'][number] => ({
    slot: 'selection',
    layer: {
      id,
      type: 'circle',
      source: 'changes',
      minzoom,
      filter: ['==', ['get', 'isDoor'], isDoor],
      paint: {
        'circle-radius': radius,
        'circle-opacity': 0,
        'circle-stroke-width': isDoor ? 1.5 : 2.5,
        'circle-stroke-color': ['match', ['get', 'kind'], 'issue_overdue', theme.level1, 'issue_opened', theme.level1, theme.accent],
      },
    },
  });
  return { sources: { changes: { type: 'geojson', data: points } }, layers: [ring('change-doors', true, DOORS_ZOOM, 6), ring('change-rings', false, 0, 15)] };
}
