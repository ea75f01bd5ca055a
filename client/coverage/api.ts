import { type InfiniteData, type UseInfiniteQueryResult, type UseQueryResult, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { coverageRoutes, type GridCoverage, type UncoveredPage, type UncoveredState, type UncoveredSummary, type Within } from '#contract/coverage';
import type { HouseholdKind } from '#contract/households';
import { addressOf, request, requestAs } from '../api/request.ts';

/** Rows per page of a list: a screenful several times over, answered in milliseconds. */
const PAGE_ROWS = 200;

/** Which targets are counted: absent means the open round, every kind, every uncovered state. */
export interface CoverageFilter {
  campaign: string | null;
  kind: HouseholdKind | null;
}

/** States and denominators of a grid and of its children; waits while the code is null. */
export function useGridCoverage(code: string | null, { campaign, kind }: CoverageFilter): UseQueryResult<GridCoverage> {
  return useQuery({
    queryKey: ['coverage', code, campaign, kind],
    queryFn: ({ signal }) =>
      request(coverageRoutes.coverage, { params: { code: code as string }, query: { campaign: campaign ?? undefined, kind: kind ?? undefined }, signal }),
    enabled: code !== null,
  });
}

/** The answer about a place: counts by state, grid and building. Waits while within is null. */
export function useUncoveredSummary(within: Within | null, filter: CoverageFilter): UseQueryResult<UncoveredSummary> {
  return useQuery({
    queryKey: ['uncovered-summary', within, filter],
    queryFn: ({ signal }) => request(coverageRoutes.summary, { body: { within: within as Within, ...bodyFilter(filter, null) }, signal }),
    enabled: within !== null,
  });
}

/** Uncovered households of a place, page after page. */
export function useUncoveredPages(
  within: Within | null,
  filter: CoverageFilter,
  state: UncoveredState | null,
): UseInfiniteQueryResult<InfiniteData<UncoveredPage, string | null>> {
  return useInfiniteQuery({
    queryKey: ['uncovered', within, filter, state],
    queryFn: ({ signal, pageParam }) =>
      request(coverageRoutes.query, {
        body: { within: within as Within, ...bodyFilter(filter, state), limit: PAGE_ROWS, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled: within !== null,
  });
}

/** Where a browser fetches all uncovered households of a grid as a file. */
export function uncoveredFileAddress(code: string, filter: CoverageFilter, state: UncoveredState | null, f: 'csv' | 'geojson'): string {
  const query = { campaign: filter.campaign ?? undefined, kind: filter.kind ?? undefined, state: state ?? undefined, f };
  return addressOf(coverageRoutes.uncovered, { params: { code }, query });
}

/** All uncovered households of a drawn place as a file: the question has a body, so a link cannot ask it. */
export async function uncoveredFile(within: Within, filter: CoverageFilter, state: UncoveredState | null, f: 'csv' | 'geojson'): Promise<Blob> {
  const mediaType = f === 'csv' ? 'text/csv' : 'application/geo+json';
  const answer = await requestAs(coverageRoutes.query, { query: { f }, body: { within, ...bodyFilter(filter, state) } }, mediaType);
  return answer.blob();
}

function bodyFilter({ campaign, kind }: CoverageFilter, state: UncoveredState | null) {
  return { ...(campaign === null ? {} : { campaign }), ...(kind === null ? {} : { kind }), ...(state === null ? {} : { state: [state] }) };
}
