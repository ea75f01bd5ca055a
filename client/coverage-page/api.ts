import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { z } from 'zod';
import type { HouseholdKind } from '#contract/households';
import type { TallyEvent } from '#contract/live';
import { type PaceColumn, type PaceFileBody, type PaceTree, paceRoutes } from '#contract/pace';
import { listenLive, type Numbered } from '../api/live.ts';
import { request, requestAs } from '../api/request.ts';
import type { DenominatorName } from '../map/map-state.ts';
import { movedTree } from './live-tree.ts';

const INTERVAL_MS = 60_000;
const MOST_KEPT = 5_000;

/**
 * Coverage, pace and forecast of every grid, moved along by the live events that the last answer does not hold yet: figures of coverage follow at
 * once, those of pace with the next answer (the shell asks again within seconds of a visit). Of a day that is over as it ended: nothing moves it.
 * Waits while isKnown is false.
 */
export function usePaceTree(campaign: string | null, kind: HouseholdKind | null, day: string | null, isKnown: boolean): UseQueryResult<PaceTree> {
  const query = useQuery({
    queryKey: ['pace', campaign, kind, day],
    queryFn: ({ signal }) => request(paceRoutes.tree, { query: { campaign: campaign ?? undefined, kind: kind ?? undefined, day: day ?? undefined }, signal }),
    enabled: isKnown,
    placeholderData: keepPreviousData,
    refetchInterval: day === null && INTERVAL_MS,
  });
  const [moves, setMoves] = useState<readonly Numbered<TallyEvent>[]>([]);
  useEffect(
    () =>
      listenLive((news) => {
        if (news.kind !== 'events') return;
        const fresh = news.events.filter(
          (numbered): numbered is Numbered<TallyEvent> => numbered.event.type === 'tally' && numbered.event.subject === 'coverage',
        );
        if (fresh.length > 0) setMoves((kept) => [...kept, ...fresh].slice(-MOST_KEPT));
      }),
    [],
  );
  const { data } = query;
  const moved = useMemo(() => data && (day === null ? movedTree(data, moves) : data), [data, moves, day]);
  return useMemo(() => ({ ...query, data: moved }) as UseQueryResult<PaceTree>, [query, moved]);
}

type FileBody = z.input<typeof PaceFileBody>;
/** What a screen shows, as the server writes it into a file. */
export interface Shown {
  campaign: string | null;
  day: string | null;
  kind: HouseholdKind | null;
  of: DenominatorName;
  lang: FileBody['lang'];
  grids: string[];
  columns: PaceColumn[];
  shown: string;
}

export async function paceFile({ campaign, day, kind, ...rest }: Shown, f: 'csv' | 'xlsx'): Promise<Blob> {
  const body: FileBody = { ...rest, ...(day === null ? {} : { day }), ...(campaign === null ? {} : { campaign }), ...(kind === null ? {} : { kind }) };
  return (await requestAs(paceRoutes.file, { query: { f }, body }, '*/*')).blob();
}
