import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { type PublicGrid, responsibilityRoutes } from '#contract/responsibilities';
import { request } from '../api/request.ts';

const FIVE_MINUTES_MS = 300_000;

/** What anybody may know of a grid. */
export function usePublicGrid(code: string): UseQueryResult<PublicGrid> {
  return useQuery({
    queryKey: ['public-grid', code],
    queryFn: ({ signal }) => request(responsibilityRoutes.public, { params: { code }, signal }),
    staleTime: FIVE_MINUTES_MS,
  });
}
