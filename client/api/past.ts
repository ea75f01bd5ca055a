import type { UseQueryResult } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { GridCoverage } from '#contract/coverage';
import type { HouseholdKind } from '#contract/households';
import type { IssueFigures } from '#contract/issues';
import type { LayerState, StateLayer } from '#contract/state';
import type { WorkTotals } from '#contract/works';

/** Columns of grids whose figures have a past. */
export interface GridFigures {
  hasRound: boolean;
  id: number[];
  total: number[];
  reachable: number[];
  covered: number[];
  uncovered: number[];
  frozen: number[];
  frozenCovered: number[];
  openIssues: number[];
  overdueIssues: number[];
}

/** A day that is over, as the screen shows it (client/time). undefined: on its way; null: of this nothing is kept. */
export interface Past {
  /** 2026-09-01, the district's. */
  day: string;
  /** The round whose figures are shown; null where none had begun. */
  round: { code: string; name: string } | null;
  grids<Columns extends GridFigures>(now: Columns): Columns | undefined;
  layer(name: StateLayer): LayerState | undefined | null;
  coverage(code: string, kind: HouseholdKind | null): GridCoverage | undefined;
  issues(code: string): IssueFigures | undefined;
  works(code: string): WorkTotals | undefined;
}

export const PastContext = createContext<Past | null>(null);

/** The past day the screen shows; null: today. */
export function usePast(): Past | null {
  return useContext(PastContext);
}

/** An answer of today with what was known on a past day in its place. */
export function inPast<Data>(query: UseQueryResult<Data>, data: Data | undefined | null): UseQueryResult<Data> {
  return { ...query, data: data ?? undefined, isError: false, error: null } as UseQueryResult<Data>;
}
