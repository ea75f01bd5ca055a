import { keepPreviousData, type UseMutationResult, type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { FeatureCollection } from 'geojson';
import type { z } from 'zod';
import { type Programme, type Project, type ProjectClash, type ProjectDetail, projectRoutes } from '#contract/projects';
import { type AdvanceBody, type ConsultationBody, type MilestoneBody, projectWriteRoutes } from '#writing/projects';
import { request, requestAs } from '../api/request.ts';
import { useWorkingAs } from '../api/work-as.ts';
import type { ProjectsState } from './desk-state.ts';

/** A district has hundreds; the server's own limit. */
const MOST_ROWS = 10_000;
const HOUR_MS = 3_600_000;
export type ProjectCatalogue = z.infer<typeof projectRoutes.catalogue.response>;

const queryOf = ({ programme, phase, q, consent, isLate }: ProjectsState) => ({
  programme: programme ?? undefined,
  phase: phase ?? undefined,
  q: q || undefined,
  consent: consent ?? undefined,
  late: isLate ? ('true' as const) : undefined,
});

export function useCatalogue(): UseQueryResult<ProjectCatalogue> {
  return useQuery({ queryKey: ['project-kinds'], queryFn: ({ signal }) => request(projectRoutes.catalogue, { signal }), staleTime: HOUR_MS });
}

export function useProgrammes(): UseQueryResult<Programme[]> {
  return useQuery({ queryKey: ['programmes'], queryFn: async ({ signal }) => (await request(projectRoutes.programmes, { signal })).items });
}

/** The projects that pass the filters. */
export function useProjects(state: ProjectsState): UseQueryResult<Project[]> {
  const query = queryOf(state);
  return useQuery({
    queryKey: ['projects', query],
    queryFn: async ({ signal }) => (await request(projectRoutes.list, { query: { ...query, limit: MOST_ROWS } as never, signal })).items,
    placeholderData: keepPreviousData,
  });
}

/** Where all projects lie. */
export function useProjectShapes(): UseQueryResult<FeatureCollection> {
  return useQuery({
    queryKey: ['project-shapes'],
    queryFn: async ({ signal }) =>
      (await requestAs(projectRoutes.list, { query: { f: 'geojson' }, signal }, 'application/geo+json')).json() as Promise<FeatureCollection>,
  });
}

export function useClashes(): UseQueryResult<ProjectClash[]> {
  return useQuery({ queryKey: ['project-clashes'], queryFn: async ({ signal }) => (await request(projectRoutes.clashes, { query: {}, signal })).items });
}

/** One project; who works says whether names of the history are told. */
export function useProject(id: number | null): UseQueryResult<ProjectDetail> {
  const person = useWorkingAs()?.id ?? null;
  return useQuery({
    queryKey: ['project', id, person],
    queryFn: ({ signal }) => request(projectRoutes.detail, { params: { id: id as number }, signal }),
    enabled: id !== null,
  });
}

/** What the table shows, as a file. */
export async function projectsFile(state: ProjectsState, f: 'csv' | 'xlsx' | 'geojson', lang: 'zh' | 'en'): Promise<Blob> {
  return (await requestAs(projectRoutes.list, { query: { ...queryOf(state), f, lang } as never }, '*/*')).blob();
}

export type ProjectChange =
  | { of: 'advance'; body: z.input<typeof AdvanceBody> }
  | { of: 'milestone'; body: z.input<typeof MilestoneBody> }
  | { of: 'consultation'; body: z.input<typeof ConsultationBody> };

/** Changes a project; everything that shows projects is asked for anew. */
export function useChangeProject(id: number): UseMutationResult<ProjectDetail, Error, ProjectChange> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change) => {
      const params = { id };
      if (change.of === 'advance') return request(projectWriteRoutes.advance, { params, body: change.body });
      if (change.of === 'milestone') return request(projectWriteRoutes.milestone, { params, body: change.body });
      return request(projectWriteRoutes.consultation, { params, body: change.body });
    },
    onSuccess: () => client.invalidateQueries({ predicate: ({ queryKey }) => /^pro(ject|gramme)/.test(String(queryKey[0])) }),
  });
}
