import { type InfiniteData, type UseInfiniteQueryResult, type UseQueryResult, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { WorkDetail, WorkPage, WorkTotals, WorkType } from '#contract/works';
import { inPast, useAskedDay, usePast } from '../api/past.ts';
import { request } from '../api/request.ts';
import { useWorkingAs } from '../api/work-as.ts';
import type { WorkGroup } from '../map/panel-view.ts';

const PAGE_ROWS = 200;
/** What the map needs when works are asked about, not before. */
const routes = async () => (await import('#contract/works')).workRoutes;

/** What to ask anew after a work was written. */
export const isOfWorks = ({ queryKey }: { queryKey: readonly unknown[] }): boolean =>
  /^works?(-|$)/.test(String(queryKey[0])) || (queryKey[0] === 'state' && queryKey[1] === 'works') || ['project', 'thread'].includes(String(queryKey[0]));

const MAY_RECORD = ['community_secretary', 'subdistrict_dispatcher', 'district_command', 'administrator', 'planner', 'responsible_unit'];
/** Who writes works down. The server has the last word. */
export const mayRecordWorks = (role: string): boolean => MAY_RECORD.includes(role);

/** The catalogue by code. */
export function useWorkTypes(enabled = true): UseQueryResult<Map<string, WorkType>> {
  return useQuery({
    queryKey: ['work-types'],
    queryFn: async ({ signal }) => new Map((await request((await routes()).types, { signal })).items.map((type) => [type.code, type])),
    enabled,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** day: with the monthly checks, and what they amounted to, when it ended. */
export function useWork(id: number | null, day?: string): UseQueryResult<WorkDetail> {
  // Names and notes are told to staff only, so another person asks anew.
  const person = useWorkingAs()?.id ?? null;
  return useQuery({
    queryKey: ['work', id, person, day],
    queryFn: async ({ signal }) => request((await routes()).detail, { params: { id: id as number }, query: { day }, signal }),
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

/** Completed works of a grid. Of a day that is looked at nothing later comes, whatever the period. */
export function useWorkPages(grid: string | null, group: WorkGroup): UseInfiniteQueryResult<InfiniteData<z.infer<typeof WorkPage>, string | null>> {
  const day = useAskedDay();
  const { type, kind, from } = group;
  const to = day === undefined || (group.to !== undefined && group.to < day) ? group.to : day;
  return useInfiniteQuery({
    queryKey: ['works', grid, type, kind, from, to],
    queryFn: async ({ signal, pageParam }) => {
      const { WorkKind, workRoutes } = await import('#contract/works');
      const known = WorkKind.safeParse(kind).data;
      const query = { grid: grid as string, type: type ?? undefined, kind: known, from, to, completed: 'true' as const };
      return request(workRoutes.list, { query: { ...query, limit: PAGE_ROWS, cursor: pageParam ?? undefined }, signal });
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled: grid !== null,
  });
}
