import { type InfiniteData, type UseInfiniteQueryResult, type UseQueryResult, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { AlleyDetail, alleyRoutes, DarkStretches, LineFaults } from '#contract/alleys';
import type { AlleySurvey } from '#contract/surveys';
import { request } from '../api/request.ts';

const PAGE_ROWS = 200;
const MINUTE_MS = 60_000;
/** What the map needs when an alley is asked about, not before. */
const routes = async () => (await import('#contract/alleys')).alleyRoutes;
const surveys = async () => (await import('#contract/surveys')).surveyRoutes;

export function useAlley(id: number | null): UseQueryResult<AlleyDetail> {
  return useQuery({
    queryKey: ['alley', id],
    queryFn: async ({ signal }) => request((await routes()).detail, { params: { id: id as number }, signal }),
    enabled: id !== null,
    staleTime: 5 * MINUTE_MS,
  });
}

export function useAlleySurveys(id: number | null): UseQueryResult<AlleySurvey[]> {
  return useQuery({
    queryKey: ['alley-surveys', id],
    queryFn: async ({ signal }) => (await request((await surveys()).ofAlley, { params: { id: id as number }, signal })).items,
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
  return useInfiniteQuery({
    queryKey: ['alley-issues', id, distanceM],
    queryFn: async ({ signal, pageParam }) =>
      request((await routes()).issues, {
        params: { id: id as number },
        query: { distance_m: distanceM, limit: PAGE_ROWS, cursor: pageParam ?? undefined },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled: id !== null,
  });
}

export function useWorksNearAlley(id: number | null, distanceM: number): NearPages<typeof alleyRoutes.works> {
  return useInfiniteQuery({
    queryKey: ['alley-works', id, distanceM],
    queryFn: async ({ signal, pageParam }) =>
      request((await routes()).works, {
        params: { id: id as number },
        query: { distance_m: distanceM, limit: PAGE_ROWS, cursor: pageParam ?? undefined },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled: id !== null,
  });
}

/** Where alleys are dark, and where nobody knows. Asked for when somebody is near enough to see it. */
export function useDarkStretches(enabled = true): UseQueryResult<DarkStretches> {
  return useQuery({
    queryKey: ['alley-dark'],
    queryFn: async ({ signal }) => request((await routes()).dark, { query: {}, signal }),
    enabled,
    staleTime: 5 * MINUTE_MS,
  });
}

/** Drains out of order and finds of surveys, on the lines. */
export function useLineFaults(enabled = true): UseQueryResult<LineFaults> {
  return useQuery({
    queryKey: ['alley-faults'],
    queryFn: async ({ signal }) => request((await routes()).faults, { query: {}, signal }),
    enabled,
    staleTime: 5 * MINUTE_MS,
  });
}
