import { useMemo } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { Within } from '#contract/coverage';
import { DEFAULT_DISTANCE_M } from '../alleys/distance-field.tsx';
import { decodeShape, shapePolygon } from '../drawing/shape.ts';
import { readMapState } from '../map/map-state.ts';
import type { WalkQuestion } from './api.ts';
import type { PaperLayout } from './strip.ts';
import { walkAddress } from './walk-link.tsx';

const LAYOUTS: readonly PaperLayout[] = ['full', 'compact'];

export interface WalkState {
  /** Null where the address names no place. */
  question: WalkQuestion | null;
  isPaper: boolean;
  /** Null: as suits the length of the list. */
  layout: PaperLayout | null;
}

/** The address of the page to what it shows: the place as the map's addresses name it, `start=lon,lat`, `view=paper`, `layout=full`. */
export function readWalkState(search: string): WalkState {
  const { grid, alley, shape, distanceM, campaign, kind } = readMapState(search);
  const parameters = new URLSearchParams(search);
  const drawn = decodeShape(shape);
  const within: Within | null =
    drawn !== null
      ? (shapePolygon(drawn) as Within)
      : alley !== null
        ? { alley, distance_m: distanceM ?? DEFAULT_DISTANCE_M }
        : grid !== null
          ? { grid }
          : null;
  const start = (parameters.get('start') ?? '').split(',').map(Number);
  const isStart = start.length === 2 && start.every(Number.isFinite) && parameters.has('start');
  return {
    question: within === null ? null : { within, campaign, kind, start: isStart ? (start as [number, number]) : null },
    isPaper: parameters.get('view') === 'paper',
    layout: LAYOUTS.find((layout) => layout === parameters.get('layout')) ?? null,
  };
}

/** What the page shows, and how it is changed in place. */
export function useWalkState() {
  const { search } = useLocation();
  const navigate = useNavigate();
  return useMemo(() => {
    const set = (name: 'start' | 'view' | 'layout', value: string | null) => {
      const parameters = new URLSearchParams(search);
      if (value === null) parameters.delete(name);
      else parameters.set(name, value);
      void navigate({ search: `?${parameters}` }, { replace: true });
    };
    return {
      ...readWalkState(search),
      /** The map with the same place selected. */
      mapAddress: walkAddress(search).replace('/walk', '/map'),
      startAt: (place: [number, number] | null) => set('start', place === null ? null : place.map((degrees) => degrees.toFixed(6)).join(',')),
      layOut: (layout: PaperLayout) => set('layout', layout),
      showPaper: (isShown: boolean) => set('view', isShown ? 'paper' : null),
    };
  }, [search, navigate]);
}
