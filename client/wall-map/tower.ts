import { coverageStep } from '../coverage/layers.ts';
import type { MapPart } from '../map/map-part.ts';
import type { Theme } from '../tokens.ts';
import type { BuildingTower } from './use-section.ts';

const FLOOR_M = 3;
/** Between two floors: they can be counted. */
const GAP_M = 0.35;

/** The one building that stands up: each floor in the colour of its share, so that the third dimension says how far somebody has to climb. */
export function tower(theme: Theme, building: BuildingTower | null, breaks: readonly number[]): MapPart {
  if (building === null) return { layers: [] };
  const source = { source: 'buildings', 'source-layer': 'buildings', filter: ['==', ['id'], building.id] as ['==', ['id'], number] };
  return {
    layers: [
      { slot: 'selection', layer: { id: 'tower-foot', type: 'line', ...source, paint: { 'line-color': theme.select, 'line-width': 2.5 } } },
      ...building.floors.map((share, index): MapPart['layers'][number] => ({
        slot: 'selection',
        layer: {
          id: `tower-${index}`,
          type: 'fill-extrusion',
          ...source,
          paint: {
            'fill-extrusion-color': share === null ? theme.map.building : (theme.ramp[coverageStep(share, breaks)] ?? theme.map.building),
            'fill-extrusion-base': index * FLOOR_M,
            'fill-extrusion-height': (index + 1) * FLOOR_M - GAP_M,
            'fill-extrusion-vertical-gradient': false,
          },
        },
      })),
    ],
  };
}
