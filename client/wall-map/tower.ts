import type { CoverageState } from '#contract/coverage';
import type { MapPart } from '../map/map-part.ts';
import type { Theme } from '../tokens.ts';
import type { BuildingTower } from './use-section.ts';

const FLOOR_M = 3;
/** Between two floors: they can be counted. */
const GAP_M = 0.35;

/** The one building that stands up: each floor in the colour of its worst door, so that the third dimension says where somebody has to climb. */
export function tower(theme: Theme, building: BuildingTower | null): MapPart {
  if (building === null) return { layers: [] };
  const source = { source: 'buildings', 'source-layer': 'buildings', filter: ['==', ['id'], building.id] as ['==', ['id'], number] };
  const colours: Record<CoverageState, string> = {
    untried: theme.ramp[0],
    tried: theme.ramp[1],
    appointment: theme.accent,
    exempt_pending: theme.ramp[2],
    covered: theme.ramp[5],
    exempt: theme.hatch,
  };
  return {
    layers: [
      { slot: 'selection', layer: { id: 'tower-foot', type: 'line', ...source, paint: { 'line-color': theme.select, 'line-width': 2.5 } } },
      ...building.floors.map((state, index): MapPart['layers'][number] => ({
        slot: 'selection',
        layer: {
          id: `tower-${index}`,
          type: 'fill-extrusion',
          ...source,
          paint: {
            'fill-extrusion-color': state === null ? theme.map.building : colours[state],
            'fill-extrusion-base': index * FLOOR_M,
            'fill-extrusion-height': (index + 1) * FLOOR_M - GAP_M,
            'fill-extrusion-vertical-gradient': false,
          },
        },
      })),
    ],
  };
}
