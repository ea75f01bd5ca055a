import type { z } from 'zod';
import type { PlanSpec } from '#contract/plans';
import type { Weights } from '#geodata/priority/criteria';
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

/** The same money in one purse, or split as the sources would pay of everything: then none of them runs out long before the others. */
export function resplit(budget: Readonly<PlanState['budget']>, bySource: Readonly<Record<string, number>>, isBySource: boolean): PlanState['budget'] {
  const years = Math.max(1, ...Object.values(budget).map((amounts) => amounts.length));
  const sums = Array.from({ length: years }, (_, at) => Object.values(budget).reduce((sum, amounts) => sum + amountOf(amounts, at), 0));
  if (!isBySource) return { [ANY_SOURCE]: sums };
  const sources = Object.keys(bySource).sort();
  if (sources.length === 0) return { [ANY_SOURCE]: sums };
  const whole = sources.reduce((sum, source) => sum + (bySource[source] ?? 0), 0);
  const part = (source: string) => (whole === 0 ? 1 / sources.length : (bySource[source] ?? 0) / whole);
  const main = sources.reduce((most, source) => (part(source) > part(most) ? source : most), sources[0] as string);
  const others = sources.filter((source) => source !== main);
  const split = (sum: number, source: string) => Math.floor(sum * part(source));
  // Whole amounts, and what is left over goes to the source that pays most: the parts add up to the sum.
  const rest = (sum: number) => Math.round((sum - others.reduce((given, source) => given + split(sum, source), 0)) * 100) / 100;
  return Object.fromEntries(sources.map((source) => [source, sums.map((sum) => (source === main ? rest(sum) : split(sum, source)))]));
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

/** Everything that makes a kept plan, as the page has it: the same question may be asked again, or changed. Years begin with those of the page. */
export function questionOf(spec: PlanSpec): Omit<PlanState, 'engine' | 'sort' | 'alley' | 'plan' | 'beside' | 'isOpen'> {
  const { weights, costCase, benefit, startYear, years, budgets, floorRule, floors, packages, rules, locks, conflicts, precedences } = spec;
  const tenK = (minor: number) => minor / MINOR_PER_10K;
  const amounts = (source: string) =>
    Array.from({ length: years }, (_, at) => tenK(budgets.find((one) => one.source === source && one.year === startYear + at)?.amountMinor ?? 0));
  return {
    weights: weights as Weights,
    costCase,
    benefit,
    years,
    budget: Object.fromEntries([...new Set(budgets.map(({ source }) => source))].map((source) => [source, amounts(source)])),
    floor: floorRule?.householdShare ?? 0,
    leastCount: floorRule?.leastCount ?? 0,
    floors: floors.map(({ grid, leastMinor, leastCount }) => ({ grid, least: tenK(leastMinor), count: leastCount })),
    packages:
      packages === null
        ? null
        : { withinM: packages.withinM, least: tenK(packages.leastMinor), most: packages.mostMinor === null ? null : tenK(packages.mostMinor) },
    consent: rules.consentShare,
    isAskedFirst: rules.unknownConsent === 'paused',
    keepsMoratorium: rules.keepsMoratorium,
    coolOffYears: rules.coolOffYears,
    pipesWithinMonths: rules.pipesWithinMonths,
    locks: locks.map(({ alleyId, kind, reason, person }) => ({ alleyId, kind, reason, ...(person === undefined ? {} : { person }) })),
    conflicts,
    precedences,
  };
}
