import { type UseMutationResult, type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { type NewWallLink, type Wall, type WallBody, type WallLink, type WallView, wallRoutes } from '#contract/walls';
import { request } from '../api/request.ts';

const SEEN_MS = 15_000;
const WALLS = ['wall-setup', 'walls'] as const;
const linksKey = (wall: number) => ['wall-setup', 'links', wall] as const;

/** Every wall that somebody set up. */
export function useWalls(): UseQueryResult<Wall[]> {
  return useQuery({ queryKey: WALLS, queryFn: async ({ signal }) => (await request(wallRoutes.list, { signal })).items });
}

/** The wall that stands where nobody has set one up: what a new one begins with. */
export function useFirstWall(): UseQueryResult<WallView> {
  return useQuery({ queryKey: ['wall-setup', 'first'], queryFn: ({ signal }) => request(wallRoutes.view, { signal }), staleTime: Number.POSITIVE_INFINITY });
}

/** Links of a wall; asked again while the page is open, so that "last seen" is true. */
export function useLinks(wall: number): UseQueryResult<WallLink[]> {
  return useQuery({
    queryKey: linksKey(wall),
    queryFn: async ({ signal }) => (await request(wallRoutes.links, { params: { id: wall }, signal })).items,
    refetchInterval: SEEN_MS,
  });
}

/** Keeps a wall: a new one (was = null), or the changes to one. Answers with it. */
export function useKeepWall(): UseMutationResult<Wall, Error, { was: Wall | null; body: WallBody }> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ was, body }) =>
      was === null ? request(wallRoutes.add, { body }) : request(wallRoutes.change, { params: { id: was.id }, body: { ...body, version: was.version } }),
    // Refused: somebody was faster, and what is there now is to be seen.
    onSettled: () => Promise.all([WALLS, ['wall-setup', 'scenes']].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

export function useRemoveWall(): UseMutationResult<unknown, Error, number> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id) => request(wallRoutes.remove, { params: { id }, body: {} }),
    onSuccess: () => client.invalidateQueries({ queryKey: WALLS }),
  });
}

export function useAddLink(wall: number): UseMutationResult<z.output<typeof NewWallLink>, Error, string> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (label) => request(wallRoutes.addLink, { params: { id: wall }, body: label.trim() === '' ? {} : { label: label.trim() } }),
    onSuccess: () => client.invalidateQueries({ queryKey: linksKey(wall) }),
  });
}

export function useRevokeLink(wall: number): UseMutationResult<WallLink, Error, number> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (link) => request(wallRoutes.revokeLink, { params: { id: wall, link }, body: {} }),
    onSuccess: () => client.invalidateQueries({ queryKey: linksKey(wall) }),
  });
}
