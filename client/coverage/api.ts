import { type InfiniteData, type UseInfiniteQueryResult, type UseQueryResult, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { coverageRoutes, type GridCoverage, type UncoveredPage, type UncoveredState, type UncoveredSummary, type Within } from '#contract/coverage';
import { type HouseholdKind, householdRoutes, type RoundHouseholdPage } from '#contract/households';
import { inPast, usePast } from '../api/past.ts';
import { addressOf, request, requestAs } from '../api/request.ts';
import type { AnswerLine, HouseholdGroup } from '../map/panel-view.ts';
import { groupQuestion } from './household-groups.ts';

/** Rows per page of a list: a screenful several times over, answered in milliseconds. */
const PAGE_ROWS = 200;

/** Which targets are counted: absent means the open round, every kind, every uncovered state. */
export interface CoverageFilter {
  campaign: string | null;
  kind: HouseholdKind | null;
  /** A day that is over; undefined = now. */
  day?: string | undefined;
}

/** States and denominators of a grid and of its children; waits while the code is null. */
export function useGridCoverage(code: string | null, { campaign, kind }: CoverageFilter): UseQueryResult<GridCoverage> {
  const past = usePast();
  const now = useQuery({
    queryKey: ['coverage', code, campaign, kind],
    queryFn: ({ signal }) =>
      request(coverageRoutes.coverage, { params: { code: code as string }, query: { campaign: campaign ?? undefined, kind: kind ?? undefined }, signal }),
    enabled: code !== null && past === null,
  });
  return past === null ? now : inPast(now, code === null ? undefined : past.coverage(code, kind));
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

/** The targets of a group in a place, in one line of its answer when that is given, page after page. Waits while within is null. */
export function useHouseholdPages(
  within: Within | null,
  filter: CoverageFilter,
  group: HouseholdGroup,
  line: AnswerLine | undefined,
): UseInfiniteQueryResult<InfiniteData<RoundHouseholdPage, string | null>> {
  return useInfiniteQuery({
    queryKey: ['households', within, filter, group, line],
    queryFn: ({ signal, pageParam }) =>
      request(householdRoutes.query, {
        body: {
          within: within as Within,
          ...bodyFilter(filter, null),
          ...groupQuestion(group),
          ...line,
          limit: PAGE_ROWS,
          ...(pageParam === null ? {} : { cursor: pageParam }),
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled: within !== null,
  });
}

/** Where a browser fetches all targets of a group in a grid as a file, which the server names after the grid and the day. */
export function householdFileAddress(
  code: string,
  { campaign, kind, day }: CoverageFilter,
  group: HouseholdGroup,
  line: AnswerLine | undefined,
  f: 'csv' | 'geojson',
): string {
  const query = { ...groupQuestion(group), ...line, campaign: campaign ?? undefined, kind: kind ?? undefined, day, f };
  return group === 'uncovered' && line === undefined
    ? addressOf(coverageRoutes.uncovered, { params: { code }, query: { campaign: query.campaign, kind: query.kind, day, f } })
    : addressOf(householdRoutes.inGrid, { params: { code }, query });
}

/** All targets of a group in a place as a file: a question with a shape has a body, so a link cannot ask it. */
export async function householdFile(
  within: Within,
  filter: CoverageFilter,
  group: HouseholdGroup,
  line: AnswerLine | undefined,
  f: 'csv' | 'geojson',
): Promise<Blob> {
  const mediaType = f === 'csv' ? 'text/csv' : 'application/geo+json';
  const body = { within, ...bodyFilter(filter, null), ...groupQuestion(group), ...line };
  const answer = await requestAs(householdRoutes.query, { query: { f }, body }, mediaType);
  return answer.blob();
}

function bodyFilter({ campaign, kind, day }: CoverageFilter, state: UncoveredState | null) {
  return {
    ...(day === undefined ? {} : { day }),
    ...(campaign === null ? {} : { campaign }),
    ...(kind === null ? {} : { kind }),
    ...(state === null ? {} : { state: [state] }),
  };
}
