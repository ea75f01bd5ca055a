import type { HouseholdState } from '#contract/state';
import type { MapPart } from '../map/map-part.ts';
import { BUILDING_ZOOM } from '../map/shown-level.ts';
import type { Theme } from '../tokens.ts';

/** So many doors left light a building wholly. */
const FULL = 12;

/** Buildings where somebody is left to visit are lit, the more the brighter: the others stay as dark as the ground. */
export function litBuildings(theme: Theme, state: HouseholdState | null): MapPart {
  const left = new Map<number, number>();
  for (const building of state?.buildingId ?? []) if (building !== 0) left.set(building, (left.get(building) ?? 0) + 1);
  return {
    layers: [
      {
        slot: 'buildings',
        layer: {
          id: 'building-lit',
          type: 'fill',
          source: 'buildings',
          'source-layer': 'buildings',
          minzoom: BUILDING_ZOOM,
          paint: { 'fill-color': theme.ramp[0], 'fill-opacity': ['coalesce', ['feature-state', 'lit'], 0], 'fill-antialias': false },
        },
      },
    ],
    states: [{ source: 'buildings', values: new Map([...left].map(([id, count]) => [id, { lit: light(count) }])) }],
  };
}

/** 0.18 for one door, 0.62 for FULL and more. */
function light(count: number): number {
  return 0.14 + 0.48 * Math.sqrt(Math.min(1, count / FULL));
}
