import type { Highs } from 'highs';
import { violationsOf } from './check.ts';
import { type Constraint, leastBroken } from './elastic.ts';
import { solveExactly } from './exact.ts';
import { greedy } from './greedy.ts';
import { type Choice, costOf, NOT_CHOSEN, type SelectionProblem, spendingOf } from './problem.ts';
import { smallestOf } from './smallest.ts';

/** A constraint that takes part in a conflict. needed: what it asks for, or what the others need of it; there: what can be had. 分, or alleys; null: not found in time. */
export type Figures = Constraint & { needed: number | null; there: number | null };

/** One constraint given way to: from → to. A lock: 1 → 0. */
export interface Relaxation {
  constraint: Constraint & { kind: 'budget' | 'floor-cost' | 'floor-count' | 'lock' };
  from: number;
  to: number;
}
export type Way = 'budgets' | 'floors' | 'locks';

export interface Conflict {
  /** These cannot all be kept. Where isMinimal, any of them left out, the others can. */
  conflicting: Figures[];
  isMinimal: boolean;
  /** The smallest relaxation of all; empty where none was found in time. */
  relaxations: Relaxation[];
  /** The smallest of one group alone; without those that cannot help alone. */
  ways: { by: Way; relaxations: Relaxation[] }[];
}

const WAY_OF: Partial<Record<Constraint['kind'], Way>> = { budget: 'budgets', 'floor-cost': 'floors', 'floor-count': 'floors', lock: 'locks' };
/** Shares of the time: for the conflict, for its figures; the rest is for the ways out. */
const CONFLICT_TIME = 0.5;
const FIGURES_TIME = 0.2;
/** Of each way out. */
const WAY_TIME = 0.08;
/** Any choice will do. */
const ANY_GAP = 1e9;

/** Why a problem has no answer: a smallest set of constraints that stand against one another, and the least that would have to give way. */
export function explainConflict(problem: SelectionProblem, highs: Highs, timeLimitMs: number, isCancelled: () => boolean = () => false): Conflict {
  const begun = performance.now();
  const { set, isMinimal } = smallestConflict(problem, highs, begun + timeLimitMs * CONFLICT_TIME, isCancelled);
  const figureMs = (timeLimitMs * FIGURES_TIME) / Math.max(1, set.length);
  const conflicting = set.map((constraint) => figuresOf(problem, set, constraint, highs, performance.now() + figureMs));
  return { conflicting, isMinimal, ...waysOut(problem, highs, timeLimitMs, isCancelled) };
}

/** The least by which budgets, floors and locks would have to give way, all together and each kind alone; also where it is not known whether they have to. */
export function waysOut(
  problem: SelectionProblem,
  highs: Highs,
  timeLimitMs: number,
  isCancelled: () => boolean = () => false,
): Pick<Conflict, 'relaxations' | 'ways'> {
  const by = (way: Way | null): Relaxation[] | null => {
    if (isCancelled()) return null;
    const until = performance.now() + timeLimitMs * WAY_TIME;
    const answer = leastBroken(problem, highs, ({ kind }) => WAY_OF[kind] !== undefined && (way === null || WAY_OF[kind] === way), until);
    return answer.status === 'found' ? relaxationsOf(problem, answer.choice) : null;
  };
  const all = by(null) ?? [];
  const ways = (['budgets', 'floors', 'locks'] as const).flatMap((way) => {
    const found = by(way);
    return found === null || found.length === 0 ? [] : [{ by: way, relaxations: found }];
  });
  return { relaxations: smallestOf(all, ways), ways };
}

/** All constraints that can be left out, those that say most to a planner first: a conflict is explained by them if it can be. */
function constraintsOf({ candidates, floors, budgets, packages, conflicts, precedences }: SelectionProblem): Constraint[] {
  return [
    ...candidates.flatMap(({ isLockedIn }, candidate) => (isLockedIn ? [{ kind: 'lock' as const, candidate }] : [])),
    ...floors.flatMap(({ group, leastCost, leastCount }): Constraint[] => [
      ...(leastCount > 0 ? [{ kind: 'floor-count' as const, group }] : []),
      ...(leastCost > 0 ? [{ kind: 'floor-cost' as const, group }] : []),
    ]),
    ...budgets.flatMap((sources, year) => sources.map((_, source) => ({ kind: 'budget' as const, year, source }))),
    ...packages.flatMap(({ least, most }, one): Constraint[] => [
      ...(least > 0 ? [{ kind: 'package-least' as const, package: one }] : []),
      ...(Number.isFinite(most) ? [{ kind: 'package-most' as const, package: one }] : []),
    ]),
    ...conflicts.map((pair) => ({ kind: 'conflict' as const, candidates: pair })),
    ...precedences.map((pair) => ({ kind: 'precedence' as const, candidates: pair })),
  ];
}

/** The problem with these constraints and no others; years and "one package, one year" stay. */
function onlyWith(problem: SelectionProblem, kept: readonly Constraint[]): SelectionProblem {
  const has = (kind: Constraint['kind'], is: (constraint: Constraint) => boolean): boolean => kept.some((one) => one.kind === kind && is(one));
  const isOf = (group: number) => (one: Constraint) => 'group' in one && one.group === group;
  const whole = (problem.budgets[0] ?? []).map((_, source) => problem.candidates.reduce((sum, { costs }) => sum + (costs[source] as number), 0));
  const locked = new Set(kept.flatMap((one) => (one.kind === 'lock' ? [one.candidate] : [])));
  return {
    ...problem,
    candidates: problem.candidates.map((candidate, index) => (candidate.isLockedIn && !locked.has(index) ? { ...candidate, isLockedIn: false } : candidate)),
    budgets: problem.budgets.map((sources, year) =>
      sources.map((budget, source) =>
        has('budget', (one) => one.kind === 'budget' && one.year === year && one.source === source) ? budget : Math.max(budget, whole[source] as number),
      ),
    ),
    floors: problem.floors.map(({ group, leastCost, leastCount }) => ({
      group,
      leastCost: has('floor-cost', isOf(group)) ? leastCost : 0,
      leastCount: has('floor-count', isOf(group)) ? leastCount : 0,
    })),
    packages: problem.packages.map(({ least, most }, at) => ({
      least: has('package-least', (one) => 'package' in one && one.package === at) ? least : 0,
      most: has('package-most', (one) => 'package' in one && one.package === at) ? most : Number.POSITIVE_INFINITY,
    })),
    conflicts: kept.flatMap((one) => (one.kind === 'conflict' ? [one.candidates] : [])),
    precedences: kept.flatMap((one) => (one.kind === 'precedence' ? [one.candidates] : [])),
  };
}

/**
 * QuickXplain (U. Junker, AAAI 2004): a minimal conflict by halving, in some k·log(n/k) tests for k constraints out of n. Out of time, what cannot be
 * tested counts as possible, so that the set stays a conflict but may be larger than it needs to be.
 */
function smallestConflict(problem: SelectionProblem, highs: Highs, until: number, isCancelled: () => boolean): { set: Constraint[]; isMinimal: boolean } {
  let isMinimal = true;
  const isPossible = (kept: readonly Constraint[]): boolean => {
    const reduced = onlyWith(problem, kept);
    if (violationsOf(reduced, greedy(reduced, 'density')).length === 0) return true;
    const timeLimitMs = until - performance.now();
    const { status, choice } = timeLimitMs > 0 ? solveExactly(reduced, highs, { gap: ANY_GAP, timeLimitMs, isCancelled }) : { status: 'stopped', choice: null };
    if (status === 'stopped' && choice === null) isMinimal = false;
    return status !== 'infeasible';
  };
  const explain = (background: readonly Constraint[], isGrown: boolean, rest: readonly Constraint[]): Constraint[] => {
    if (isGrown && !isPossible(background)) return [];
    if (rest.length <= 1) return [...rest];
    const half = rest.length >> 1;
    const [first, second] = [rest.slice(0, half), rest.slice(half)];
    const late = explain([...background, ...first], true, second);
    return [...explain([...background, ...late], late.length > 0, first), ...late];
  };
  const all = constraintsOf(problem);
  // Mostly it is money, floors and locks alone: without packages and ties every test is ten times quicker.
  const plain = all.filter(({ kind }) => WAY_OF[kind] !== undefined);
  const set = explain([], false, isPossible(plain) ? all : plain);
  return { set, isMinimal };
}

/** What a constraint of a conflict asks for, and what it finds: by how much it alone would have to give way to the others. */
function figuresOf(problem: SelectionProblem, set: readonly Constraint[], own: Constraint, highs: Highs, until: number): Figures {
  switch (own.kind) {
    case 'lock':
    case 'precedence':
      return { ...own, needed: 1, there: 0 };
    case 'conflict':
      return { ...own, needed: 2, there: 1 };
  }
  const reduced = onlyWith(problem, set);
  const answer = leastBroken(reduced, highs, (one) => isSame(one, own), until);
  const reached = answer.status === 'found' ? reachedBy(reduced, own, answer.choice) : null;
  const limit = limitOf(problem, own);
  const isUpper = own.kind === 'budget' || own.kind === 'package-most';
  return { ...own, needed: isUpper ? reached : limit, there: isUpper ? limit : reached };
}

function isSame(one: Constraint, other: Constraint): boolean {
  if (one.kind !== other.kind) return false;
  return (Object.keys(one) as (keyof Constraint)[]).every((key) => one[key] === other[key]);
}

function limitOf(problem: SelectionProblem, own: Constraint): number {
  switch (own.kind) {
    case 'budget':
      return problem.budgets[own.year]?.[own.source] ?? 0;
    case 'floor-cost':
      return problem.floors.find(({ group }) => group === own.group)?.leastCost ?? 0;
    case 'floor-count':
      return problem.floors.find(({ group }) => group === own.group)?.leastCount ?? 0;
    case 'package-least':
      return problem.packages[own.package]?.least ?? 0;
    case 'package-most':
      return problem.packages[own.package]?.most ?? 0;
    default:
      return 1;
  }
}

/** What a choice makes of a limit, in whole 分 or alleys. */
function reachedBy(problem: SelectionProblem, own: Constraint, choice: Choice): number {
  if (own.kind === 'budget') return spendingOf(problem, choice)[own.year]?.[own.source] ?? 0;
  let reached = 0;
  for (const [index, candidate] of problem.candidates.entries()) {
    if (choice[index] === NOT_CHOSEN) continue;
    const isIn = 'group' in own ? candidate.group === own.group : 'package' in own && candidate.package === own.package;
    if (isIn) reached += own.kind === 'floor-count' ? 1 : costOf(candidate);
  }
  return reached;
}

/** What a choice that gives way gives way to. */
function relaxationsOf(problem: SelectionProblem, choice: Choice): Relaxation[] {
  return violationsOf(problem, choice).flatMap((broken): Relaxation[] => {
    switch (broken.code) {
      case 'budget':
        return [{ constraint: { kind: 'budget', year: broken.year, source: broken.source }, from: broken.budget, to: broken.spent }];
      case 'floor-cost':
      case 'floor-count':
        return [{ constraint: { kind: broken.code, group: broken.group }, from: broken.least, to: broken.reached }];
      case 'lock':
        return [{ constraint: { kind: 'lock', candidate: broken.candidate }, from: 1, to: 0 }];
      default:
        return [];
    }
  });
}
