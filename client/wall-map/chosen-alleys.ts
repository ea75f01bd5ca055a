import { FONT_BOLD, translucent } from '../map/basemap.ts';
import type { MapPart } from '../map/map-part.ts';
import type { Theme } from '../tokens.ts';
import type { MapFocus } from './parts.ts';

/** Alleys a plan chose: the accent says "chosen", the number is their rank in the list beside the map. */
export function chosenAlleys(theme: Theme, alleys: MapFocus['alleys']): MapPart {
  if (alleys.length === 0) return { layers: [] };
  const line = (id: string, colour: string, width: number): MapPart['layers'][number] => ({
    slot: 'selection',
    layer: {
      id,
      type: 'line',
      source: 'alleys',
      'source-layer': 'alleys',
      filter: ['in', ['id'], ['literal', alleys.map((alley) => alley.id)]],
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: { 'line-color': colour, 'line-width': width },
    },
  });
  return {
    sources: {
      'chosen-alleys': {
        type: 'geojson',
        data: {
          type: 'FeatureCollection',
          features: alleys.map(({ id, rank, name, lon, lat }) => ({
            type: 'Feature',
            id,
            geometry: { type: 'Point', coordinates: [lon, lat] },
            properties: { rank, label: `${rank} ${name ?? ''}`.trim() },
          })),
        },
      },
    },
    layers: [
      line('chosen-casing', theme.ground, 8),
      line('chosen', theme.accent, 4.6),
      {
        slot: 'labels',
        layer: {
          id: 'chosen-name',
          type: 'symbol',
          source: 'chosen-alleys',
          layout: {
            'text-field': ['get', 'label'],
            'text-font': FONT_BOLD,
            'text-size': 14,
            'text-variable-anchor': ['bottom', 'top', 'left', 'right'],
            'text-radial-offset': 0.6,
            'symbol-sort-key': ['get', 'rank'],
          },
          paint: { 'text-color': theme.text, 'text-halo-color': translucent(theme.ground, 0.86), 'text-halo-width': 2 },
        },
      },
    ],
  };
}
