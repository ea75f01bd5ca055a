import { type InfiniteData, keepPreviousData, type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import { peopleRoutes } from '#contract/people';
import { request } from '../api/request.ts';

const PAGE_ROWS = 100;

/** Staff whose name, code or role matches; all of them for an empty text. */
export function usePeople(text: string): UseInfiniteQueryResult<InfiniteData<z.infer<typeof peopleRoutes.list.response>, string | null>> {
  const q = text.trim();
  return useInfiniteQuery({
    queryKey: ['people', q],
    queryFn: ({ signal, pageParam }) =>
      request(peopleRoutes.list, { query: { q: q === '' ? undefined : q, limit: PAGE_ROWS, cursor: pageParam ?? undefined }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}
