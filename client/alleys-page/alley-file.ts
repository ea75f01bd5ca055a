import type { AlleyDetail } from '#contract/alleys';
import type { Chain } from '#contract/responsibilities';
import type { AlleySurvey } from '#contract/surveys';
import type { Work } from '#contract/works';
import { useAlleySurveys, useIssuesNearAlley, useWorksNearAlley } from '../alleys/api.ts';
import { useChain } from '../responsibilities/api.ts';

/** What lies this near an alley belongs to its file. */
const NEAR_M = 50;

/** What is known about an alley beyond its own record: what lies near it, who answers, what surveys say of it now. */
export function useAlleyFile(alley: AlleyDetail) {
  const issues = useIssuesNearAlley(alley.id, NEAR_M);
  const works = useWorksNearAlley(alley.id, NEAR_M);
  const chain = useChain(alley.grid?.code ?? null);
  const surveys = useAlleySurveys(alley.id).data;
  return {
    issues: issues.data?.pages[0]?.items,
    works: works.data?.pages[0]?.items,
    /** Of the grid that owns the alley: the one with most of its length. null outside every grid; undefined while it is asked for. */
    chain: alley.grid === null ? null : (chain.data as Chain | undefined),
    surveys,
  };
}

/** The newest valid survey of each standard: what the conditions are read from. */
export function standing(surveys: readonly AlleySurvey[]): AlleySurvey[] {
  const newest = new Map<string, AlleySurvey>();
  for (const survey of surveys) if (survey.supersededAt === null && !newest.has(survey.standard)) newest.set(survey.standard, survey);
  return [...newest.values()];
}

/** Photos of surveys, each once, the newest survey first. */
export function photosOf(surveys: readonly AlleySurvey[]): number[] {
  const valid = surveys.filter(({ supersededAt }) => supersededAt === null);
  return [...new Set(valid.flatMap(({ items, finds }) => [...items, ...finds].flatMap(({ photoIds }) => photoIds)))];
}

/** Works of this very alley, done, that have added spaces to park; what is part of another work is in that one. */
export function addedSpaces(id: number, works: readonly Work[]): Work[] {
  return works.filter(
    ({ alleyId, workType, completedOn, partOfId }) => alleyId === id && workType === 'parking_add' && completedOn !== null && partOfId === null,
  );
}
