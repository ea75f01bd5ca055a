import type { UncoveredSummary } from '#contract/coverage';
import type { VisitEvent } from '#contract/live';
import { inNoGrid } from './denominators.ts';

/** What an answer was about: the paths of the grids that hold its targets, and whether some are held by none of them. */
export interface AnswerPlaces {
  paths: readonly string[];
  hasMore: boolean;
}

/** A visit changes no target's place, so whatever it can change in an answer lies in the grids that the answer named. */
export function placesOf(summary: Pick<UncoveredSummary, 'figures' | 'byGrid'>): AnswerPlaces {
  return { paths: summary.byGrid.map(({ grid }) => grid.path), hasMore: inNoGrid(summary).total > 0 };
}

/** Whether one of the visits may have changed the answer. A target that is held by no line has a line's ancestor for its path, or none. */
export function isTouched({ paths, hasMore }: AnswerPlaces, visits: readonly Pick<VisitEvent, 'path'>[]): boolean {
  const isUnder = (path: string) => paths.some((root) => path === root || path.startsWith(`${root}/`));
  const depth = Math.min(...paths.map((root) => root.split('/').length));
  return visits.some(({ path }) => (path === null ? hasMore : isUnder(path) || (hasMore && path.split('/').length < depth)));
}
