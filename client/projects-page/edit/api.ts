import { keepPreviousData, type UseMutationResult, type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { z } from 'zod';
import { alleyRoutes } from '#contract/alleys';
import { peopleRoutes, type Unit } from '#contract/people';
import type { Programme, ProjectClash } from '#contract/projects';
import { type SearchHit, searchRoutes } from '#contract/search';
import { type ClashDraft, type ProgrammeBody, projectWriteRoutes } from '#writing/projects';
import { request } from '../../api/request.ts';
import { bodyOf, consultationsToSend, correctionOf, milestonesToSend, type ProjectDraft } from './draft.ts';

const HOUR_MS = 3_600_000;
const MOST_UNITS = 1_000;

export function useUnits(): UseQueryResult<Unit[]> {
  return useQuery({
    queryKey: ['units'],
    queryFn: async ({ signal }) => (await request(peopleRoutes.units, { query: { limit: MOST_UNITS }, signal })).items,
    staleTime: HOUR_MS,
  });
}

/** Alleys by name, code or initials. */
export function useAlleySearch(q: string): UseQueryResult<SearchHit[]> {
  return useQuery({
    queryKey: ['alley-search', q],
    queryFn: async ({ signal }) =>
      (await request(searchRoutes.search, { query: { q, limit: 50 }, signal })).items.filter(({ type }) => type === 'alley').slice(0, 6),
    placeholderData: keepPreviousData,
    enabled: q !== '',
  });
}

/** An alley that was clicked, by its name. */
export async function alleyNamed(id: number): Promise<{ id: number; name: string }> {
  const { name, code } = await request(alleyRoutes.detail, { params: { id } });
  return { id, name: name ?? code };
}

/** What a draft would clash with; null while there is not enough of it to ask. */
export function useForeseen(draft: ClashDraft | null): UseQueryResult<ProjectClash[]> {
  return useQuery({
    queryKey: ['project-foreseen', draft],
    queryFn: async ({ signal }) => (await request(projectWriteRoutes.foresee, { body: draft as ClashDraft, signal })).items,
    placeholderData: keepPreviousData,
    enabled: draft !== null,
  });
}

/** What arrived of a draft before something was refused, and where in the form that stands. */
export class HalfSaved extends Error {
  readonly draft: ProjectDraft;
  readonly at: string;
  readonly refusal: unknown;
  constructor(draft: ProjectDraft, at: string, refusal: unknown) {
    super('half saved');
    this.draft = draft;
    this.at = at;
    this.refusal = refusal;
  }
}

/**
 * The project, then its milestones, then its consultation, each once: every part has an id of its own, so that sending again repeats nothing.
 * @throws HalfSaved with what is left to send
 */
async function saveProject(draft: ProjectDraft): Promise<{ id: number }> {
  let left = draft;
  let at = '';
  try {
    let id = draft.saved?.id ?? 0;
    if (draft.saved === null) id = (await request(projectWriteRoutes.create, { body: bodyOf(draft) })).id;
    else {
      const body = correctionOf(draft);
      if (body !== null) await request(projectWriteRoutes.correct, { params: { id }, body });
    }
    left = { ...left, saved: { milestones: [], consultations: [], ...left.saved, id, fields: left.fields } };
    for (const { index, body } of milestonesToSend(left)) {
      at = `/milestones/${index}`;
      await request(projectWriteRoutes.milestone, { params: { id }, body });
      const sent = left.milestones[index];
      if (left.saved && sent)
        left = { ...left, saved: { ...left.saved, milestones: [...left.saved.milestones.filter(({ name }) => name !== sent.name), sent] } };
    }
    for (const { index, body } of consultationsToSend(left)) {
      at = `/consultations/${index}`;
      await request(projectWriteRoutes.consultation, { params: { id }, body });
      const sent = left.consultations[index];
      if (left.saved && sent)
        left = { ...left, saved: { ...left.saved, consultations: [...left.saved.consultations.filter(({ step }) => step !== sent.step), sent] } };
    }
    return { id };
  } catch (error) {
    throw new HalfSaved(left, at, error);
  }
}

const isOfProjects = ({ queryKey }: { queryKey: readonly unknown[] }) => /^pro(ject|gramme)/.test(String(queryKey[0]));

export function useSaveProject(): UseMutationResult<{ id: number }, HalfSaved, ProjectDraft> {
  const client = useQueryClient();
  return useMutation({ mutationFn: saveProject, onSettled: () => client.invalidateQueries({ predicate: isOfProjects }) });
}

export function useSaveProgramme(): UseMutationResult<Programme, Error, z.input<typeof ProgrammeBody>> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body) => request(projectWriteRoutes.addProgramme, { body }),
    onSuccess: () => client.invalidateQueries({ predicate: isOfProjects }),
  });
}
