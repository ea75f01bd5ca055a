import { type InfiniteData, type UseInfiniteQueryResult, type UseQueryResult, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { WorkDetail, WorkPage, WorkTotals, WorkType } from '#contract/works';
import { inPast, usePast } from '../api/past.ts';
import { request } from '../api/request.ts';
import { useWorkingAs } from '../api/work-as.ts';

const PAGE_ROWS = 200;
/** What the map needs when works are asked about, not before. */
const routes = async () => (await import('#contract/works')).workRoutes;

/** The catalogue by code. */
export function useWorkTypes(enabled = true): UseQueryResult<Map<string, WorkType>> {
  return useQuery({
    queryKey: ['work-types'],
    queryFn: async ({ signal }) => new Map((await request((await routes()).types, { signal })).items.map((type) => [type.code, type])),
    enabled,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useWork(id: number | null): UseQueryResult<WorkDetail> {
  // Names and notes are told to staff only, so another person asks anew.
  const person = useWorkingAs()?.id ?? null;
  return useQuery({
    queryKey: ['work', id, person],
    queryFn: async ({ signal }) => request((await routes()).detail, { params: { id: id as number }, signal }),
    enabled: id !== null,
  });
}

/** Completed works of a grid, one line per type and unit. */
export function useWorkTotals(code: string | null): UseQueryResult<WorkTotals> {
  const past = usePast();
  const now = useQuery({
    queryKey: ['work-totals', code],
    queryFn: async ({ signal }) => request((await routes()).totals, { params: { code: code as string }, signal }),
    enabled: code !== null && past === null,
  });
  return past === null ? now : inPast(now, code === null ? undefined : past.works(code));
}

export function useWorkPages(grid: string | null, type: string | null): UseInfiniteQueryResult<InfiniteData<z.infer<typeof WorkPage>, string | null>> {
  return useInfiniteQuery({
    queryKey: ['works', grid, type],
    queryFn: async ({ signal, pageParam }) =>
      request((await routes()).list, {
        query: { grid: grid as string, type: type ?? undefined, completed: 'true', limit: PAGE_ROWS, cursor: pageParam ?? undefined },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled: grid !== null,
  });
}
