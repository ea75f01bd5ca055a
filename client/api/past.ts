import type { UseQueryResult } from '@tanstack/react-query';
import { createContext, useContext, useSyncExternalStore } from 'react';
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
  /** The last day up to this one on which it changed who answers for what. */
  dutyDay: string;
  /** Changes of who answers for what were not kept before this day; null: they were on this one. */
  dutiesKeptSince: string | null;
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

/** The past day at which the screen has come to rest; days that run past leave it alone, so that nothing is asked for each of them. */
export const RestingDayContext = createContext<string | null>(null);

/** The day that lists and single records are asked about; undefined: now. */
export function useAskedDay(): string | undefined {
  const resting = useContext(RestingDayContext);
  return usePast() === null ? undefined : (resting ?? undefined);
}

/** Whether days run past, so that nothing can be asked about one of them. */
export function useIsPlaying(): boolean {
  const past = usePast();
  return useContext(RestingDayContext) !== (past?.day ?? null);
}

/** An answer of today with what was known on a past day in its place. */
export function inPast<Data>(query: UseQueryResult<Data>, data: Data | undefined | null): UseQueryResult<Data> {
  return { ...query, data: data ?? undefined, isError: false, error: null } as UseQueryResult<Data>;
}

let told: string | null = null;
const listeners = new Set<() => void>();

/** Tells the bar above the page which past day is shown; null: today, or that the address says it. */
export function tellDay(day: string | null): void {
  told = day;
  for (const listener of listeners) listener();
}

/** The past day the page below the bar has told of; days that run past stand in no address. */
export function useToldDay(): string | null {
  return useSyncExternalStore(subscribe, () => told);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
