import { type InfiniteData, type UseInfiniteQueryResult, type UseQueryResult, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { type IssueDetail, type IssueFigures, type IssuePage, issueRoutes, type Lateness } from '#contract/issues';
import { inPast, useAskedDay, usePast } from '../api/past.ts';
import { request } from '../api/request.ts';

const PAGE_ROWS = 200;

/** Which issues of a grid a list shows; every part may be left out. */
export interface IssueFilter {
  open?: boolean;
  lateness?: Lateness;
  resolved?: true;
  domain?: string;
}

export function useIssue(id: number | null): UseQueryResult<IssueDetail> {
  const day = useAskedDay();
  return useQuery({
    queryKey: ['issue', id, day],
    queryFn: ({ signal }) => request(issueRoutes.detail, { params: { id: id as number }, query: { day }, signal }),
    enabled: id !== null,
  });
}

/** How many are listed, open and resolved, and how late the open ones are. */
export function useIssueFigures(code: string | null): UseQueryResult<IssueFigures> {
  const past = usePast();
  const now = useQuery({
    queryKey: ['issue-figures', code],
    queryFn: ({ signal }) => request(issueRoutes.figures, { params: { code: code as string }, signal }),
    enabled: code !== null && past === null,
  });
  return past === null ? now : inPast(now, code === null ? undefined : past.issues(code));
}

export function useIssuePages(grid: string | null, filter: IssueFilter): UseInfiniteQueryResult<InfiniteData<z.infer<typeof IssuePage>, string | null>> {
  const day = useAskedDay();
  return useInfiniteQuery({
    queryKey: ['issues', grid, filter, day],
    queryFn: ({ signal, pageParam }) =>
      request(issueRoutes.list, {
        query: {
          grid: grid as string,
          open: filter.open === undefined ? undefined : filter.open ? 'true' : 'false',
          lateness: filter.lateness,
          resolved: filter.resolved ? 'true' : undefined,
          domain: filter.domain,
          day,
          limit: PAGE_ROWS,
          cursor: pageParam ?? undefined,
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled: grid !== null,
  });
}
