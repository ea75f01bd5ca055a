import { keepPreviousData, type UseMutationResult, type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import {
  type AlleyDetail,
  type AlleyListQuery,
  type AlleyRevision,
  type AmendBody,
  alleyRoutes,
  type JoinBody,
  type RedrawBody,
  type SplitBody,
} from '#contract/alleys';
import { request, requestAs } from '../api/request.ts';
import type { RegisterState } from './desk-state.ts';

/** The server's own limit: the whole register of a district, which then sorts on the map and in the table alike. */
const MOST_ROWS = 10_000;
type RegisterPage = z.infer<typeof alleyRoutes.list.response>;

function queryOf(state: RegisterState, grid: string | null): Omit<z.input<typeof AlleyListQuery>, 'limit'> {
  return {
    grid: grid ?? undefined,
    q: state.q || undefined,
    fails: state.fails.join(',') || undefined,
    unknown: state.unknown.join(',') || undefined,
    surface: state.surface ?? undefined,
    name_status: state.status ?? undefined,
    cables: state.cables ?? undefined,
    parking: state.parking ?? undefined,
    served_min: state.servedMin ?? undefined,
    sort: state.sort,
    order: state.isDescending ? 'desc' : 'asc',
  };
}

/** The alleys that pass the filters, in order. */
export function useRegister(state: RegisterState, grid: string | null): UseQueryResult<RegisterPage> {
  const query = queryOf(state, grid);
  return useQuery({
    queryKey: ['alley-register', query],
    queryFn: ({ signal }) => request(alleyRoutes.list, { query: { ...query, limit: MOST_ROWS } as never, signal }),
    placeholderData: keepPreviousData,
  });
}

/** What the table shows, whole, as a file. */
export async function registerFile(state: RegisterState, grid: string | null, f: 'csv' | 'geojson'): Promise<Blob> {
  const answer = await requestAs(alleyRoutes.list, { query: { ...queryOf(state, grid), f } as never }, f === 'csv' ? 'text/csv' : 'application/geo+json');
  return answer.blob();
}

export function useRevisions(id: number | null): UseQueryResult<AlleyRevision[]> {
  return useQuery({
    queryKey: ['alley-revisions', id],
    enabled: id !== null,
    queryFn: async ({ signal }) => (await request(alleyRoutes.revisions, { params: { id: id ?? 0 }, signal })).items,
  });
}

export type AlleyEdit =
  | { of: 'split'; body: SplitBody }
  | { of: 'join'; body: JoinBody }
  | { of: 'redraw'; body: RedrawBody }
  | { of: 'amend'; body: AmendBody };

/** Changes the line of an alley or what the register says of it; everything that shows alleys is asked for anew. */
export function useEditAlley(id: number): UseMutationResult<AlleyDetail[], Error, AlleyEdit> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ of, body }) => {
      const params = { id };
      if (of === 'split') return (await request(alleyRoutes.split, { params, body })).items;
      if (of === 'amend') return (await request(alleyRoutes.amend, { params, body })).items;
      if (of === 'join') return (await request(alleyRoutes.join, { params, body })).items;
      return (await request(alleyRoutes.redraw, { params, body })).items;
    },
    // Refused, too: somebody else may have changed it.
    onSettled: () => client.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('alley') || queryKey[1] === 'alleys' }),
  });
}
