import type { InfiniteData } from '@tanstack/react-query';
import { type UseInfiniteQueryResult, type UseQueryResult, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { type ChainAt, type ChainOfGrid, type FindingKind, type ResponsibilityFinding, responsibilityRoutes } from '#contract/responsibilities';
import { usePast } from '../api/past.ts';
import { addressOf, request } from '../api/request.ts';

const MINUTE_MS = 60_000;
const PAGE_SIZE = 100;

/** The five tiers of a grid, and what is wrong with them. */
export function useChain(code: string | null): UseQueryResult<ChainOfGrid> {
  const day = usePast()?.dutyDay;
  return useQuery({
    queryKey: ['chain', code, day],
    queryFn: ({ signal }) => request(responsibilityRoutes.ofGrid, { params: { code: code as string }, query: { day }, signal }),
    enabled: code !== null,
    staleTime: MINUTE_MS,
  });
}

/** The five tiers at a point, and those of the dedicated grids that hold it. */
export function useChainAt([lon, lat]: readonly [number, number]): UseQueryResult<ChainAt> {
  return useQuery({
    queryKey: ['chain-at', lon, lat],
    queryFn: ({ signal }) => request(responsibilityRoutes.at, { query: { lon, lat }, signal }),
    staleTime: MINUTE_MS,
  });
}

export interface FindingFilter {
  /** A day that is over; undefined = now. */
  day?: string | undefined;
  grid: string;
  kind: FindingKind | null;
  tier: number | null;
}

const queryOf = ({ grid, kind, tier, day }: FindingFilter) => ({ grid, day, kind: kind ?? undefined, tier: tier ?? undefined });

type FindingPage = { items: ResponsibilityFinding[]; next: string | null; total?: number | undefined };

/** Findings inside a grid, page by page. */
export function useFindingPages(filter: FindingFilter): UseInfiniteQueryResult<InfiniteData<FindingPage, string | null>> {
  return useInfiniteQuery({
    queryKey: ['duty-findings', filter],
    queryFn: ({ signal, pageParam }) =>
      request(responsibilityRoutes.findings, { query: { ...queryOf(filter), limit: PAGE_SIZE, cursor: pageParam ?? undefined }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });
}

/** Where the same list is as a file. */
export function findingsFile(filter: FindingFilter): string {
  return addressOf(responsibilityRoutes.findings, { query: { ...queryOf(filter), f: 'csv' } });
}
