import { DEFAULT_DISTANCE_M } from '../alleys/distance-field.tsx';
import type { Shape } from '../drawing/shape.ts';
import type { MapState } from '../map/map-state.ts';

/** What the card is about. */
export type Place = { kind: 'grid'; code: string } | { kind: 'alley'; id: number; distanceM: number } | { kind: 'shape'; shape: Shape };

/** A drawn shape before an alley before a grid; the district when nothing is selected, null until it is known. */
export function placeOf({ alley, distanceM, grid }: Pick<MapState, 'alley' | 'distanceM' | 'grid'>, shape: Shape | null, root: string | null): Place | null {
  if (shape !== null) return { kind: 'shape', shape };
  if (alley !== null) return { kind: 'alley', id: alley, distanceM: distanceM ?? DEFAULT_DISTANCE_M };
  const code = grid ?? root;
  return code === null ? null : { kind: 'grid', code };
}
