/**
 * Which alleys to renovate, in which year, out of which purse: one definition for the explainable rule, the bound, the exact optimum and the checker.
 * Alleys, groups, packages, sources and years are numbered by their place in the lists; money is integer minor units.
 */
export interface Candidate {
  id: number;
  /** Need that is removed when it is done in a year of weight 1; 0 or more. */
  value: number;
  /** Priority score 0-100: what the explainable rule goes by. */
  score: number;
  /** Condition alone, 0-100: what "worst first" goes by. */
  condition: number;
  households: number;
  /** Cost by source; the same in every year. */
  costs: readonly number[];
  /** Subdistrict; null = none, then it counts for no floor. */
  group: number | null;
  /** 片区; null = it stands alone and no package value applies. */
  package: number | null;
  /** Years in which it may be done, ascending. Empty = never. */
  years: readonly number[];
  /** It has to be done, in one of its years. */
  isLockedIn: boolean;
}

/** At least this much money and this many alleys of a group over all years; 0 = no such floor. */
export interface Floor {
  group: number;
  leastCost: number;
  leastCount: number;
}

/** A package is one contract: what is chosen of it is built in one year and worth between least and most, or nothing of it is built. */
export interface PackageRule {
  least: number;
  /** Infinity = no limit. */
  most: number;
}

export interface SelectionProblem {
  /** Weight of need removed in each year: sooner is worth more. Its length is the number of years. */
  yearWeights: readonly number[];
  /** budgets[year][source]; what is left over in a year is gone. */
  budgets: readonly (readonly number[])[];
  candidates: readonly Candidate[];
  floors: readonly Floor[];
  packages: readonly PackageRule[];
  /** Pairs that may not be under construction in the same year. */
  conflicts: readonly (readonly [number, number])[];
  /** [first, then]: then only in the year of first or later. */
  precedences: readonly (readonly [first: number, then: number])[];
}

/** The year of each candidate, NOT_CHOSEN for those that are left out. */
export type Choice = Int8Array;
export const NOT_CHOSEN = -1;
/** A programme has few years. */
export const MOST_YEARS = 10;
/** The exact engine looks at every subset of a package. */
export const MOST_IN_PACKAGE = 12;

export const costOf = (candidate: Candidate): number => candidate.costs.reduce((sum, cost) => sum + cost, 0);

export const emptyChoice = (problem: SelectionProblem): Choice => new Int8Array(problem.candidates.length).fill(NOT_CHOSEN);

/** Need removed by a choice, weighted by year. */
export function worthOf(problem: SelectionProblem, choice: Choice): number {
  let value = 0;
  for (const [index, candidate] of problem.candidates.entries()) {
    const year = choice[index] as number;
    if (year !== NOT_CHOSEN) value += candidate.value * (problem.yearWeights[year] as number);
  }
  return value;
}

/** Money spent: [year][source]. */
export function spendingOf(problem: SelectionProblem, choice: Choice): number[][] {
  const spent = problem.budgets.map((sources) => sources.map(() => 0));
  for (const [index, candidate] of problem.candidates.entries()) {
    const year = choice[index] as number;
    if (year === NOT_CHOSEN) continue;
    const row = spent[year] as number[];
    for (const [source, cost] of candidate.costs.entries()) row[source] = (row[source] as number) + cost;
  }
  return spent;
}

/** Partners of each candidate in conflicts, and what has to come before it. */
export interface Ties {
  rivals: ReadonlyMap<number, readonly number[]>;
  predecessors: ReadonlyMap<number, readonly number[]>;
}
export function tiesOf({ conflicts, precedences }: Pick<SelectionProblem, 'conflicts' | 'precedences'>): Ties {
  const rivals = new Map<number, number[]>();
  const predecessors = new Map<number, number[]>();
  const note = (map: Map<number, number[]>, key: number, other: number): void => {
    const list = map.get(key);
    if (list) list.push(other);
    else map.set(key, [other]);
  };
  for (const [a, b] of conflicts) {
    note(rivals, a, b);
    note(rivals, b, a);
  }
  for (const [first, then] of precedences) note(predecessors, then, first);
  return { rivals, predecessors };
}

/** Something a caller got wrong, by code and figures; nothing is repaired. */
export type ProblemFault =
  | { code: 'years'; years: number }
  | { code: 'negative-budget'; year: number; source: number; amount: number }
  | { code: 'candidate-value'; candidate: number }
  | { code: 'candidate-cost'; candidate: number }
  | { code: 'package-size'; package: number; members: number }
  | { code: 'precedence-cycle'; candidate: number }
  | { code: 'locked-never'; candidate: number }
  | { code: 'locks-break-budget'; year: number | null; source: number; locked: number; budget: number };

/** What is wrong with a problem before anybody tries to solve it. Empty = it can be given to the engines (which may still find it infeasible). */
export function faultsOf(problem: SelectionProblem): ProblemFault[] {
  const faults: ProblemFault[] = [];
  const years = problem.yearWeights.length;
  if (years < 1 || years > MOST_YEARS || problem.budgets.length !== years) faults.push({ code: 'years', years });
  for (const [year, sources] of problem.budgets.entries())
    for (const [source, amount] of sources.entries()) if (!(amount >= 0)) faults.push({ code: 'negative-budget', year, source, amount });
  for (const [index, { value, costs, years: allowed, isLockedIn }] of problem.candidates.entries()) {
    if (!(value >= 0) || !Number.isFinite(value)) faults.push({ code: 'candidate-value', candidate: index });
    if (costs.some((cost) => !Number.isSafeInteger(cost) || cost < 0)) faults.push({ code: 'candidate-cost', candidate: index });
    if (isLockedIn && allowed.length === 0) faults.push({ code: 'locked-never', candidate: index });
  }
  const members = problem.packages.map(() => 0);
  for (const { package: one } of problem.candidates) if (one !== null) members[one] = (members[one] ?? 0) + 1;
  for (const [one, count] of members.entries()) if (count > MOST_IN_PACKAGE) faults.push({ code: 'package-size', package: one, members: count });
  if (faults.length === 0) faults.push(...lockFaults(problem), ...cycleFaults(problem));
  return faults;
}

/** Lock-ins of one possible year against that year's budget, and all of them against all years. */
function lockFaults({ candidates, budgets }: SelectionProblem): ProblemFault[] {
  const faults: ProblemFault[] = [];
  const locked = candidates.filter(({ isLockedIn }) => isLockedIn);
  const compare = (year: number | null, some: readonly Candidate[], limits: readonly number[]): void => {
    for (const [source, budget] of limits.entries()) {
      const sum = some.reduce((total, { costs }) => total + (costs[source] ?? 0), 0);
      if (sum > budget) faults.push({ code: 'locks-break-budget', year, source, locked: sum, budget });
    }
  };
  for (const [year, limits] of budgets.entries()) {
    compare(
      year,
      locked.filter(({ years }) => years.length === 1 && years[0] === year),
      limits,
    );
  }
  const whole = (budgets[0] ?? []).map((_, source) => budgets.reduce((sum, limits) => sum + (limits[source] as number), 0));
  if (faults.length === 0) compare(null, locked, whole);
  return faults;
}

function cycleFaults(problem: SelectionProblem): ProblemFault[] {
  const { predecessors } = tiesOf(problem);
  const state = new Map<number, 'open' | 'done'>();
  const isCyclic = (start: number): boolean => {
    const stack: { node: number; next: number }[] = [{ node: start, next: 0 }];
    state.set(start, 'open');
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const before = predecessors.get(top.node)?.[top.next++];
      if (before === undefined) {
        state.set(top.node, 'done');
        stack.pop();
      } else if (state.get(before) === 'open') return true;
      else if (!state.has(before)) {
        state.set(before, 'open');
        stack.push({ node: before, next: 0 });
      }
    }
    return false;
  };
  for (const then of predecessors.keys()) if (!state.has(then) && isCyclic(then)) return [{ code: 'precedence-cycle', candidate: then }];
  return [];
}
