import { useMemo } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { z } from 'zod';
import type { PlanSpec } from '#contract/plans';
import { CRITERIA, DEFAULT_WEIGHTS, type Weights } from '#geodata/priority/criteria';

export const COST_CASES = ['low', 'likely', 'high'] as const;
export const BENEFITS = ['length', 'households', 'alley'] as const;
/** 分 in 万元. */
export const MINOR_PER_10K = 1_000_000;
const MOST_YEARS = 3;

/** What is planned: all of it is in the address, so a link opens the same plan. */
export interface PlanState {
  weights: Weights;
  /** 万元 a year and source, by code. */
  budget: Record<string, number>;
  years: number;
  costCase: (typeof COST_CASES)[number];
  benefit: (typeof BENEFITS)[number];
  /** For every subdistrict, share of its households' part of the budget, 0-1. */
  floor: number;
  /** Share that has to agree; null = the rule is off. */
  consent: number | null;
  locks: { alleyId: number; kind: 'in' | 'out'; reason: string }[];
  alley: number | null;
  /** A saved plan that is compared with. */
  plan: number | null;
  isOpen: boolean;
}

const CONSENT = 0.667;
const FLOOR = 0.5;

export function readPlanState(search: string): PlanState {
  const parameters = new URLSearchParams(search);
  const oneOf = <Value extends string>(name: string, values: readonly [Value, ...Value[]], fallback: Value) =>
    values.find((value) => value === parameters.get(name)) ?? fallback;
  const number = (name: string, fallback: number, least: number, most: number) => {
    const text = parameters.get(name);
    const value = text === null || text === '' ? Number.NaN : Number(text);
    return Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : fallback;
  };
  const given = parameters.get('w')?.split(',').map(Number);
  const isWhole = given?.length === CRITERIA.length && given.every((weight) => weight >= 0 && weight <= 1000);
  const id = (name: string) => {
    const value = Number(parameters.get(name));
    return Number.isSafeInteger(value) && value > 0 ? value : null;
  };
  const consent = parameters.get('consent');
  return {
    weights: isWhole ? (Object.fromEntries(CRITERIA.map((code, at) => [code, given[at]])) as Weights) : DEFAULT_WEIGHTS,
    budget: Object.fromEntries(
      [...(parameters.get('budget') ?? '').matchAll(/([\w-]+):(\d+(?:\.\d+)?)/g)].map(([, source, amount]) => [source as string, Number(amount)]),
    ),
    years: number('years', 1, 1, MOST_YEARS) | 0,
    costCase: oneOf('case', ['likely', 'low', 'high'], 'likely'),
    benefit: oneOf('benefit', ['length', 'households', 'alley'], 'length'),
    floor: number('floor', FLOOR, 0, 1),
    consent: consent === 'off' ? null : number('consent', CONSENT, 0, 1),
    locks: [...parameters.getAll('lock')].flatMap((text) => {
      const [, kind, alley, reason] = /^(in|out):(\d{1,15}):(.{1,200})$/s.exec(text) ?? [];
      return alley === undefined ? [] : [{ kind: kind as 'in' | 'out', alleyId: Number(alley), reason: reason as string }];
    }),
    alley: id('alley'),
    plan: id('plan'),
    isOpen: parameters.get('set') === '1',
  };
}

export function writePlanState(state: PlanState): URLSearchParams {
  const parameters = new URLSearchParams();
  const set = (name: string, value: string | number | null) => value !== null && parameters.set(name, String(value));
  if (CRITERIA.some((code) => state.weights[code] !== DEFAULT_WEIGHTS[code])) set('w', CRITERIA.map((code) => state.weights[code]).join(','));
  const budget = Object.entries(state.budget);
  if (budget.length > 0) set('budget', budget.map(([source, amount]) => `${source}:${amount}`).join(','));
  set('years', state.years === 1 ? null : state.years);
  set('case', state.costCase === 'likely' ? null : state.costCase);
  set('benefit', state.benefit === 'length' ? null : state.benefit);
  set('floor', state.floor === FLOOR ? null : state.floor);
  set('consent', state.consent === null ? 'off' : state.consent === CONSENT ? null : state.consent);
  for (const { kind, alleyId, reason } of state.locks) parameters.append('lock', `${kind}:${alleyId}:${reason}`);
  set('alley', state.alley);
  set('plan', state.plan);
  set('set', state.isOpen ? 1 : null);
  return parameters;
}

/** One purse, whoever pays: the source of a plan that does not yet know its money. */
export const ANY_SOURCE = 'any';

/**
 * The budget of a year, 万元 by source: the one of the address, or to begin with a tenth of what all alleys would cost, in one purse.
 * @param likelyMinor 分 an alley
 */
export function budgetOf(given: PlanState['budget'], likelyMinor: readonly (number | null)[]): Record<string, number> {
  if (Object.keys(given).length > 0) return given;
  const tenth = likelyMinor.reduce<number>((sum, cost) => sum + (cost ?? 0), 0) / 10 / MINOR_PER_10K;
  return { [ANY_SOURCE]: Math.ceil(tenth / 10) * 10 };
}

/** The same money in one purse, or split as the unit costs are on average. */
export function resplit(
  budget: Readonly<Record<string, number>>,
  shares: readonly Readonly<Record<string, number>>[],
  isBySource: boolean,
): Record<string, number> {
  const sum = Object.values(budget).reduce((total, amount) => total + amount, 0);
  if (!isBySource) return { [ANY_SOURCE]: sum };
  const sources = [...new Set(shares.flatMap((row) => Object.keys(row)))].sort();
  const part = (source: string) => shares.reduce((total, row) => total + (row[source] ?? 0), 0) / Math.max(1, shares.length);
  return Object.fromEntries(sources.map((source) => [source, Math.round(sum * part(source))]));
}

/** The plan as the server wants it. Null where there is no money or no weight: then nothing is to be computed. */
export function specOf(state: PlanState, budget: Readonly<Record<string, number>>, startYear: number): z.input<typeof PlanSpec> | null {
  const { weights, years, costCase, benefit, floor, consent, locks } = state;
  const paying = Object.keys(budget).filter((source) => (budget[source] as number) > 0);
  if (paying.length === 0 || !Object.values(weights).some((weight) => weight > 0)) return null;
  return {
    weights,
    costCase,
    benefit,
    startYear,
    years,
    budgets: Array.from({ length: years }, (_, at) =>
      paying.map((source) => ({ year: startYear + at, source, amountMinor: Math.round((budget[source] as number) * MINOR_PER_10K) })),
    ).flat(),
    floorRule: floor > 0 ? { householdShare: floor } : null,
    rules: { consentShare: consent },
    locks,
  };
}

export interface PlanHandle {
  state: PlanState;
  /** Changes in place; a step of the history only where something is opened. */
  go(change: Partial<PlanState>, isStep?: boolean): void;
}

/** What other pages' parameters (the map's view) stand beside ours, is kept. */
const OURS = ['w', 'budget', 'years', 'case', 'benefit', 'floor', 'consent', 'lock', 'alley', 'plan', 'set'];

export function usePlanState(): PlanHandle {
  const { search, pathname } = useLocation();
  const navigate = useNavigate();
  return useMemo(
    () => ({
      state: readPlanState(search),
      go: (change, isStep = false) => {
        // From the address bar, not from the closure: two changes within one render must not undo each other.
        const next = writePlanState({ ...readPlanState(window.location.search), ...change });
        const others = [...new URLSearchParams(window.location.search)].filter(([name]) => !OURS.includes(name));
        for (const [name, value] of others) next.append(name, value);
        const text = next.toString().replace(/%2C/g, ',').replace(/%3A/g, ':');
        void navigate({ pathname, search: text === '' ? '' : `?${text}` }, { replace: !isStep });
      },
    }),
    [search, pathname, navigate],
  );
}
