import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { z } from 'zod';
import { type GridSummary, gridRoutes } from '#contract/grids';
import { type GridState, type LayerState, type StateLayer, type StateQuery, stateRoutes } from '#contract/state';
import { inPast, usePast } from './past.ts';
import { Problem, request } from './request.ts';
import { campaignsQuery, roundOf } from './settings.ts';

export type LayerStateOf<Name extends StateLayer> = Extract<LayerState, { layer: Name }>;
type Query = z.input<typeof StateQuery>;

const INTERVAL_MS = 60_000;
/** The most a list gives at once. */
const MOST_GRIDS = 10_000;

/** The columnar state of a layer, asked again every minute; the last answer stays while another view is on its way. In the past: that day's. */
export function useLayerState<Name extends StateLayer>(layer: Name, query: Query, enabled: boolean): UseQueryResult<LayerStateOf<Name>> {
  const past = usePast();
  const then = useMemo(() => (enabled ? past?.layer(layer) : undefined), [enabled, past, layer]);
  const now = useQuery({
    queryKey: ['state', layer, query],
    queryFn: async ({ signal }) => (await request(stateRoutes.state, { params: { layer }, query, signal })) as LayerStateOf<Name>,
    enabled: enabled && past === null,
    placeholderData: keepPreviousData,
    refetchInterval: INTERVAL_MS,
  });
  return past === null ? now : inPast(now, then as LayerStateOf<Name> | null | undefined);
}

/** The columns of all grids. hasRound is false where no round is open and none was named: then nothing is known of coverage, and seq is null. */
export type GridColumns = Omit<GridState, 'layer' | 'campaign' | 'seq'> & { campaign: GridState['campaign'] | null; seq: number | null; hasRound: boolean };

/** All grids with the state they have or, in the past, had; their names and places alone in a district that has no round of visits. */
export function useGridColumns(campaign: string | null, enabled = true): UseQueryResult<GridColumns> {
  const past = usePast();
  const now = useGridColumnsNow(campaign, enabled);
  const then = useMemo(() => (now.data === undefined ? undefined : past?.grids(now.data)), [now.data, past]);
  return past === null ? now : inPast(now, then);
}

/** All grids as they are now. */
export function useGridColumnsNow(campaign: string | null, enabled = true): UseQueryResult<GridColumns> {
  return useQuery({
    enabled,
    queryKey: ['grid-columns', campaign],
    queryFn: async ({ signal, client }) => {
      const plain = async () => columnsOf((await request(gridRoutes.list, { query: { limit: MOST_GRIDS }, signal })).items);
      // The bar asks for the rounds before the map stands, so this costs no time; a refusal that can be foreseen is not asked for.
      const campaigns = campaign === null ? await client.ensureQueryData(campaignsQuery) : null;
      if (campaigns !== null && roundOf(campaigns, null) === null) return plain();
      try {
        const state = await request(stateRoutes.state, { params: { layer: 'grids' }, query: { campaign: campaign ?? undefined }, signal });
        return { ...(state as GridState), hasRound: true };
      } catch (error) {
        if (!(error instanceof Problem) || error.type !== '/problems/campaign-required') throw error;
        return plain();
      }
    },
    placeholderData: keepPreviousData,
    refetchInterval: INTERVAL_MS,
  });
}

/** A list of grids as columns, with no targets and no issues known. */
export function columnsOf(items: readonly GridSummary[]): GridColumns {
  const ids = new Map(items.map(({ code, id }) => [code, id]));
  const none = items.map(() => 0);
  return {
    hasRound: false,
    campaign: null,
    seq: null,
    asOf: new Date().toISOString(),
    id: items.map(({ id }) => id),
    code: items.map(({ code }) => code),
    name: items.map(({ name }) => name),
    shortName: items.map(({ shortName }) => shortName),
    level: items.map(({ level }) => level),
    kind: items.map(({ kind }) => kind),
    parentId: items.map(({ parentCode }) => (parentCode === null ? null : (ids.get(parentCode) ?? null))),
    lon: items.map(({ labelPoint }) => labelPoint?.[0] ?? null),
    lat: items.map(({ labelPoint }) => labelPoint?.[1] ?? null),
    total: none,
    reachable: none,
    covered: none,
    uncovered: none,
    frozen: none,
    frozenCovered: none,
    openIssues: none,
    overdueIssues: none,
  };
}

/** True for the refusal that says: zoom in. */
export function isTooLarge(error: unknown): boolean {
  return error instanceof Problem && error.type === '/problems/area-too-large';
}
