import { keepPreviousData, type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { type AlarmPage, alarmRoutes } from '#contract/alarms';
import { type WallPicture, type WallScene, type WallScenes, type WallView, wallRoutes } from '#contract/walls';
import { listenLive } from '../api/live.ts';
import { Problem, request } from '../api/request.ts';
import { identifyScreen } from '../api/screen.ts';
import { newUuid } from '../api/uuid.ts';
import { sharedPicture } from './shared-picture.ts';
import { figuresAreOf, INTERVAL_MS } from './wall-time.ts';

const DEVICE_KEY = 'alleygrid.wall-device';
/** After an event the figures are asked for again, but not more often than this: twenty knocks a second are three questions in two seconds. */
const AGAIN_MS = 700;
/** What follows from the data more slowly: the tour. */
const SCENES_AGAIN_MS = 20_000;
const RETRY_MS = 5_000;
const MOST_ALARMS = 100;

/** Which wall a page shows: the one of its link (token), the one in the address, or the first. */
export interface WallAddress {
  token: string | null;
  wall: number | undefined;
}

export function addressOfWall(search: string): WallAddress {
  const query = new URLSearchParams(search);
  const wall = Number(query.get('wall'));
  return { token: query.get('token'), wall: Number.isInteger(wall) && wall > 0 ? wall : undefined };
}

/** Made once, and kept by the browser: a link is bound to it. */
function deviceId(): string {
  try {
    const kept = localStorage.getItem(DEVICE_KEY);
    if (kept) return kept;
    const made = newUuid();
    localStorage.setItem(DEVICE_KEY, made);
    return made;
  } catch {
    // A browser that keeps nothing cannot be bound: it is a new device every time.
    return newUuid();
  }
}

/** The link that this page has opened. */
let bound: string | null = null;

/** A refusal that no patience mends: the link belongs to another device, or was taken back. */
export function isRefused(error: unknown): error is Problem {
  return error instanceof Problem && error.status >= 400 && error.status < 500 && error.status !== 429;
}

const patient = {
  retry: (_failures: number, error: Error) => !isRefused(error),
  retryDelay: RETRY_MS,
  placeholderData: keepPreviousData,
};

/** The wall's settings, its room and the server's clock. Binds the link to this device first. */
export function useWallView({ token, wall }: WallAddress): UseQueryResult<WallView> {
  return useQuery({
    ...patient,
    queryKey: ['wall', 'view', wall ?? null],
    queryFn: async ({ signal }) => {
      if (token === null || bound === token) return request(wallRoutes.view, { query: { wall }, signal });
      const device = deviceId();
      identifyScreen(token, device);
      const view = await request(wallRoutes.bind, { body: { token, device }, signal });
      bound = token;
      return view;
    },
    refetchInterval: INTERVAL_MS,
    staleTime: INTERVAL_MS,
  });
}

/** Every figure. Asked for again when something happens, and every minute. */
export function useWallPicture(wall: number | undefined, isReady: boolean): UseQueryResult<WallPicture> {
  return useQuery({
    ...patient,
    enabled: isReady,
    queryKey: ['wall', 'picture', wall ?? null],
    queryFn: async ({ signal }) => {
      const picture = await request(wallRoutes.picture, { query: { wall }, signal });
      figuresAreOf(picture.asOf);
      return picture;
    },
    structuralSharing: (before, after) => sharedPicture(before as WallPicture | undefined, after as WallPicture),
    refetchInterval: INTERVAL_MS,
    staleTime: INTERVAL_MS,
  });
}

export function useWallScenes(wall: number | undefined, isReady: boolean): UseQueryResult<WallScenes> {
  return useQuery({
    ...patient,
    enabled: isReady,
    queryKey: ['wall', 'scenes', wall ?? null],
    queryFn: ({ signal }) => request(wallRoutes.scenes, { query: { wall }, signal }),
    refetchInterval: INTERVAL_MS,
    staleTime: INTERVAL_MS,
  });
}

/** Alarms of the wall's grid that are not cleared, as its rules let them through. */
export function useWallAlarms(view: WallView | undefined): UseQueryResult<AlarmPage> {
  const grid = view?.wall.grid.code;
  const level = view?.wall.alarms.level;
  return useQuery({
    ...patient,
    enabled: view !== undefined,
    queryKey: ['wall', 'alarms', grid ?? null, level ?? null],
    queryFn: ({ signal }) => request(alarmRoutes.list, { query: { grid, level, limit: MOST_ALARMS }, signal }),
    refetchInterval: INTERVAL_MS,
    staleTime: INTERVAL_MS,
  });
}

/** Which questions an event makes stale. */
const TOUCHED: Readonly<Record<string, readonly string[]>> = {
  visit: ['picture', 'scenes'],
  tally: ['picture', 'scenes'],
  issue: ['picture', 'scenes'],
  work: ['picture', 'scenes'],
  alley: ['picture', 'scenes'],
  campaign: ['picture', 'scenes', 'view'],
  recount: ['picture', 'scenes'],
  settings: ['picture', 'scenes', 'view'],
  alarm: ['alarms'],
  'wall-room': ['view'],
  wall: ['view', 'scenes', 'picture'],
};
const PAUSES: Readonly<Record<string, number>> = { scenes: SCENES_AGAIN_MS };

/** Keeps the wall's answers true while things happen. Coverage moves with the event itself (useLiveUpdates); everything else is asked for again. */
export function useWallUpdates(): void {
  const client = useQueryClient();
  useEffect(() => {
    const timers = new Map<string, ReturnType<typeof setTimeout>>();
    const questions = new Map<string, Question>();
    const questionOf = (name: string): Question => {
      const known = questions.get(name) ?? { askedAt: Number.NEGATIVE_INFINITY, since: null, isOpen: false };
      questions.set(name, known);
      return known;
    };
    const ask = async (name: string): Promise<void> => {
      const question = questionOf(name);
      const from = question.since ?? performance.now();
      Object.assign(question, { askedAt: performance.now(), since: null, isOpen: true });
      timers.delete(name);
      await client.invalidateQueries({ queryKey: ['wall', name] });
      question.isOpen = false;
      if (name === 'picture') tellDelay(performance.now() - from);
      if (question.since !== null) wait(name);
    };
    const wait = (name: string): void => {
      if (timers.has(name)) return;
      const left = (PAUSES[name] ?? AGAIN_MS) - (performance.now() - questionOf(name).askedAt);
      timers.set(name, setTimeout(ask, Math.max(0, left), name));
    };
    /** An answer under way is let come: were it given up for a newer one, a busy server would never be heard. What it may miss is asked after it. */
    const soon = (name: string): void => {
      const question = questionOf(name);
      question.since ??= performance.now();
      if (!question.isOpen) wait(name);
    };
    const stop = listenLive((news) => {
      const names =
        news.kind === 'events'
          ? news.events.flatMap(({ event }) => TOUCHED[event.type] ?? [])
          : news.kind === 'resync'
            ? ['picture', 'scenes', 'view', 'alarms']
            : [];
      for (const name of new Set(names)) soon(name);
    });
    return () => {
      stop();
      for (const timer of timers.values()) clearTimeout(timer);
    };
  }, [client]);
}

interface Question {
  askedAt: number;
  /** When the first event came that no answer holds yet. */
  since: number | null;
  isOpen: boolean;
}

let delayMs: number | null = null;
const delayWatchers = new Set<() => void>();

/** How long the last event took from its arrival to the answer that holds it, in tenths of a second; null before the first. */
export function useDelay(): number | null {
  return useSyncExternalStore(watchDelay, () => delayMs);
}

function watchDelay(watcher: () => void): () => void {
  delayWatchers.add(watcher);
  return () => delayWatchers.delete(watcher);
}

function tellDelay(ms: number): void {
  const next = Math.round(ms / 100) * 100;
  if (next === delayMs) return;
  delayMs = next;
  for (const watcher of delayWatchers) watcher();
}

/** The scenes as an array that is the same object while they are the same. */
const NO_SCENES: readonly WallScene[] = [];
export function scenesOf(scenes: WallScenes | undefined): readonly WallScene[] {
  return scenes?.items ?? NO_SCENES;
}
