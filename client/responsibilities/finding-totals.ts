import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { FindingsTotals } from '#contract/responsibilities';
import { usePast } from '../api/past.ts';
import { request } from '../api/request.ts';

const MINUTE_MS = 60_000;

/** How many findings there are in the district, by kind and tier; in the past: how many there were. */
export function useFindingTotals(enabled: boolean): UseQueryResult<FindingsTotals> {
  const day = usePast()?.dutyDay;
  return useQuery({
    queryKey: ['duty-totals', day],
    queryFn: async ({ signal }) => request((await import('#contract/responsibilities')).responsibilityRoutes.totals, { query: { day }, signal }),
    enabled,
    staleTime: MINUTE_MS,
  });
}
