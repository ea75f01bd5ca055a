import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { type WallReplay, wallRoutes } from '#contract/walls';
import type { GridColumns } from '../api/layer-state.ts';
import { request } from '../api/request.ts';
import { dayAfter, daysAfter, SeriesIndex } from '../time/series.ts';

/** As often as the map of a wall is painted. */
const FRAME_MS = 250;
/** Of a scene's time: what the camera needs to arrive, and how long today stands at the end. */
const QUIET_MS = 4_000;
const LEAST_MS = 3_000;
const WEEK_DAYS = 7;
const KEPT_MS = 10 * 60_000;

/** Days from the first of a round to today that a replay shows: as many as there is time for, by weeks where motion is unwanted; the last is today. */
export function replayDays(from: string, to: string, playMs: number, isReduced: boolean): string[] {
  const last = Math.max(0, daysAfter(from, to));
  const step = isReduced ? WEEK_DAYS : Math.max(1, Math.ceil(last / Math.floor(playMs / FRAME_MS)));
  const days: string[] = [];
  for (let day = 0; day < last; day += step) days.push(dayAfter(from, day));
  return [...days, to];
}

/** Columns of grids as they would have been on a day, of what is reachable now. */
export function gridsOn(now: GridColumns, index: SeriesIndex, day: string): GridColumns {
  const covered = now.id.map((id) => index.at(id, day)[0] ?? 0);
  return { ...now, covered, uncovered: covered.map((count, row) => (now.reachable[row] ?? 0) - count) };
}

/** A replay as a series that is summed up the tree. */
export function indexOf({ from, to, gridId, day, covered }: WallReplay, grids: Pick<GridColumns, 'id' | 'parentId' | 'kind'>): SeriesIndex {
  const none = gridId.map(() => 0);
  const parents = grids.id.flatMap((id, row) => {
    const parent = grids.parentId[row];
    return grids.kind[row] === 'basic' && typeof parent === 'number' ? [[id, parent] as const] : [];
  });
  const series = { subject: 'coverage' as const, campaign: null, level: 4, kinds: ['all'], measures: ['covered'] };
  return new SeriesIndex({ ...series, from, to, gridId, day, amount: covered, kind: none, measure: none }, new Map(parents));
}

/** The round running past while its scene is shown, from one answer; null when it is not, or today has been reached: then the map is that of now. */
export function useReplay(
  isOn: boolean,
  grids: GridColumns | null,
  { wall, dwellMs, isReduced }: { wall: number | undefined; dwellMs: number; isReduced: boolean },
): { day: string; grids: GridColumns } | null {
  const { data } = useQuery({
    queryKey: ['wall-replay', wall ?? null],
    queryFn: ({ signal }) => request(wallRoutes.replay, { query: { wall }, signal }),
    enabled: isOn,
    staleTime: KEPT_MS,
  });
  const tree = grids?.id;
  // The tree alone matters: figures that move make no other index.
  // biome-ignore lint/correctness/useExhaustiveDependencies: of the columns only the tree is read
  const index = useMemo(() => (data === undefined || grids === null ? null : indexOf(data, grids)), [data, tree]);
  const playMs = Math.max(LEAST_MS, dwellMs - QUIET_MS);
  const days = useMemo(() => (data === undefined ? [] : replayDays(data.from, data.to, playMs, isReduced)), [data, playMs, isReduced]);
  const [frame, setFrame] = useState(0);
  useEffect(() => {
    setFrame(0);
    if (!isOn || days.length < 2) return;
    const timer = setInterval(() => setFrame((shown) => Math.min(shown + 1, days.length - 1)), playMs / (days.length - 1));
    const end = setTimeout(() => clearInterval(timer), playMs + FRAME_MS);
    return () => {
      clearInterval(timer);
      clearTimeout(end);
    };
  }, [isOn, days, playMs]);
  const day = days[frame];
  const isPast = isOn && day !== undefined && frame < days.length - 1;
  return useMemo(() => (isPast && grids !== null && index !== null ? { day, grids: gridsOn(grids, index, day) } : null), [isPast, grids, index, day]);
}
