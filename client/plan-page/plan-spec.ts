import type { z } from 'zod';
import type { PlanSpec } from '#contract/plans';
import { MINOR_PER_10K, type PlanState } from './desk-state.ts';

/** One purse, whoever pays: the source of a plan that does not yet know its money. */
export const ANY_SOURCE = 'any';

/** 万元 of a source in a year of the programme: years without an amount of their own repeat the last. */
export const amountOf = (amounts: readonly number[] | undefined, at: number): number => amounts?.[at] ?? amounts?.at(-1) ?? 0;

/** 万元 of all sources and years. */
export function wholeBudget(budget: PlanState['budget'], years: number): number {
  let sum = 0;
  for (const amounts of Object.values(budget)) for (let at = 0; at < years; at++) sum += amountOf(amounts, at);
  return sum;
}

/**
 * The budget by source and year: the one of the address, or to begin with a tenth of what all alleys would cost, in one purse.
 * @param likelyMinor 分 an alley
 */
export function budgetOf(given: PlanState['budget'], likelyMinor: readonly (number | null)[]): PlanState['budget'] {
  if (Object.keys(given).length > 0) return given;
  const tenth = likelyMinor.reduce<number>((sum, cost) => sum + (cost ?? 0), 0) / 10 / MINOR_PER_10K;
  return { [ANY_SOURCE]: [Math.ceil(tenth / 10) * 10] };
}

/** The same money in one purse, or split as the unit costs are on average. */
export function resplit(budget: Readonly<PlanState['budget']>, shares: readonly Readonly<Record<string, number>>[], isBySource: boolean): PlanState['budget'] {
  const most = Math.max(1, ...Object.values(budget).map((amounts) => amounts.length));
  const sums = Array.from({ length: most }, (_, at) => Object.values(budget).reduce((sum, amounts) => sum + amountOf(amounts, at), 0));
  if (!isBySource) return { [ANY_SOURCE]: sums };
  const sources = [...new Set(shares.flatMap((row) => Object.keys(row)))].sort();
  const part = (source: string) => shares.reduce((total, row) => total + (row[source] ?? 0), 0) / Math.max(1, shares.length);
  return Object.fromEntries(sources.map((source) => [source, sums.map((sum) => Math.round(sum * part(source)))]));
}

/** Sources whose budget is negative in a year of the programme: nothing is computed and nothing mended until somebody has said what was meant. */
export const negativeSources = (budget: PlanState['budget'], years: number): string[] =>
  Object.keys(budget).filter((source) => Array.from({ length: years }, (_, at) => amountOf(budget[source], at)).some((amount) => amount < 0));

/** The plan as the server wants it. Null where there is no money, less than none or no weight: then nothing is to be computed. */
export function specOf(state: PlanState, budget: PlanState['budget'], startYear: number): z.input<typeof PlanSpec> | null {
  const { weights, years, costCase, benefit, floor, leastCount, floors, packages, locks, conflicts, precedences } = state;
  const paying = Object.keys(budget).filter((source) => Array.from({ length: years }, (_, at) => amountOf(budget[source], at)).some((amount) => amount > 0));
  if (paying.length === 0 || negativeSources(budget, years).length > 0 || !Object.values(weights).some((weight) => weight > 0)) return null;
  const minor = (amount: number) => Math.round(amount * MINOR_PER_10K);
  return {
    weights,
    costCase,
    benefit,
    startYear,
    years,
    budgets: Array.from({ length: years }, (_, at) =>
      paying.map((source) => ({ year: startYear + at, source, amountMinor: minor(amountOf(budget[source], at)) })),
    ).flat(),
    floorRule: floor > 0 || leastCount > 0 ? { householdShare: floor, leastCount } : null,
    floors: floors.map(({ grid, least, count }) => ({ grid, leastMinor: minor(least), leastCount: count })),
    packages:
      packages === null
        ? null
        : { withinM: packages.withinM, leastMinor: minor(packages.least), mostMinor: packages.most === null ? null : minor(packages.most) },
    rules: {
      consentShare: state.consent,
      unknownConsent: state.isAskedFirst ? 'paused' : 'allowed',
      keepsMoratorium: state.keepsMoratorium,
      coolOffYears: state.coolOffYears,
      pipesWithinMonths: state.pipesWithinMonths,
    },
    locks,
    conflicts,
    precedences,
  };
}
