import type { FeatureCollection } from 'geojson';
import type { WalkList } from '#contract/walk';
import { FONT_BOLD } from '../map/basemap.ts';
import type { MapPart } from '../map/map-part.ts';
import type { Theme } from '../tokens.ts';

/** The walk on the map: its way (dashed where no way is known), and the stops with their numbers. */
export function walkLayers(theme: Theme, list: WalkList | null): MapPart {
  const stops = list?.stops ?? [];
  const ways: FeatureCollection = {
    type: 'FeatureCollection',
    features: stops.map(({ leg }) => ({ type: 'Feature', properties: { along: leg.along }, geometry: { type: 'LineString', coordinates: leg.way } })),
  };
  const marks: FeatureCollection = {
    type: 'FeatureCollection',
    features: [
      ...(list && stops.length > 0
        ? [{ type: 'Feature' as const, properties: { start: true }, geometry: { type: 'Point' as const, coordinates: [list.start.lon, list.start.lat] } }]
        : []),
      ...stops.map(({ number, lon, lat }) => ({
        type: 'Feature' as const,
        properties: { number: String(number), order: number },
        geometry: { type: 'Point' as const, coordinates: [lon, lat] },
      })),
    ],
  };
  const line = { type: 'line', source: 'walk-ways', layout: { 'line-join': 'round', 'line-cap': 'round' } } as const;
  return {
    sources: { 'walk-ways': { type: 'geojson', data: ways }, 'walk-stops': { type: 'geojson', data: marks } },
    layers: [
      { slot: 'selection', layer: { id: 'walk-casing', ...line, paint: { 'line-color': theme.ground, 'line-width': 6 } } },
      {
        slot: 'selection',
        layer: { id: 'walk-way', ...line, filter: ['==', ['get', 'along'], 'streets'], paint: { 'line-color': theme.accent, 'line-width': 3 } },
      },
      {
        slot: 'selection',
        layer: {
          id: 'walk-unknown',
          ...line,
          filter: ['==', ['get', 'along'], 'straight'],
          paint: { 'line-color': theme.accent, 'line-width': 2.5, 'line-dasharray': [1, 2] },
        },
      },
      {
        slot: 'marks',
        layer: {
          id: 'walk-stops',
          type: 'circle',
          source: 'walk-stops',
          paint: {
            'circle-radius': ['interpolate', ['linear'], ['zoom'], 13, ['case', ['has', 'start'], 6, 2.5], 16, 11],
            'circle-color': ['case', ['has', 'start'], theme.accent, theme.select],
            'circle-stroke-color': theme.ground,
            'circle-stroke-width': 1.5,
          },
        },
      },
      {
        slot: 'marks',
        layer: {
          id: 'walk-numbers',
          type: 'symbol',
          source: 'walk-stops',
          filter: ['has', 'number'],
          minzoom: 15,
          layout: { 'text-field': ['get', 'number'], 'text-font': FONT_BOLD, 'text-size': 12, 'symbol-sort-key': ['get', 'order'] },
          paint: { 'text-color': theme.ground },
        },
      },
    ],
  };
}
