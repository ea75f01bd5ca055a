import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { Within } from '#contract/coverage';
import type { HouseholdKind } from '#contract/households';
import { type WalkBody, type WalkFormat, type WalkLanguage, type WalkList, walkRoutes } from '#contract/walk';
import { request, requestAs } from '../api/request.ts';
import { useWorkingAs } from '../api/work-as.ts';

/** What a walking list is asked for. */
export interface WalkQuestion {
  within: Within;
  campaign: string | null;
  kind: HouseholdKind | null;
  /** Longitude, latitude; null where the server chooses. */
  start: [number, number] | null;
}

const MEDIA_TYPES: Record<Exclude<WalkFormat, 'json'>, string> = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** The list; waits while there is no question. Asked again when somebody else works here: it names doors for workers only. */
export function useWalk(question: WalkQuestion | null): UseQueryResult<WalkList> {
  const person = useWorkingAs();
  return useQuery({
    queryKey: ['walk', question, person?.id ?? null],
    queryFn: ({ signal }) => request(walkRoutes.query, { body: bodyOf(question as WalkQuestion), signal }),
    enabled: question !== null,
    // A list that changes its order while somebody reads it is no list; whoever opens it gets it as it is now.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: 'always',
  });
}

/** The list as a file. Not a link: a link cannot say who asks, and rooms are told to workers only. */
export async function walkFile(question: WalkQuestion, f: 'csv' | 'xlsx', lang: WalkLanguage): Promise<Blob> {
  const answer = await requestAs(walkRoutes.query, { query: { f, lang }, body: bodyOf(question) }, MEDIA_TYPES[f]);
  return answer.blob();
}

function bodyOf({ within, campaign, kind, start }: WalkQuestion): WalkBody {
  return { within, ...(campaign === null ? {} : { campaign }), ...(kind === null ? {} : { kind }), ...(start === null ? {} : { start }) };
}
