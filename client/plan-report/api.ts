import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { type PlanReport, planRoutes } from '#contract/plans';
import { request } from '../api/request.ts';

/** All that the papers of a saved plan show; without names of residents or staff beyond who approved. */
export function usePlanReport(id: number | null): UseQueryResult<PlanReport> {
  return useQuery({
    queryKey: ['plan', id, 'report'],
    queryFn: ({ signal }) => request(planRoutes.report, { params: { id: id as number }, signal }),
    enabled: id !== null,
  });
}
