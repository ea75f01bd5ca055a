import { keepPreviousData, type UseQueryResult, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type ChangePage, type HistoryFrame, type HouseholdHistory, historyRoutes } from '#contract/history';
import { type ResponsibilityState, stateRoutes } from '#contract/state';
import { type GridColumns, useGridColumnsNow } from '../api/layer-state.ts';
import { request } from '../api/request.ts';
import type { Bounds } from '../map/map-context.ts';
import { useMapState } from '../map/map-state.ts';
import { BUILDING_ZOOM } from '../map/shown-level.ts';
import { requestBox } from '../map/view.ts';
import { useWorkTypes } from '../works/api.ts';
import { type History, roundOn, turnOf } from './past.ts';
import { SeriesIndex } from './series.ts';

/** Past days do not change; today's part is never asked for. */
const KEEP = { staleTime: 10 * 60_000 };
/** Above this many grids the smallest level is left out: a district of four million targets has tens of thousands of micro-grids. */
const MOST_GRIDS = 5_000;
const ALL_LEVELS = 5;
const WITHOUT_SMALLEST = 4;
const NO_TREE: Pick<GridColumns, 'id' | 'parentId' | 'kind'> = { id: [], parentId: [], kind: [] };
const KEY = ['history'];
const CHANGES_MS = 60_000;
const MOST_CHANGES = 5_000;

export function useHistoryFrame(): UseQueryResult<HistoryFrame> {
  return useQuery({ queryKey: KEY, queryFn: ({ signal }) => request(historyRoutes.frame, { signal }), ...KEEP });
}

/** Everything past days are made of, once it is wanted; null until all of it is here. `day` decides of which round the doors in view are fetched. */
export function useHistory(
  isWanted: boolean,
  day: string | null,
  view: { bounds: Bounds; zoom: number } | null,
): { history: History | null; isFailed: boolean; retry: () => void } {
  const client = useQueryClient();
  const { state } = useMapState();
  const frame = useHistoryFrame().data ?? null;
  const grids = useGridColumnsNow(state.campaign).data ?? null;
  const workTypes = useWorkTypes().data ?? null;
  const level = (grids?.id.length ?? 0) > MOST_GRIDS ? WITHOUT_SMALLEST : ALL_LEVELS;
  const isOn = isWanted && frame !== null && grids !== null;
  const range = { from: frame?.firstDay, level };
  const rounds = frame?.rounds.filter(({ code }) => state.campaign === null || code === state.campaign) ?? [];
  const series = (subject: 'coverage' | 'issues' | 'works', campaign?: string) => ({
    queryKey: ['history', subject, campaign ?? null, range],
    queryFn: ({ signal }: { signal: AbortSignal }) =>
      request(historyRoutes.series, { params: { subject }, query: { level, ...(campaign === undefined ? { from: frame?.firstDay } : { campaign }) }, signal }),
    enabled: isOn,
    ...KEEP,
  });
  const counted = useQueries({ queries: rounds.map(({ code }) => series('coverage', code)), combine: dataOf });
  const [issues, works] = useQueries({ queries: [series('issues'), series('works')] });
  const issuePoints = useQuery({
    queryKey: ['history', 'issue-points', frame?.firstDay],
    queryFn: ({ signal }) => request(historyRoutes.issues, { query: { from: frame?.firstDay }, signal }),
    enabled: isOn,
    ...KEEP,
  });
  const workPoints = useQuery({
    queryKey: ['history', 'work-points'],
    queryFn: ({ signal }) => request(historyRoutes.works, { signal }),
    enabled: isOn,
    ...KEEP,
  });
  const households = useHouseholds(isOn && day !== null && frame !== null ? (roundOn(frame.rounds, day, state.campaign)?.code ?? null) : null, view);
  const isShown = (overlay: string) => state.overlays.some(({ id, visible }) => id === overlay && visible);
  const alleys =
    useQuery({
      queryKey: ['history', 'alleys', frame?.firstDay],
      queryFn: ({ signal }) => request(historyRoutes.alleys, { query: { from: frame?.firstDay }, signal }),
      enabled: isOn && isShown('alleys'),
      ...KEEP,
    }).data ?? null;
  const duties = useDuties(isOn && isShown('responsibilities'), frame, day);
  // The tree alone matters: figures that move make no other one.
  const { id, parentId, kind } = grids ?? NO_TREE;
  const parents = useMemo(() => {
    return new Map(id.flatMap((own, row) => (kind[row] === 'basic' && typeof parentId[row] === 'number' ? [[own, parentId[row]] as const] : [])));
  }, [id, parentId, kind]);
  const coverage = useMemo(
    () =>
      counted.data.some((data) => data === undefined)
        ? null
        : new Map(counted.data.flatMap((data) => (data?.campaign ? [[data.campaign.code, new SeriesIndex(data, parents)] as const] : []))),
    [counted.data, parents],
  );
  const issueIndex = useMemo(() => issues?.data && new SeriesIndex(issues.data, parents), [issues?.data, parents]);
  const workIndex = useMemo(() => works?.data && new SeriesIndex(works.data, parents), [works?.data, parents]);
  const history = useMemo(
    () =>
      isOn && coverage !== null && issueIndex && workIndex && issuePoints.data && workPoints.data && workTypes
        ? {
            frame,
            grids,
            workTypes,
            coverage,
            issues: issueIndex,
            works: workIndex,
            issuePoints: issuePoints.data,
            workPoints: workPoints.data,
            households,
            alleys,
            duties,
          }
        : null,
    [isOn, frame, grids, workTypes, coverage, issueIndex, workIndex, issuePoints.data, workPoints.data, households, alleys, duties],
  );
  const isFailed = counted.isFailed || [issues, works, issuePoints, workPoints].some((query) => query?.isError);
  const retry = () => void client.refetchQueries({ queryKey: KEY, predicate: ({ state: { status } }) => status === 'error' });
  return { history, isFailed, retry };
}

/** The same list while its answers are the same: a render makes a new one. */
function dataOf<Data>(queries: UseQueryResult<Data>[]): { data: (Data | undefined)[]; isFailed: boolean } {
  return { data: queries.map(({ data }) => data), isFailed: queries.some(({ isError }) => isError) };
}

/** States of the doors in view, where doors are shown. */
function useHouseholds(campaign: string | null, view: { bounds: Bounds; zoom: number } | null): HouseholdHistory | null {
  const { state } = useMapState();
  const isShown = campaign !== null && view !== null && view.zoom >= BUILDING_ZOOM && state.overlays.some(({ id, visible }) => id === 'uncovered' && visible);
  const bbox = isShown ? requestBox(view.bounds) : null;
  const query = useQuery({
    queryKey: ['history', 'households', campaign, bbox],
    queryFn: ({ signal }) => request(historyRoutes.households, { query: { campaign: campaign as string, bbox: bbox as never }, signal }),
    enabled: isShown,
    placeholderData: keepPreviousData,
    ...KEEP,
  });
  return isShown ? (query.data ?? null) : null;
}

/** Who holds the tier that is shown: of the turn that the day lies in and of the next one, so that playing meets it ready. One question a turn. */
function useDuties(isShown: boolean, frame: HistoryFrame | null, day: string | null): ReadonlyMap<string, ResponsibilityState> {
  const turn = frame === null || day === null ? null : turnOf(frame.responsibilityTurns, day);
  const next = frame?.responsibilityTurns.find((later) => turn !== null && later > turn && later < frame.today) ?? null;
  const held = useDutiesSince(isShown ? turn : null);
  const then = useDutiesSince(isShown ? next : null);
  return useMemo(
    () =>
      new Map(
        [
          [turn, held],
          [next, then],
        ].filter((entry): entry is [string, ResponsibilityState] => entry[0] != null && entry[1] !== undefined),
      ),
    [turn, held, next, then],
  );
}

function useDutiesSince(turn: string | null): ResponsibilityState | undefined {
  const { tier } = useMapState().state;
  return useQuery({
    queryKey: ['history', 'duties', tier, turn],
    queryFn: async ({ signal }) => {
      const query = { tier, day: turn as string };
      return (await request(stateRoutes.state, { params: { layer: 'responsibilities' }, query, signal })) as ResponsibilityState;
    },
    enabled: turn !== null,
    ...KEEP,
  }).data;
}

/** What has changed since the morning briefing: how much of each kind, and with `isOpen` every change that can be listed. */
export function useChanges(isOpen: boolean): UseQueryResult<ChangePage> {
  return useQuery({
    queryKey: ['changes', isOpen],
    queryFn: ({ signal }) => request(historyRoutes.changes, { query: { limit: isOpen ? MOST_CHANGES : 0 }, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: CHANGES_MS,
  });
}
