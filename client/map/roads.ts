import type { LayerSpecification } from 'maplibre-gl';
import type { Theme } from '../tokens.ts';
import { byZoom, type Expression, type MapPart } from './map-part.ts';

export const ROAD_ZOOMS = [12, 14, 16, 19] as const;
/** How much wider a road is with its edges, and how strong they are over colours. */
export const CASING = { extra: 1.6, opacity: 0.55 };

/** Width in px by class at the zooms 12, 14, 16 and 19. */
export const ROAD_WIDTHS: Record<string, readonly [number, number, number, number]> = {
  a: [2.6, 4, 22, 110],
  b: [1.8, 2.6, 14, 72],
  c: [1.1, 1.6, 8, 44],
  d: [0.7, 1, 5.5, 30],
};

function roadWidth(extra: number): Expression {
  const at = (index: 0 | 1 | 2 | 3): Expression => [
    'match',
    ['get', 'class'],
    'a',
    (ROAD_WIDTHS.a?.[index] ?? 0) + extra,
    'b',
    (ROAD_WIDTHS.b?.[index] ?? 0) + extra,
    'c',
    (ROAD_WIDTHS.c?.[index] ?? 0) + extra,
    (ROAD_WIDTHS.d?.[index] ?? 0) + extra,
  ];
  return byZoom([
    [ROAD_ZOOMS[0], at(0)],
    [ROAD_ZOOMS[1], at(1)],
    [ROAD_ZOOMS[2], at(2)],
    [ROAD_ZOOMS[3], at(3)],
  ]);
}

/** Roads by class with their casings, and the bridges that carry them over water. overChoropleth: in the colour of the ground, as if cut out. */
export function roads(theme: Theme, overChoropleth: boolean): MapPart['layers'] {
  const { map } = theme;
  const source = { source: 'roads', 'source-layer': 'roads' } as const;
  const colour = overChoropleth ? map.roadOverChoropleth : map.road;
  const rank: Expression = ['match', ['get', 'class'], 'a', 4, 'b', 3, 'c', 2, 1];
  const isBridge: Expression = ['==', ['get', 'bridge'], true];
  const casing = (id: string, bridgesOnly: boolean): LayerSpecification => ({
    id,
    type: 'line',
    ...source,
    minzoom: 13,
    ...(bridgesOnly ? { filter: isBridge } : {}),
    layout: { 'line-cap': bridgesOnly ? 'butt' : 'round', 'line-join': 'round', 'line-sort-key': rank },
    paint: { 'line-color': map.roadCasing, 'line-width': roadWidth(CASING.extra), 'line-opacity': overChoropleth && !bridgesOnly ? CASING.opacity : 1 },
  });
  const fill = (id: string, bridgesOnly: boolean): LayerSpecification => ({
    id,
    type: 'line',
    ...source,
    ...(bridgesOnly ? { filter: isBridge } : {}),
    layout: { 'line-cap': 'round', 'line-join': 'round', 'line-sort-key': rank },
    paint: { 'line-color': colour, 'line-width': roadWidth(0) },
  });
  return [
    { slot: 'roads', layer: casing('road-casing', false) },
    { slot: 'roads', layer: fill('road', false) },
    { slot: 'bridges', layer: casing('bridge-casing', true) },
    { slot: 'bridges', layer: fill('bridge', true) },
  ];
}
