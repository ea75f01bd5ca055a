import { type InfiniteData, type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query';
import { type ExemptionGrid, type ExemptionPage, visitRoutes, type WaitingExemption } from '#contract/visits';
import { request } from '../api/request.ts';

const PAGE_ROWS = 200;

/** What waits for the decision of whoever is chosen, page after page. Asked again for another person: everybody decides about other grids. */
export function useExemptions(campaign: string, personId: number | null): UseInfiniteQueryResult<InfiniteData<ExemptionPage, string | null>> {
  return useInfiniteQuery({
    queryKey: ['exemptions', campaign, personId],
    queryFn: ({ signal, pageParam }) =>
      request(visitRoutes.exemptions, { query: { campaign, limit: PAGE_ROWS, ...(pageParam === null ? {} : { cursor: pageParam }) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled: personId !== null,
  });
}

/** What waits in one grid; null: what lies in none. */
export interface ExemptionGroup {
  path: string | null;
  grid: ExemptionGrid | null;
  items: WaitingExemption[];
}

/** The rows of all pages by grid, in their order. */
export function groupsOf(pages: readonly Pick<ExemptionPage, 'items' | 'grids'>[]): ExemptionGroup[] {
  const grids = new Map(pages.flatMap((page) => page.grids.map((grid) => [grid.path, grid] as const)));
  const groups = new Map<string | null, ExemptionGroup>();
  for (const item of pages.flatMap(({ items }) => items)) {
    const { gridPath: path } = item;
    const group = groups.get(path) ?? { path, grid: path === null ? null : (grids.get(path) ?? null), items: [] };
    group.items.push(item);
    groups.set(path, group);
  }
  return [...groups.values()];
}

/** A door in words: its name or its address, with unit and room where the address does not end in them. */
export function placeOf({ name, address, unit, room }: Pick<WaitingExemption, 'name' | 'address' | 'unit' | 'room'>): string {
  const door = [unit, room].filter((part) => part !== null && part !== '' && !address.includes(part)).join(' ');
  return [name, address, door].filter((part) => part !== null && part !== '').join(' ');
}
