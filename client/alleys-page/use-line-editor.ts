import type { MultiLineString } from 'geojson';
import { useCallback, useEffect, useRef, useState } from 'react';
import { newUuid } from '../api/uuid.ts';
import type { MapHit } from '../map/map-context.ts';
import { placeOn } from '../surveys/line-plan.ts';
import { type AlleyEdit, useEditAlley, useRevisions } from './api.ts';

export type EditMode = 'split' | 'join' | 'redraw';
/** A click farther from the line than this names no place on it; the server's own limit. */
const REACH_M = 10;

export interface LineEditor {
  mode: EditMode | null;
  start(mode: EditMode): void;
  stop(): void;
  /** A click on the map; true when it belongs to what is being edited. */
  take(hit: Pick<MapHit, 'lngLat'> & { kind: string; id?: number }): boolean;
  /** Another alley was chosen in the table; true when it belongs to what is being edited, or has to wait for it. */
  takeRow(id: number): boolean;
  /** Positions of the new line so far, or the place where the alley will be cut. */
  draft: readonly number[][];
  /** The line whose corners are on the map for dragging; null = it is clicked point by point, or not drawn at all. */
  corners: readonly number[][] | null;
  /** Metres before and after the cut. */
  cutM: readonly [number, number] | null;
  /** The alley that will be taken into this one. */
  other: number | null;
  setDraft(line: readonly number[][]): void;
  reason: string;
  setReason(reason: string): void;
  undo(): void;
  canUndo: boolean;
  save(): void;
  canSave: boolean;
  /** Sends the very same edit again. */
  retry(): void;
  /** Puts a former line back. */
  restore(line: MultiLineString, reason: string): void;
  /** Somebody wanted to leave what is not saved. */
  isHeld: boolean;
  isBusy: boolean;
  /** There is no network: the edit is sent when it comes back. */
  isWaiting: boolean;
  error: Error | null;
  isDone: boolean;
}

/**
 * Splitting, joining and redrawing the chosen alley: first shown, then saved. Each edit has a UUID of its own, so that a second try changes nothing
 * twice, and names the revision it began from, so that what somebody else saved meanwhile is not drawn over unseen.
 */
export function useLineEditor(id: number | null, lines: readonly number[][][] | null, lengthM: number, onChosen: (id: number) => void): LineEditor {
  const [mode, setMode] = useState<EditMode | null>(null);
  const [draft, setDraft] = useState<number[][]>([]);
  const [corners, setCorners] = useState<readonly number[][] | null>(null);
  const [cutM, setCutM] = useState<readonly [number, number] | null>(null);
  const [other, setOther] = useState<number | null>(null);
  const [reason, setReason] = useState('');
  const [isHeld, setHeld] = useState(false);
  const [seen, setSeen] = useState<number | null | undefined>(undefined);
  const revisions = useRevisions(id).data;
  const newest = revisions === undefined ? undefined : (revisions[0]?.id ?? null);
  const { mutate, reset, isPending, error, isSuccess, isPaused, variables } = useEditAlley(id ?? 0);
  const past = useSnapshots(draft, corners !== null);
  const stop = useCallback(() => {
    setMode(null);
    setDraft([]);
    setCorners(null);
    setCutM(null);
    setOther(null);
    setReason('');
    setHeld(false);
  }, []);
  // Another alley is another edit.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the id is what it hangs on
  useEffect(() => {
    stop();
    reset();
  }, [id, stop, reset]);
  const send = (edit: AlleyEdit) =>
    mutate(edit, {
      onSuccess: ([first]: { id: number }[]) => {
        stop();
        if (first) onChosen(first.id);
      },
    });
  const isDrawn = mode === 'redraw' && (corners === null ? draft.length > 0 : !isSame(draft, corners, lines?.[0]));
  const isDirty = isDrawn || cutM !== null || other !== null;
  useUnsavedWarning(isDirty);
  const named = (why: string, afterRevision: number | null | undefined) => ({
    clientUuid: newUuid(),
    ...(why.trim() !== '' && { reason: why.trim() }),
    ...(afterRevision !== undefined && { afterRevision }),
  });
  const canSave = !isPending && (mode === 'redraw' ? isDrawn && draft.length > 1 : isDirty);
  return {
    mode,
    start: (next) => {
      reset();
      // An alley in several parts is clicked anew: its parts have no common corners.
      const line = next === 'redraw' && lines?.length === 1 ? (lines[0] ?? null) : null;
      setDraft(line === null ? [] : line.map((position) => [...position]));
      setCorners(line);
      setSeen(newest);
      setMode(next);
    },
    stop: () => {
      reset();
      stop();
    },
    take: (hit) => {
      if (mode === null || id === null) return false;
      if (isPending || corners !== null) return true;
      if (mode === 'split' && lines !== null) {
        const { position, alongM, offM } = placeOn(lines as number[][][], hit.lngLat);
        if (offM > REACH_M) return true;
        setDraft([position]);
        setCutM([alongM, Math.max(0, lengthM - alongM)]);
      } else if (mode === 'redraw') setDraft([...draft, hit.lngLat]);
      else if (hit.kind === 'alley' && hit.id !== undefined && hit.id !== id) setOther(hit.id);
      return true;
    },
    takeRow: (row) => {
      if (mode === 'join' && row !== id) setOther(row);
      else if (isDirty) setHeld(true);
      return mode === 'join' || isDirty;
    },
    draft,
    corners,
    cutM,
    other,
    setDraft: useCallback((line: readonly number[][]) => setDraft(line.map((position) => [...position])), []),
    reason,
    setReason,
    undo: () => {
      if (corners === null) return setDraft(draft.slice(0, -1));
      const before = past.back(draft) ?? corners;
      setDraft(before.map((position) => [...position]));
      // A new array: the corners are put on the map anew.
      setCorners([...before]);
    },
    canUndo: isDrawn,
    save: () => {
      if (!canSave) return;
      const common = named(reason, seen);
      if (mode === 'split') send({ of: 'split', body: { ...common, point: draft[0] as [number, number] } });
      else if (mode === 'join' && other !== null) send({ of: 'join', body: { ...common, otherId: other } });
      else send({ of: 'redraw', body: { ...common, geometry: { type: 'LineString', coordinates: draft as [number, number][] } } });
    },
    canSave,
    retry: () => variables !== undefined && send(variables),
    restore: (line, why) => {
      reset();
      send({ of: 'redraw', body: { ...named(why, newest), geometry: { type: 'MultiLineString', coordinates: line.coordinates as [number, number][][] } } });
    },
    isHeld: isHeld && isDirty,
    isBusy: isPending,
    isWaiting: isPaused,
    error,
    isDone: isSuccess && mode === null,
  };
}

/** Whether nothing has been drawn: as the alley is, to the decimals the drawing tools keep. */
function isSame(draft: readonly number[][], ...[corners, line]: (readonly number[][] | null | undefined)[]): boolean {
  const text = (positions: readonly number[][]) => positions.map(([lon = 0, lat = 0]) => `${lon.toFixed(8)} ${lat.toFixed(8)}`).join();
  return text(draft) === text(line ?? corners ?? []);
}

/** What was drawn before each press of the pointer: a drag moves a corner many times and is one step. */
function useSnapshots(draft: readonly number[][], isOn: boolean) {
  const kept = useRef<(readonly number[][])[]>([]);
  const latest = useRef(draft);
  latest.current = draft;
  useEffect(() => {
    if (!isOn) return;
    kept.current = [];
    const keep = () => kept.current.push(latest.current);
    document.addEventListener('pointerdown', keep, true);
    return () => document.removeEventListener('pointerdown', keep, true);
  }, [isOn]);
  return {
    /** The last that differs. */
    back(from: readonly number[][]): readonly number[][] | null {
      let before = kept.current.pop();
      while (before !== undefined && isSame(before, from)) before = kept.current.pop();
      return before ?? null;
    },
  };
}

/** The browser asks before a page is left with something drawn and not saved. */
function useUnsavedWarning(isDirty: boolean): void {
  useEffect(() => {
    if (!isDirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isDirty]);
}
