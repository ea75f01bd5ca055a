import { type QueryClient, type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import type { Question } from '#contract/campaigns';
import { campaignRoutes } from '#contract/campaigns';
import { coverageRoutes } from '#contract/coverage';
import { householdRoutes } from '#contract/households';
import { type PublicSettings, settingsRoutes } from '#contract/settings';
import { type OwnGrid, visitRoutes } from '#contract/visits';
import { listenLive } from '../api/live.ts';
import { Problem, request } from '../api/request.ts';
import { roundOf } from '../api/settings.ts';
import { doorsKey, FORMAT, gridsKey, type KeptDoor, keptDoor, ROUND_KEY, SETTINGS_KEY } from './device/kept.ts';
import type { FieldQueue } from './device/queue.ts';
import type { Shelf } from './device/shelf.ts';

const PAGE = 2_000;
const GRIDS_PAGE = 500;
/** What was asked for a moment ago is not asked for again by every screen. */
const FRESH_MS = 15_000;
const AGAIN_MS = 2_000;

/** A value with the server's time of it. problem: the last refusal of the server; the value is what was kept before. */
export interface Kept<Value> {
  value: Value;
  at: string;
  problem: Problem | null;
}
type Asked<Value> = Pick<Kept<Value>, 'value' | 'at'>;

/** The open round as a worker needs it; questions of its checklist, where it has one. */
export interface Round {
  id: number;
  code: string;
  name: string;
  checklist: { name: string; questions: Question[] } | null;
}

const queryKey = (key: string) => ['field', key];
/** Whether a query holds what belongs to one worker: his grids and their doors. */
export const isOwn = ([room, key]: readonly unknown[]): boolean => room === 'field' && key !== SETTINGS_KEY && key !== ROUND_KEY;

const asked = new Map<string, Promise<void>>();
const askedAt = new Map<string, number>();

/** What the device keeps, at once; then what the server says, when it says something. Throws only where neither is there. */
export function useKept<Value>(
  shelf: Shelf,
  key: string,
  ask: () => Promise<Asked<Value>>,
  enabled = true,
): UseQueryResult<Kept<Value>> & { refresh: () => void } {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: queryKey(key),
    // The browser's opinion about the network is not asked: the device answers without one.
    networkMode: 'always',
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    enabled,
    queryFn: async (): Promise<Kept<Value>> => {
      const kept = await readKept<Value>(shelf, key);
      if (kept === null) return { ...(await askAndKeep(shelf, key, ask)), problem: null };
      void refresh(client, shelf, key, ask);
      return kept;
    },
  });
  return { ...query, refresh: () => void refresh(client, shelf, key, ask) };
}

async function readKept<Value>(shelf: Shelf, key: string): Promise<Kept<Value> | null> {
  const kept = await shelf.get('kept', key);
  return kept?.format === FORMAT ? { value: kept.value as Value, at: kept.at, problem: null } : null;
}

async function askAndKeep<Value>(shelf: Shelf, key: string, ask: () => Promise<Asked<Value>>): Promise<Asked<Value>> {
  const answer = await ask();
  askedAt.set(key, Date.now());
  // A full device still shows what it was told.
  await shelf.apply([{ table: 'kept', put: { key, format: FORMAT, ...answer } }]).catch(() => undefined);
  return answer;
}

/** Asks the server again; many at once become one. */
function refresh<Value>(client: QueryClient, shelf: Shelf, key: string, ask: () => Promise<Asked<Value>>): Promise<void> {
  const running = asked.get(key);
  if (running !== undefined) return running;
  const started = (async () => {
    try {
      const answer = await askAndKeep(shelf, key, ask);
      client.setQueryData<Kept<Value>>(queryKey(key), { ...answer, problem: null });
    } catch (error) {
      // No line: what is kept stands, and the head of the page says how old it is.
      if (error instanceof Problem && error.status >= 400 && error.status < 500)
        client.setQueryData<Kept<Value>>(queryKey(key), (kept) => kept && { ...kept, problem: error });
    } finally {
      asked.delete(key);
    }
  })();
  asked.set(key, started);
  return started;
}

/** The district's facts; put where useFormat and every other room look for them. */
export function useKeptSettings(shelf: Shelf): UseQueryResult<Kept<PublicSettings>> {
  const client = useQueryClient();
  const query = useKept(shelf, SETTINGS_KEY, async () => ({ value: await request(settingsRoutes.public, {}), at: new Date().toISOString() }));
  const settings = query.data?.value;
  useEffect(() => {
    if (settings) client.setQueryData(['settings'], settings);
  }, [client, settings]);
  return query;
}

/** The open round; null when none is. */
export function useRound(shelf: Shelf) {
  return useKept(shelf, ROUND_KEY, async (): Promise<Asked<Round | null>> => {
    const { items } = await request(coverageRoutes.campaigns, {});
    const at = new Date().toISOString();
    const round = roundOf(items, null);
    if (round === null) return { value: null, at };
    const { id, code, name, checklist } = await request(campaignRoutes.detail, { params: { code: round.code } });
    return { value: { id, code, name, checklist: checklist && { name: checklist.name, questions: checklist.questions } }, at };
  });
}

export function useOwnGrids(shelf: Shelf, personId: number, round: Round | null | undefined) {
  return useKept(shelf, gridsKey(personId), () => askGrids(personId, (round as Round).code), Boolean(round));
}

async function askGrids(personId: number, campaign: string): Promise<Asked<OwnGrid[]>> {
  const value: OwnGrid[] = [];
  let cursor: string | undefined;
  for (;;) {
    const page = await request(visitRoutes.ownGrids, { query: { campaign, limit: GRIDS_PAGE, cursor }, as: personId });
    value.push(...page.items);
    if (page.next === null) return { value, at: page.asOf };
    cursor = page.next;
  }
}

/** The doors of one grid, whatever their state. */
export function useDoors(shelf: Shelf, personId: number, gridCode: string, round: Round | null | undefined) {
  return useKept(shelf, doorsKey(personId, gridCode), () => askDoors(personId, gridCode, (round as Round).code), Boolean(round));
}

async function askDoors(personId: number, code: string, campaign: string): Promise<Asked<KeptDoor[]>> {
  const value: KeptDoor[] = [];
  let cursor: string | undefined;
  for (;;) {
    const page = await request(householdRoutes.inGrid, { params: { code }, query: { campaign, limit: PAGE, cursor }, as: personId });
    value.push(...page.items.map(keptDoor));
    if (page.next === null) return { value, at: page.asOf };
    cursor = page.next;
  }
}

/** Keeps the doors of a grid on the device without showing them. */
export async function keepDoors(shelf: Shelf, personId: number, gridCode: string, campaign: string): Promise<void> {
  const key = doorsKey(personId, gridCode);
  if (Date.now() - (askedAt.get(key) ?? 0) < FRESH_MS) return;
  await askAndKeep(shelf, key, () => askDoors(personId, gridCode, campaign));
}

/**
 * Keeps the shown doors of a grid true: by the events of the stream, by what this device has sent, and by asking again where neither can say.
 */
export function useDoorUpdates(queue: FieldQueue, personId: number, gridCode: string, round: Round | null | undefined): void {
  const client = useQueryClient();
  const roundId = round?.id;
  const campaign = round?.code;
  const key = doorsKey(personId, gridCode);
  const again = useMemo(() => laterOnce(AGAIN_MS), []);
  const ask = useCallback(() => {
    if (campaign !== undefined) void refresh(client, queue.shelf, key, () => askDoors(personId, gridCode, campaign));
  }, [client, queue, key, personId, gridCode, campaign]);
  useEffect(() => {
    const stops = [
      listenLive((news) => {
        if (news.kind !== 'events') {
          if (Date.now() - (askedAt.get(key) ?? 0) > FRESH_MS || news.kind === 'resync') again(ask);
          return;
        }
        const states = new Map(
          news.events.flatMap(({ event }) => (event.type === 'visit' && event.campaignId === roundId ? [[event.householdId, event.state]] : [])),
        );
        if (states.size === 0) return;
        let isMine = false;
        client.setQueryData<Kept<KeptDoor[]>>(queryKey(key), (kept) => {
          isMine = kept?.value.some(({ id }) => states.has(id)) ?? false;
          if (!kept || !isMine) return kept;
          return { ...kept, at: new Date().toISOString(), value: kept.value.map((door) => ({ ...door, state: states.get(door.id) ?? door.state })) };
        });
        // The hour of an appointment and the time of the knock are not in the event.
        if (isMine) again(ask);
      }),
      queue.listen((note) => {
        if (note === 'changed') return;
        void readKept<KeptDoor[]>(queue.shelf, key).then((kept) => kept && client.setQueryData(queryKey(key), kept));
      }),
    ];
    const online = () => again(ask);
    window.addEventListener('online', online);
    return () => {
      for (const stop of stops) stop();
      window.removeEventListener('online', online);
    };
  }, [client, queue, key, roundId, ask, again]);
}

/** Runs the last of several wishes, once, after a while. */
function laterOnce(ms: number): (wish: () => void) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (wish) => {
    clearTimeout(timer);
    timer = setTimeout(wish, ms);
  };
}
