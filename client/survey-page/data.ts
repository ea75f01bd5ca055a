import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { type SurveyAlley, surveyRoutes } from '#contract/surveys';
import { listenLive } from '../api/live.ts';
import { request } from '../api/request.ts';
import { type Kept, useKept } from '../field/data.ts';
import type { Shelf } from '../field/device/shelf.ts';
import type { PositionState } from '../field/position.ts';
import type { Standards } from '../surveys/api.ts';
import { placeOn } from '../surveys/line-plan.ts';

/** Kept on the device; whoever looks after more looks for them by name. */
const MOST_KEPT = 400;
const FOUND = 50;
/** Several changes at once are asked about once. */
const AGAIN_MS = 3_000;
/** What was asked for a moment ago is not asked for again because the line begins. */
const FRESH_MS = 15_000;

export interface OwnAlleys {
  items: SurveyAlley[];
  total: number;
}

/** The alleys of a worker, as the device keeps them. */
export function useOwnAlleys(shelf: Shelf, personId: number, position: PositionState) {
  const near = position.kind === 'on' ? { lon: position.fix.lon, lat: position.fix.lat } : {};
  return useKept(shelf, `survey alleys ${personId}`, async () => {
    const { asOf, items, total } = await request(surveyRoutes.toSurvey, { query: { ...near, limit: MOST_KEPT }, as: personId });
    return { value: { items, total } satisfies OwnAlleys, at: asOf };
  });
}

/** Keeps the alleys true while others survey, split and draw them; it is also what opens the line that the head of the page speaks of. */
export function useAlleyNews(shelf: Shelf, personId: number, position: PositionState): void {
  const client = useQueryClient();
  const own = useOwnAlleys(shelf, personId, position);
  const latest = useRef(own);
  latest.current = own;
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = () => {
      timer = undefined;
      latest.current.refresh();
      void client.invalidateQueries({ queryKey: ['alley-surveys'] });
    };
    const soon = () => {
      timer ??= setTimeout(again, AGAIN_MS);
    };
    const stop = listenLive((news) => {
      const { data } = latest.current;
      const isOld = Date.now() - Date.parse(data?.at ?? '') > FRESH_MS;
      const isMine = (id: number) => data?.value.items.some((alley) => alley.id === id) ?? false;
      if (news.kind === 'events' ? news.events.some(({ event }) => event.type === 'alley' && isMine(event.alleyId)) : news.kind === 'resync' || isOld) soon();
    });
    // What happened without a network is not told afterwards.
    window.addEventListener('online', soon);
    return () => {
      stop();
      window.removeEventListener('online', soon);
      clearTimeout(timer);
    };
  }, [client]);
}

/** Standards and checklists, as the device keeps them. */
export function useKeptStandards(shelf: Shelf) {
  return useKept<Standards>(shelf, 'survey standards', async () => ({ value: await request(surveyRoutes.standards, {}), at: new Date().toISOString() }));
}

/** One alley by its id: of those that are kept, else asked for and kept. */
export function useSurveyAlley(shelf: Shelf, personId: number, id: number, own: Kept<OwnAlleys> | undefined) {
  const kept = own?.value.items.find((alley) => alley.id === id);
  const asked = useKept<SurveyAlley | null>(
    shelf,
    `survey alley ${personId} ${id}`,
    async () => {
      const { asOf, items } = await request(surveyRoutes.toSurvey, { query: { id }, as: personId });
      return { value: items[0] ?? null, at: asOf };
    },
    own !== undefined && kept === undefined,
  );
  return { alley: kept ?? asked.data?.value ?? null, isMissing: kept === undefined && asked.data?.value === null, failed: asked.isError ? asked : null };
}

/** Alleys beyond those that are kept, by name; only with a network. */
export function useFoundAlleys(personId: number, q: string, enabled: boolean): SurveyAlley[] {
  const { data } = useQuery({
    queryKey: ['survey-search', personId, q],
    queryFn: async ({ signal }) => (await request(surveyRoutes.toSurvey, { query: { q, limit: FOUND }, as: personId, signal })).items,
    enabled: enabled && q !== '',
  });
  return data ?? [];
}

/** The nearest first where the phone knows where it is; else as the server put them. */
export function useByDistance(alleys: readonly SurveyAlley[], position: PositionState): SurveyAlley[] {
  const lon = position.kind === 'on' ? position.fix.lon : null;
  const lat = position.kind === 'on' ? position.fix.lat : null;
  return useMemo(() => {
    if (lon === null || lat === null) return [...alleys];
    return alleys.map((alley) => ({ ...alley, distanceM: placeOn(alley.lines, [lon, lat]).offM })).sort((a, b) => a.distanceM - b.distanceM);
  }, [alleys, lon, lat]);
}
