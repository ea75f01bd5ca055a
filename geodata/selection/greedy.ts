import { type Candidate, type Choice, costOf, emptyChoice, NOT_CHOSEN, type SelectionProblem, type Ties, tiesOf } from './problem.ts';

/** By what the rule goes down its list. score: the published priority; condition: worst first; density: need removed for the money. */
export type GreedyRule = 'score' | 'condition' | 'density';

/** Best first; ties by score, then households, then id, so that the same inputs give the same list. */
export function rankBy(candidates: readonly Candidate[], keyOf: (candidate: Candidate, index: number) => number): number[] {
  const keys = Float64Array.from(candidates, keyOf);
  const compare = (a: number, b: number): number => {
    const [one, other] = [candidates[a] as Candidate, candidates[b] as Candidate];
    return (keys[b] as number) - (keys[a] as number) || other.score - one.score || other.households - one.households || one.id - other.id;
  };
  return Array.from(candidates, (_, index) => index).sort(compare);
}

const KEYS: Record<GreedyRule, (candidate: Candidate) => number> = {
  score: ({ score }) => score,
  condition: ({ condition }) => condition,
  density: (candidate) => candidate.value / Math.max(1, costOf(candidate)),
};

/** The explainable rule: locks first, then each group's floor, then everybody down the list while it fits; of the years the first that has room. */
export function greedy(problem: SelectionProblem, rule: GreedyRule): Choice {
  return fillDown(problem, rankBy(problem.candidates, KEYS[rule]));
}

/**
 * Goes down a list: locks, floors, the rest. What needs another alley first, or others of its package with it, takes them along or is left out.
 * @param yearsOf the years of a candidate in the order in which they are tried; its own years, the first first, unless something better is known.
 * @returns a choice that breaks no budget, year, conflict, precedence or greatest package value; locks and floors only as far as they fit.
 */
export function fillDown(problem: SelectionProblem, order: readonly number[], yearsOf?: (index: number) => readonly number[]): Choice {
  const site = new Filling(problem, order, yearsOf);
  for (const index of order) if (problem.candidates[index]?.isLockedIn) site.take(index);
  const byGroup = new Map<number, number[]>();
  for (const { group } of problem.floors) byGroup.set(group, []);
  for (const index of order) byGroup.get(problem.candidates[index]?.group ?? Number.NaN)?.push(index);
  for (const { group, leastCost, leastCount } of problem.floors) {
    for (const index of byGroup.get(group) ?? []) {
      if (site.costOfGroup(group) >= leastCost && site.countOfGroup(group) >= leastCount) break;
      site.take(index);
    }
  }
  for (const index of order) site.take(index);
  return site.choice;
}

/** A programme being filled. Everything that is taken is taken whole, or not at all. */
class Filling {
  readonly choice: Choice;
  readonly #problem: SelectionProblem;
  readonly #ties: Ties;
  readonly #costs: Float64Array;
  readonly #left: number[][];
  readonly #groupCost = new Map<number, number>();
  readonly #groupCount = new Map<number, number>();
  /** By package: what is built of it, of how many and in which year; and who belongs to it, in the order of the list. */
  readonly #packageCost: Float64Array;
  readonly #packageCount: Int32Array;
  readonly #packageYear: Int8Array;
  readonly #members: number[][];
  readonly #yearsOf: (index: number) => readonly number[];

  constructor(problem: SelectionProblem, order: readonly number[], yearsOf: ((index: number) => readonly number[]) | undefined) {
    this.#problem = problem;
    this.choice = emptyChoice(problem);
    this.#ties = tiesOf(problem);
    this.#costs = Float64Array.from(problem.candidates, costOf);
    this.#left = problem.budgets.map((sources) => [...sources]);
    this.#packageCost = new Float64Array(problem.packages.length);
    this.#packageCount = new Int32Array(problem.packages.length);
    this.#packageYear = new Int8Array(problem.packages.length);
    this.#members = problem.packages.map(() => []);
    for (const index of order) {
      const one = this.#candidate(index).package;
      if (one !== null) this.#members[one]?.push(index);
    }
    this.#yearsOf = yearsOf ?? ((index) => this.#candidate(index).years);
  }

  costOfGroup(group: number): number {
    return this.#groupCost.get(group) ?? 0;
  }

  countOfGroup(group: number): number {
    return this.#groupCount.get(group) ?? 0;
  }

  /** Takes a candidate in the first year that has room for it and for what has to come with it. @returns whether it is in now. */
  take(index: number): boolean {
    if (this.choice[index] !== NOT_CHOSEN) return true;
    for (const year of this.#yearsOf(index)) {
      const taken: number[] = [];
      if (this.#add(index, year, taken) && this.#openPackages(taken)) return true;
      for (const one of taken.reverse()) this.#drop(one);
    }
    return false;
  }

  #candidate(index: number): Candidate {
    return this.#problem.candidates[index] as Candidate;
  }

  /** Adds a candidate and those that must come before it; `taken` holds what was added, also when it fails half way. */
  #add(index: number, year: number, taken: number[]): boolean {
    for (const first of this.#ties.predecessors.get(index) ?? []) {
      const before = this.choice[first] as number;
      if (before !== NOT_CHOSEN && before <= year) continue;
      if (before !== NOT_CHOSEN) return false;
      const early = this.#candidate(first).years.filter((one) => one <= year);
      if (!early.some((one) => this.#tryAdd(first, one, taken))) return false;
    }
    if (this.choice[index] !== NOT_CHOSEN || !this.#fits(index, year)) return false;
    this.#put(index, year);
    taken.push(index);
    return true;
  }

  #tryAdd(index: number, year: number, taken: number[]): boolean {
    const before = taken.length;
    if (this.#add(index, year, taken)) return true;
    for (const one of taken.splice(before).reverse()) this.#drop(one);
    return false;
  }

  /** A package that was begun has to reach its least value: the next of its members come along. */
  #openPackages(taken: number[]): boolean {
    for (let at = 0; at < taken.length; at++) {
      const index = taken[at] as number;
      const one = this.#candidate(index).package;
      if (one === null) continue;
      const year = this.choice[index] as number;
      const least = this.#problem.packages[one]?.least ?? 0;
      for (const member of this.#members[one] ?? []) {
        if ((this.#packageCost[one] as number) >= least) break;
        if (this.choice[member] === NOT_CHOSEN && this.#candidate(member).years.includes(year)) this.#tryAdd(member, year, taken);
      }
      if ((this.#packageCost[one] as number) < least) return false;
    }
    return true;
  }

  #fits(index: number, year: number): boolean {
    const { costs, package: one, years } = this.#candidate(index);
    if (!years.includes(year)) return false;
    const left = this.#left[year] as number[];
    for (let source = 0; source < costs.length; source++) if ((costs[source] as number) > (left[source] as number)) return false;
    if (one !== null) {
      if ((this.#packageCount[one] as number) > 0 && this.#packageYear[one] !== year) return false;
      if ((this.#packageCost[one] as number) + (this.#costs[index] as number) > (this.#problem.packages[one]?.most as number)) return false;
    }
    const rivals = this.#ties.rivals.get(index);
    return rivals === undefined || rivals.every((rival) => this.choice[rival] !== year);
  }

  #put(index: number, year: number): void {
    this.choice[index] = year;
    this.#book(index, year, 1);
  }

  #drop(index: number): void {
    const year = this.choice[index] as number;
    this.choice[index] = NOT_CHOSEN;
    this.#book(index, year, -1);
  }

  #book(index: number, year: number, sign: 1 | -1): void {
    const { costs, package: one, group } = this.#candidate(index);
    const cost = sign * (this.#costs[index] as number);
    const left = this.#left[year] as number[];
    for (let source = 0; source < costs.length; source++) left[source] = (left[source] as number) - sign * (costs[source] as number);
    if (one !== null) {
      this.#packageCost[one] = (this.#packageCost[one] as number) + cost;
      this.#packageCount[one] = (this.#packageCount[one] as number) + sign;
      this.#packageYear[one] = year;
    }
    if (group === null) return;
    this.#groupCost.set(group, (this.#groupCost.get(group) ?? 0) + cost);
    this.#groupCount.set(group, (this.#groupCount.get(group) ?? 0) + sign);
  }
}
