import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { type Work, type WorkDetail, type WorkTotals, workRoutes } from '#contract/works';
import { request, requestAs } from '../api/request.ts';

/** So many works are drawn and listed at once; what is beyond is said. */
export const MOST_WORKS = 5_000;

export interface WorksQuestion {
  grid: string | undefined;
  from: string | undefined;
  to: string | undefined;
  programme: string | undefined;
  type: string | undefined;
}
/** The works of a question, or those of them that the monthly checks have downgraded. */
export type ListQuestion = WorksQuestion & { grade?: 'downgraded' };

/** Quantities by type, kind and unit; the type chosen in the page takes none of the others away. */
export function useTotals({ type: _type, ...question }: WorksQuestion, enabled: boolean): UseQueryResult<WorkTotals> {
  return useQuery({
    queryKey: ['works-totals', question],
    queryFn: ({ signal }) => request(workRoutes.totalsOf, { query: question, signal }),
    placeholderData: keepPreviousData,
    enabled,
  });
}

/** The works behind them, the newest first: the same rows for list and map. */
export function useWorks(question: ListQuestion, enabled: boolean): UseQueryResult<{ items: Work[]; next: string | null }> {
  return useQuery({
    queryKey: ['works-listed', question],
    queryFn: ({ signal }) => request(workRoutes.list, { query: { ...question, completed: 'true', sort: 'newest', limit: MOST_WORKS }, signal }),
    placeholderData: keepPreviousData,
    enabled,
  });
}

/** Works with photos of before and after, each with its photos. */
export function useGallery(ids: readonly number[]): UseQueryResult<WorkDetail[]> {
  return useQuery({
    queryKey: ['works-gallery', ids],
    queryFn: ({ signal }) => Promise.all(ids.map((id) => request(workRoutes.detail, { params: { id }, signal }))),
    placeholderData: keepPreviousData,
  });
}

const MEDIA = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  geojson: 'application/geo+json',
} as const;
export const FILES = ['csv', 'xlsx', 'geojson'] as const;

/** What the list shows, whole, as a file. */
export async function worksFile(question: ListQuestion, f: (typeof FILES)[number]): Promise<Blob> {
  return (await requestAs(workRoutes.list, { query: { ...question, completed: 'true', sort: 'newest', f } }, MEDIA[f])).blob();
}
