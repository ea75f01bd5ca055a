import { type UseMutationResult, type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { z } from 'zod';
import { type Alarm, alarmRoutes } from '#contract/alarms';
import { type CommandBody, type RemoteView, type WallRoom, type WallScenes, wallRoutes } from '#contract/walls';
import { listenLive } from '../api/live.ts';
import { request } from '../api/request.ts';
import { identifyRemote } from '../api/screen.ts';

const KEY = 'alleygrid.wall-remote';
const AGAIN_MS = 5_000;
const ALARMS_MS = 15_000;
type Command = z.input<typeof CommandBody>['command'];

/** The remote that this phone is, kept so that a reload does not end it. */
export function keptRemote(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** Keeps the remote (null: forgets it), and speaks as it from now on. */
export function keepRemote(token: string | null): void {
  identifyRemote(token);
  try {
    if (token === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, token);
  } catch {
    // Not kept: a reload asks for the code again.
  }
}

/** Becomes the remote control of the room that shows this code. */
export async function joinRoom(code: string): Promise<string> {
  const { token } = await request(wallRoutes.remote, { body: { code } });
  keepRemote(token);
  return token;
}

/** The room, its walls and what they were told last. */
export function useRemote(): UseQueryResult<RemoteView> {
  const client = useQueryClient();
  useEffect(
    () =>
      listenLive((news) => {
        const types = new Set<string>(news.kind === 'events' ? news.events.map(({ event }) => event.type) : []);
        if (types.has('wall-room') || news.kind === 'resync') void client.invalidateQueries({ queryKey: ['remote', 'view'] });
        if (types.has('alarm') || news.kind === 'resync') void client.invalidateQueries({ queryKey: ['remote', 'alarms'] });
      }),
    [client],
  );
  return useQuery({
    queryKey: ['remote', 'view'],
    queryFn: ({ signal }) => request(wallRoutes.remoteView, { signal }),
    refetchInterval: AGAIN_MS,
    retry: false,
  });
}

/** The scenes of the wall that showed the code, as they are made from the data now. */
export function useRemoteScenes(wall: number | undefined): UseQueryResult<WallScenes> {
  return useQuery({
    queryKey: ['remote', 'scenes', wall],
    queryFn: ({ signal }) => request(wallRoutes.scenes, { query: { wall: wall === 0 ? undefined : wall }, signal }),
    enabled: wall !== undefined,
    refetchInterval: ALARMS_MS,
  });
}

/** New alarms of a grid, the most urgent first; what had stood for long when it was noticed calls nobody. */
export function useNewAlarms(grid: string | undefined): UseQueryResult<Alarm[]> {
  return useQuery({
    queryKey: ['remote', 'alarms', grid],
    queryFn: async ({ signal }) => {
      const { items } = await request(alarmRoutes.list, { query: { grid, status: 'new', limit: 50 }, signal });
      return items.filter(({ isBacklog }) => !isBacklog);
    },
    enabled: grid !== undefined,
    refetchInterval: ALARMS_MS,
  });
}

/** Tells the room something; as: who acknowledges. */
export function useCommand(): UseMutationResult<WallRoom, Error, { command: Command; as?: number }> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ command, as }) => request(wallRoutes.command, { body: { command }, ...(as === undefined ? {} : { as }) }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['remote'] }),
  });
}
