import { keepPreviousData, type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type AlarmPage, alarmRoutes } from '#contract/alarms';
import { type WallPicture, type WallScene, type WallScenes, type WallView, wallRoutes } from '#contract/walls';
import { listenLive } from '../api/live.ts';
import { Problem, request } from '../api/request.ts';
import { identifyScreen } from '../api/screen.ts';
import { newUuid } from '../api/uuid.ts';
import { sharedPicture } from './shared-picture.ts';
import { figuresAreOf, INTERVAL_MS } from './wall-time.ts';

const DEVICE_KEY = 'alleygrid.wall-device';
/** After an event the figures are asked for again, but not more often than this: twenty knocks a second are two questions. */
const AGAIN_MS = 450;
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

/** Keeps the wall's answers true while things happen. Returns how long the last event took from its arrival to the answer that holds it, in milliseconds; null before the first. */
export function useWallUpdates(): number | null {
  const client = useQueryClient();
  const [delayMs, setDelayMs] = useState<number | null>(null);
  useEffect(() => {
    const askedAt = new Map<string, number>();
    const timers = new Map<string, ReturnType<typeof setTimeout>>();
    const ask = (name: string, from: number): void => {
      timers.delete(name);
      askedAt.set(name, performance.now());
      void client.invalidateQueries({ queryKey: ['wall', name] }).then(() => {
        if (name === 'picture') setDelayMs(Math.round(performance.now() - from));
      });
    };
    const soon = (name: string): void => {
      if (timers.has(name)) return;
      const wait = Math.max(0, (PAUSES[name] ?? AGAIN_MS) - (performance.now() - (askedAt.get(name) ?? Number.NEGATIVE_INFINITY)));
      timers.set(name, setTimeout(ask, wait, name, performance.now()));
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
  return delayMs;
}

/** The scenes as an array that is the same object while they are the same. */
const NO_SCENES: readonly WallScene[] = [];
export function scenesOf(scenes: WallScenes | undefined): readonly WallScene[] {
  return scenes?.items ?? NO_SCENES;
}
