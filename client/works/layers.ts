import type { FeatureCollection, Point } from 'geojson';
import type { WorkState } from '#contract/state';
import type { Qualifier, WorkFamily, WorkType } from '#contract/works';
import { workIcon } from '../map/icons.ts';
import type { Bounds } from '../map/map-context.ts';
import type { MapPart } from '../map/map-part.ts';
import type { Theme } from '../tokens.ts';

type Letters = Record<WorkFamily, string>;
type Qualified = ReturnType<typeof Qualifier.parse>;

/** One line per type and unit in view: different units are never added together, and a figure one part of which is "about" is about. */
export interface WorkTally {
  type: WorkType;
  unit: string;
  count: number;
  /** null when no work of the line says how much. */
  quantity: number | null;
  qualifier: Qualified | null;
}

export function worksInView(state: WorkState, types: ReadonlyMap<string, WorkType>, [west, south, east, north]: Bounds): WorkTally[] {
  const tallies = new Map<string, WorkTally>();
  state.id.forEach((_, index) => {
    const lon = state.lon[index] ?? Number.NaN;
    const lat = state.lat[index] ?? Number.NaN;
    if (!(lon >= west && lon <= east && lat >= south && lat <= north)) return;
    const type = types.get(state.workType[index] ?? '');
    if (!type) return;
    const unit = state.unit[index] ?? type.unit;
    const key = `${type.code} ${unit}`;
    const tally = tallies.get(key) ?? { type, unit, count: 0, quantity: null, qualifier: null };
    const quantity = state.quantity[index] ?? null;
    tallies.set(key, {
      ...tally,
      count: tally.count + 1,
      quantity: quantity === null ? tally.quantity : (tally.quantity ?? 0) + quantity,
      qualifier: tally.qualifier ?? state.qualifier[index] ?? null,
    });
  });
  return [...tallies.values()].sort((a, b) => b.count - a.count || a.type.code.localeCompare(b.type.code));
}

/** A tag with the letter of its family per completed work, none left out: far away they are small. */
export function workLayers(theme: Theme, state: WorkState | null, types: ReadonlyMap<string, WorkType>, letters: Letters, opacity: number): MapPart {
  if (state === null) return { layers: [] };
  return {
    sources: { works: { type: 'geojson', data: workPoints(theme, state, types, letters) } },
    layers: [
      {
        slot: 'marks',
        layer: {
          id: 'work-marks',
          type: 'symbol',
          source: 'works',
          layout: {
            'icon-image': ['get', 'icon'],
            'icon-size': ['interpolate', ['linear'], ['zoom'], 12, 0.5, 14, 0.8, 16, 1],
            'icon-allow-overlap': true,
            'icon-ignore-placement': true,
          },
          paint: { 'icon-opacity': opacity },
        },
      },
    ],
  };
}

function workPoints(theme: Theme, state: WorkState, types: ReadonlyMap<string, WorkType>, letters: Letters): FeatureCollection<Point> {
  return {
    type: 'FeatureCollection',
    features: state.id.map((id, index) => {
      const family = types.get(state.workType[index] ?? '')?.family ?? 'other';
      return {
        type: 'Feature',
        id,
        geometry: { type: 'Point', coordinates: [state.lon[index] ?? 0, state.lat[index] ?? 0] },
        properties: { id, icon: workIcon(theme.name, family, letters[family]) },
      };
    }),
  };
}
