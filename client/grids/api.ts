import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { type GridDetail, type GridSummary, gridRoutes } from '#contract/grids';
import { type Place, placeRoutes } from '#contract/places';
import { type SearchHit, searchRoutes } from '#contract/search';
import { request } from '../api/request.ts';

const MINUTE_MS = 60_000;
const SEARCH_LIMIT = 12;

/** One grid with its ancestors, children and responsible persons; waits while the code is null. */
export function useGrid(code: string | null): UseQueryResult<GridDetail> {
  return useQuery({
    queryKey: ['grid', code],
    queryFn: ({ signal }) => request(gridRoutes.detail, { params: { code: code as string }, signal }),
    enabled: code !== null,
    staleTime: 5 * MINUTE_MS,
  });
}

/** The district: the one grid of level 1 (the first, where several are loaded). null when there is none yet. */
export function useRootGrid(): UseQueryResult<GridSummary | null> {
  return useQuery({
    queryKey: ['grids', 'root'],
    queryFn: async ({ signal }) => (await request(gridRoutes.list, { query: { level: 1, kind: 'basic', limit: 1 }, signal })).items[0] ?? null,
    staleTime: 5 * MINUTE_MS,
  });
}

/** Hits for what has been typed so far; the last hits stay while the next are on their way. */
export function useSearch(text: string): UseQueryResult<SearchHit[]> {
  const q = text.trim();
  return useQuery({
    queryKey: ['search', q],
    queryFn: async ({ signal }) => (await request(searchRoutes.search, { query: { q, limit: SEARCH_LIMIT }, signal })).items,
    enabled: q !== '',
    placeholderData: keepPreviousData,
    staleTime: MINUTE_MS,
  });
}

/** The grids that hold a point, and who answers for each. */
export function usePlace(position: readonly [number, number]): UseQueryResult<Place> {
  const [lon, lat] = position;
  return useQuery({
    queryKey: ['place', lon, lat],
    queryFn: ({ signal }) => request(placeRoutes.place, { query: { lon, lat }, signal }),
    staleTime: 5 * MINUTE_MS,
  });
}
