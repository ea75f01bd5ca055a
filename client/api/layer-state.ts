import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { type LayerState, type StateLayer, type StateQuery, stateRoutes } from '#contract/state';
import { Problem, request } from './request.ts';

export type LayerStateOf<Name extends StateLayer> = Extract<LayerState, { layer: Name }>;
type Query = z.input<typeof StateQuery>;

const INTERVAL_MS = 60_000;

/** The columnar state of a layer, asked again every minute; the last answer stays while another view is on its way. */
export function useLayerState<Name extends StateLayer>(layer: Name, query: Query, enabled: boolean): UseQueryResult<LayerStateOf<Name>> {
  return useQuery({
    queryKey: ['state', layer, query],
    queryFn: async ({ signal }) => (await request(stateRoutes.state, { params: { layer }, query, signal })) as LayerStateOf<Name>,
    enabled,
    placeholderData: keepPreviousData,
    refetchInterval: INTERVAL_MS,
  });
}

/** True for the refusal that says: zoom in. */
export function isTooLarge(error: unknown): boolean {
  return error instanceof Problem && error.type === '/problems/area-too-large';
}
