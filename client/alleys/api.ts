import { type InfiniteData, type UseInfiniteQueryResult, type UseQueryResult, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { AlleyDetail, alleyRoutes, DarkStretches, LineFaults } from '#contract/alleys';
import type { AlleySurvey } from '#contract/surveys';
import { useAskedDay } from '../api/past.ts';
import { request } from '../api/request.ts';

const PAGE_ROWS = 200;
const MINUTE_MS = 60_000;
/** What the map needs when an alley is asked about, not before. */
const routes = async () => (await import('#contract/alleys')).alleyRoutes;
const surveys = async () => (await import('#contract/surveys')).surveyRoutes;

export function useAlley(id: number | null): UseQueryResult<AlleyDetail> {
  const day = useAskedDay();
  return useQuery({
    queryKey: ['alley', id, day],
    queryFn: async ({ signal }) => request((await routes()).detail, { params: { id: id as number }, query: { day }, signal }),
    enabled: id !== null,
    staleTime: 5 * MINUTE_MS,
  });
}

export function useAlleySurveys(id: number | null): UseQueryResult<AlleySurvey[]> {
  const day = useAskedDay();
  return useQuery({
    queryKey: ['alley-surveys', id, day],
    queryFn: async ({ signal }) => (await request((await surveys()).ofAlley, { params: { id: id as number }, query: { day }, signal })).items,
    enabled: id !== null,
    staleTime: 5 * MINUTE_MS,
  });
}

type NearRoute = (typeof alleyRoutes)['households' | 'issues' | 'works'];
type PageOf<Route extends NearRoute> = z.infer<Route['response']>;
type NearPages<Route extends NearRoute> = UseInfiniteQueryResult<InfiniteData<PageOf<Route>, string | null>>;

/** Visit targets within metres of the alley, nearest first; total says how many there are. */
export function useHouseholdsNearAlley(id: number | null, distanceM: number, campaign: string | null): NearPages<typeof alleyRoutes.households> {
  return useInfiniteQuery({
    queryKey: ['alley-households', id, distanceM, campaign],
    queryFn: async ({ signal, pageParam }) => {
      const query = { distance_m: distanceM, campaign: campaign ?? undefined, limit: PAGE_ROWS, cursor: pageParam ?? undefined };
      return request((await routes()).households, { params: { id: id as number }, query, signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled: id !== null,
  });
}

export function useIssuesNearAlley(id: number | null, distanceM: number): NearPages<typeof alleyRoutes.issues> {
  const day = useAskedDay();
  return useInfiniteQuery({
    queryKey: ['alley-issues', id, distanceM, day],
    queryFn: async ({ signal, pageParam }) =>
      request((await routes()).issues, {
        params: { id: id as number },
        query: { distance_m: distanceM, limit: PAGE_ROWS, cursor: pageParam ?? undefined, day },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled: id !== null,
  });
}

export function useWorksNearAlley(id: number | null, distanceM: number): NearPages<typeof alleyRoutes.works> {
  const day = useAskedDay();
  return useInfiniteQuery({
    queryKey: ['alley-works', id, distanceM, day],
    queryFn: async ({ signal, pageParam }) =>
      request((await routes()).works, {
        params: { id: id as number },
        query: { distance_m: distanceM, limit: PAGE_ROWS, cursor: pageParam ?? undefined, day },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled: id !== null,
  });
}

/** Where alleys are dark, and where nobody knows. Asked for when somebody is near enough to see it. */
export function useDarkStretches(enabled = true): UseQueryResult<DarkStretches> {
  const day = useAskedDay();
  return useQuery({
    queryKey: ['alley-dark', day],
    queryFn: async ({ signal }) => request((await routes()).dark, { query: { day }, signal }),
    enabled,
    staleTime: 5 * MINUTE_MS,
  });
}

/** Drains out of order and finds of surveys, on the lines. */
export function useLineFaults(enabled = true): UseQueryResult<LineFaults> {
  const day = useAskedDay();
  return useQuery({
    queryKey: ['alley-faults', day],
    queryFn: async ({ signal }) => request((await routes()).faults, { query: { day }, signal }),
    enabled,
    staleTime: 5 * MINUTE_MS,
  });
}
