import { type Choice, NOT_CHOSEN, type SelectionProblem } from './problem.ts';

/** A constraint that a choice breaks, by code and figures. Written apart from both engines, so that it can tell on them. */
export type Violation =
  | { code: 'year'; candidate: number; year: number }
  | { code: 'lock'; candidate: number }
  | { code: 'budget'; year: number; source: number; spent: number; budget: number }
  | { code: 'floor-cost'; group: number; reached: number; least: number }
  | { code: 'floor-count'; group: number; reached: number; least: number }
  | { code: 'package-years'; package: number; years: readonly number[] }
  | { code: 'package-least'; package: number; value: number; least: number }
  | { code: 'package-most'; package: number; value: number; most: number }
  | { code: 'conflict'; candidates: readonly [number, number]; year: number }
  | { code: 'precedence'; first: number; then: number };

/** Every constraint of the problem that the choice breaks, counted from scratch in whole minor units. */
export function violationsOf(problem: SelectionProblem, choice: Choice): Violation[] {
  const found: Violation[] = [];
  const chosen = [...choice.entries()].filter(([, year]) => year !== NOT_CHOSEN);
  const sum = (isIn: (index: number, year: number) => boolean, source?: number): number => {
    let total = 0;
    for (const [index, year] of chosen) {
      if (!isIn(index, year)) continue;
      const costs = problem.candidates[index]?.costs ?? [];
      total += source === undefined ? costs.reduce((one, cost) => one + cost, 0) : (costs[source] ?? 0);
    }
    return total;
  };
  for (const [candidate, { years, isLockedIn }] of problem.candidates.entries()) {
    const year = choice[candidate] as number;
    if (year === NOT_CHOSEN ? isLockedIn : !years.includes(year))
      found.push(isLockedIn && year === NOT_CHOSEN ? { code: 'lock', candidate } : { code: 'year', candidate, year });
  }
  for (const [year, sources] of problem.budgets.entries()) {
    for (const [source, budget] of sources.entries()) {
      const spent = sum((_, at) => at === year, source);
      if (spent > budget) found.push({ code: 'budget', year, source, spent, budget });
    }
  }
  for (const { group, leastCost, leastCount } of problem.floors) {
    const isOfGroup = (index: number): boolean => problem.candidates[index]?.group === group;
    const cost = sum(isOfGroup);
    const count = chosen.filter(([index]) => isOfGroup(index)).length;
    if (cost < leastCost) found.push({ code: 'floor-cost', group, reached: cost, least: leastCost });
    if (count < leastCount) found.push({ code: 'floor-count', group, reached: count, least: leastCount });
  }
  const built = new Map<number, { years: Set<number>; value: number }>();
  for (const [index, year] of chosen) {
    const one = problem.candidates[index]?.package ?? null;
    if (one === null) continue;
    const entry = built.get(one) ?? { years: new Set(), value: 0 };
    entry.years.add(year);
    entry.value += problem.candidates[index]?.costs.reduce((total, cost) => total + cost, 0) ?? 0;
    built.set(one, entry);
  }
  for (const [one, { years, value }] of built) {
    const { least, most } = problem.packages[one] ?? { least: 0, most: Number.POSITIVE_INFINITY };
    if (years.size > 1) found.push({ code: 'package-years', package: one, years: [...years].sort((a, b) => a - b) });
    if (value < least) found.push({ code: 'package-least', package: one, value, least });
    if (value > most) found.push({ code: 'package-most', package: one, value, most });
  }
  for (const candidates of problem.conflicts) {
    const [a, b] = candidates.map((index) => choice[index] as number) as [number, number];
    if (a !== NOT_CHOSEN && a === b) found.push({ code: 'conflict', candidates, year: a });
  }
  for (const [first, then] of problem.precedences) {
    const [before, after] = [choice[first] as number, choice[then] as number];
    if (after !== NOT_CHOSEN && (before === NOT_CHOSEN || before > after)) found.push({ code: 'precedence', first, then });
  }
  return found;
}
