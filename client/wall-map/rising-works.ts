import type { FeatureCollection, Point } from 'geojson';
import type { WorkState } from '#contract/state';
import type { WorkFamily, WorkType } from '#contract/works';
import { workIcon } from '../map/icons.ts';
import type { MapPart } from '../map/map-part.ts';
import type { Theme } from '../tokens.ts';
import type { MapFocus } from './parts.ts';

/** How far below its place a work begins, in px at 1080 lines, and how long it takes to come up. */
const BELOW_PX = 56;
const RISE_MS = 900;
/** They come up one behind the other, in so many ranks. */
const RANKS = 6;
const RANK_MS = 220;

/** The works of the scene: they come up in the order they were completed. A transition of the style: nothing runs once they stand. */
export function risingWorks(
  theme: Theme,
  state: WorkState | null,
  types: ReadonlyMap<string, WorkType>,
  letters: Record<WorkFamily, string>,
  { workIds, areUp }: Pick<MapFocus, 'workIds' | 'areUp'>,
): MapPart {
  if (state === null || workIds.length === 0) return { layers: [] };
  const icon = { 'icon-image': ['get', 'icon'] as ['get', string], 'icon-size': 1.1, 'icon-allow-overlap': true };
  const transition = (rank: number) => (areUp ? { duration: RISE_MS, delay: rank * RANK_MS } : { duration: 0, delay: 0 });
  return {
    sources: { 'rising-works': { type: 'geojson', data: points(theme, state, types, letters, workIds) } },
    layers: [
      // Names make way for where the works will stand: those that rise would be met on their way, and nothing is placed anew once they stand.
      { slot: 'marks', layer: { id: 'rising-works-places', type: 'symbol', source: 'rising-works', layout: icon, paint: { 'icon-opacity': 0 } } },
      ...Array.from({ length: Math.min(RANKS, workIds.length) }, (_, rank): MapPart['layers'][number] => ({
        slot: 'marks',
        layer: {
          id: `rising-works-${rank}`,
          type: 'symbol',
          source: 'rising-works',
          filter: ['==', ['get', 'rank'], rank],
          layout: { ...icon, 'icon-ignore-placement': true },
          paint: {
            'icon-translate': areUp ? [0, 0] : [0, BELOW_PX],
            'icon-translate-transition': transition(rank),
            'icon-opacity': areUp ? 1 : 0,
            'icon-opacity-transition': transition(rank),
          },
        },
      })),
    ],
  };
}

function points(
  theme: Theme,
  state: WorkState,
  types: ReadonlyMap<string, WorkType>,
  letters: Record<WorkFamily, string>,
  ids: readonly number[],
): FeatureCollection<Point> {
  return {
    type: 'FeatureCollection',
    features: ids.flatMap((id, index) => {
      const row = state.id.indexOf(id);
      if (row < 0) return [];
      const family = types.get(state.workType[row] ?? '')?.family ?? 'other';
      return [
        {
          type: 'Feature' as const,
          id,
          geometry: { type: 'Point' as const, coordinates: [state.lon[row] ?? 0, state.lat[row] ?? 0] },
          properties: { id, rank: index % RANKS, icon: workIcon(theme.name, family, letters[family]) },
        },
      ];
    }),
  };
}
