import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { type ContactCards, responsibilityRoutes } from '#contract/responsibilities';
import { request } from '../api/request.ts';

/** The cards of a grid, or of the communities (3) or grids (4) in it; waits while the code is null. */
export function useContactCards(code: string | null, level: 3 | 4 | null): UseQueryResult<ContactCards> {
  return useQuery({
    queryKey: ['contact-cards', code, level],
    queryFn: ({ signal }) => request(responsibilityRoutes.cards, { params: { code: code as string }, query: { level: level ?? undefined }, signal }),
    enabled: code !== null,
  });
}
