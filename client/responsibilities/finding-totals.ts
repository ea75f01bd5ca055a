import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { FindingsTotals } from '#contract/responsibilities';
import { request } from '../api/request.ts';

const MINUTE_MS = 60_000;

/** How many findings there are in the district, by kind and tier. */
export function useFindingTotals(enabled: boolean): UseQueryResult<FindingsTotals> {
  return useQuery({
    queryKey: ['duty-totals'],
    queryFn: async ({ signal }) => request((await import('#contract/responsibilities')).responsibilityRoutes.totals, { signal }),
    enabled,
    staleTime: MINUTE_MS,
  });
}
