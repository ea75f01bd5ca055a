import { useCallback, useEffect, useState } from 'react';
import { newUuid } from '../api/uuid.ts';
import type { MapHit } from '../map/map-context.ts';
import { useEditAlley } from './api.ts';

export type EditMode = 'split' | 'join' | 'redraw';

export interface LineEditor {
  mode: EditMode | null;
  start(mode: EditMode): void;
  stop(): void;
  /** A click on the map; true when it belongs to what is being edited. */
  take(hit: MapHit): boolean;
  /** Positions of the new line so far. */
  draft: readonly number[][];
  /** The line whose corners are on the map for dragging; null = it is clicked point by point, or not drawn at all. */
  corners: readonly number[][] | null;
  setDraft(line: readonly number[][]): void;
  undo(): void;
  save(): void;
  isBusy: boolean;
  error: Error | null;
  isDone: boolean;
}

/** Splitting, joining and redrawing the chosen alley by clicks on the map. Each edit has a UUID of its own, so that a second try changes nothing twice. */
export function useLineEditor(id: number | null, lines: readonly number[][][] | null, onChosen: (id: number) => void): LineEditor {
  const [mode, setMode] = useState<EditMode | null>(null);
  const [draft, setDraft] = useState<number[][]>([]);
  const [corners, setCorners] = useState<readonly number[][] | null>(null);
  const { mutate, reset, isPending, error, isSuccess } = useEditAlley(id ?? 0);
  const stop = useCallback(() => {
    setMode(null);
    setDraft([]);
    setCorners(null);
  }, []);
  // Another alley is another edit.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the id is what it hangs on
  useEffect(() => {
    stop();
    reset();
  }, [id, stop, reset]);
  const finish = {
    onSuccess: ([first]: { id: number }[]) => {
      stop();
      if (first) onChosen(first.id);
    },
  };
  return {
    mode,
    start: (next) => {
      reset();
      // An alley in several parts is clicked anew: its parts have no common corners.
      const line = next === 'redraw' && lines?.length === 1 ? (lines[0] ?? null) : null;
      setDraft(line === null ? [] : line.map((position) => [...position]));
      setCorners(line);
      setMode(next);
    },
    stop,
    take: (hit) => {
      if (mode === null || id === null) return false;
      if (isPending || corners !== null) return true;
      if (mode === 'split') mutate({ of: 'split', body: { clientUuid: newUuid(), point: hit.lngLat } }, finish);
      else if (mode === 'redraw') setDraft([...draft, hit.lngLat]);
      else if (hit.kind === 'alley' && hit.id !== id) mutate({ of: 'join', body: { clientUuid: newUuid(), otherId: hit.id } }, finish);
      return true;
    },
    draft,
    corners,
    setDraft: useCallback((line: readonly number[][]) => setDraft(line.map((position) => [...position])), []),
    undo: () => setDraft(draft.slice(0, -1)),
    save: () => {
      if (draft.length < 2) return;
      mutate({ of: 'redraw', body: { clientUuid: newUuid(), geometry: { type: 'LineString', coordinates: draft as [number, number][] } } }, finish);
    },
    isBusy: isPending,
    error,
    isDone: isSuccess && mode === null,
  };
}
