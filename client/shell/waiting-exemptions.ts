import type { InfiniteData } from '@tanstack/react-query';
import type { VisitEvent } from '#contract/live';
import type { ExemptionPage } from '#contract/visits';

/** Whether what happened at doors changes a list of exemptions that wait: one more asks, somebody has decided, or a listed door was knocked at again. */
export function movesWaiting(visits: readonly VisitEvent[], lists: readonly (InfiniteData<ExemptionPage> | undefined)[]): boolean {
  if (visits.some(({ state, deed }) => state === 'exempt_pending' || deed === 'approved' || deed === 'rejected')) return true;
  const listed = new Set(lists.flatMap((list) => list?.pages.flatMap(({ items }) => items.map(({ householdId }) => householdId)) ?? []));
  return visits.some(({ householdId }) => listed.has(householdId));
}
