import type { Highs } from 'highs';
import { type Choice, costOf, emptyChoice, NOT_CHOSEN, type SelectionProblem } from './problem.ts';

/** One constraint of a problem that can be left out, or given way to. */
export type Constraint =
  | { kind: 'budget'; year: number; source: number }
  | { kind: 'floor-cost' | 'floor-count'; group: number }
  | { kind: 'lock'; candidate: number }
  | { kind: 'package-least' | 'package-most'; package: number }
  | { kind: 'conflict' | 'precedence'; candidates: readonly [number, number] };

/**
 * A hundredth of the dearest alley's cost weighs 1; an alley short weighs half an alley, and a lock let go more than any money. Each next constraint
 * weighs a little more than the one before, so that what is missing is told of few of them instead of a little of each.
 */
const COUNT_WEIGHT = 50;
const NEXT_WEIGHT = 1.002;
/** Where money and a floor weigh the same, it is money that is asked for. */
const FLOOR_WEIGHT = 1.05;
const LOCK_WEIGHT = 1e5;
const LEAST_MS = 50;
/** "Least" to half a hundredth: finding the last 分 of a sum of alleys takes longer than all the rest. */
const GAP = 0.005;

interface Row {
  lower: number;
  upper: number;
  columns: number[];
  terms: number[];
}

export type ElasticAnswer = { status: 'found'; choice: Choice } | { status: 'impossible' | 'out-of-time' };

/**
 * A choice that gives way as little as possible, and only to constraints of which `gives` is true; everything else is kept. A column for each candidate
 * and year and one for each package and year: small however large the packages are.
 * @param until moment (performance.now) at which to stop.
 */
export function leastBroken(problem: SelectionProblem, highs: Highs, gives: (constraint: Constraint) => boolean, until: number): ElasticAnswer {
  const { candidates, budgets, floors, packages, conflicts, precedences } = problem;
  const years = budgets.length;
  const unit = candidates.reduce((most, candidate) => Math.max(most, costOf(candidate)), 0) / 100 || 1;
  const rows: Row[] = [];
  let given = 0;
  const costs: number[] = [];
  const isWhole: boolean[] = [];
  const column = (cost: number, whole: boolean): number => {
    isWhole.push(whole);
    return costs.push(cost) - 1;
  };
  const row = (lower: number, upper: number, terms: readonly (readonly [column: number, term: number])[]): void => {
    const used = terms.filter(([, term]) => term !== 0);
    rows.push({ lower, upper, columns: used.map(([at]) => at), terms: used.map(([, term]) => term) });
  };
  const slack = (constraint: Constraint, cost: number, sign: 1 | -1, whole: boolean): [number, number][] =>
    gives(constraint) ? [[column(cost * NEXT_WEIGHT ** given++, whole), sign]] : [];
  const inYear = candidates.map(({ years: open }) => Array.from({ length: years }, (_, year) => (open.includes(year) ? column(0, true) : -1)));
  const pairsOf = (index: number): number[] => (inYear[index] as number[]).filter((at) => at >= 0);

  for (const [index, { isLockedIn, years: open }] of candidates.entries()) {
    if (isLockedIn) row(1, 1, [...pairsOf(index).map((at) => [at, 1] as const), ...slack({ kind: 'lock', candidate: index }, LOCK_WEIGHT, 1, true)]);
    else if (open.length > 1)
      row(
        Number.NEGATIVE_INFINITY,
        1,
        pairsOf(index).map((at) => [at, 1] as const),
      );
  }
  for (const [year, sources] of budgets.entries()) {
    for (const [source, budget] of sources.entries()) {
      const spent = candidates.flatMap(({ costs: own }, index): [number, number][] => {
        const at = inYear[index]?.[year] ?? -1;
        return at < 0 ? [] : [[at, (own[source] as number) / unit]];
      });
      row(Number.NEGATIVE_INFINITY, budget / unit, [...spent, ...slack({ kind: 'budget', year, source }, 1, -1, false)]);
    }
  }
  for (const { group, leastCost, leastCount } of floors) {
    const members = candidates.map((_, index) => index).filter((index) => candidates[index]?.group === group);
    const terms = (termOf: (index: number) => number) => members.flatMap((index) => pairsOf(index).map((at) => [at, termOf(index)] as const));
    if (leastCost > 0)
      row(leastCost / unit, Number.POSITIVE_INFINITY, [
        ...terms((index) => costOf(candidates[index] as (typeof candidates)[number]) / unit),
        ...slack({ kind: 'floor-cost', group }, FLOOR_WEIGHT, 1, false),
      ]);
    if (leastCount > 0) row(leastCount, Number.POSITIVE_INFINITY, [...terms(() => 1), ...slack({ kind: 'floor-count', group }, COUNT_WEIGHT, 1, true)]);
  }
  const members = packages.map((): number[] => []);
  for (const [index, { package: one }] of candidates.entries()) if (one !== null) members[one]?.push(index);
  for (const [one, { least, most }] of packages.entries()) {
    const built = Array.from({ length: years }, () => column(0, true));
    row(
      Number.NEGATIVE_INFINITY,
      1,
      built.map((at) => [at, 1] as const),
    );
    for (const [year, open] of built.entries()) {
      const own = (members[one] ?? []).flatMap((index) => ((inYear[index]?.[year] ?? -1) < 0 ? [] : [{ at: inYear[index]?.[year] as number, index }]));
      for (const { at } of own)
        row(Number.NEGATIVE_INFINITY, 0, [
          [at, 1],
          [open, -1],
        ]);
      const value = own.map(({ at, index }) => [at, costOf(candidates[index] as (typeof candidates)[number]) / unit] as const);
      if (least > 0) row(0, Number.POSITIVE_INFINITY, [...value, [open, -least / unit], ...slack({ kind: 'package-least', package: one }, 1, 1, false)]);
      if (Number.isFinite(most))
        row(Number.NEGATIVE_INFINITY, 0, [...value, [open, -most / unit], ...slack({ kind: 'package-most', package: one }, 1, -1, false)]);
    }
  }
  for (const pair of conflicts) {
    for (let year = 0; year < years; year++) {
      const columns = pair.map((index) => inYear[index]?.[year] ?? -1);
      if (columns.every((at) => at >= 0))
        row(
          Number.NEGATIVE_INFINITY,
          1,
          columns.map((at) => [at, 1] as const),
        );
    }
  }
  for (const [first, then] of precedences) {
    for (let year = 0; year < years; year++) {
      const upTo = (index: number, term: number) => (inYear[index] as number[]).slice(0, year + 1).flatMap((at) => (at < 0 ? [] : [[at, term] as const]));
      row(Number.NEGATIVE_INFINITY, 0, [...upTo(then, 1), ...upTo(first, -1)]);
    }
  }
  return run(problem, highs, { rows, costs, isWhole, inYear }, until);
}

interface Program {
  rows: Row[];
  costs: number[];
  isWhole: boolean[];
  /** Column of each candidate and year; −1 = closed. */
  inYear: number[][];
}

function run(problem: SelectionProblem, highs: Highs, { rows, costs, isWhole, inYear }: Program, until: number): ElasticAnswer {
  const ms = until - performance.now();
  if (ms < LEAST_MS) return { status: 'out-of-time' };
  const binary = new Set(inYear.flat());
  const starts = [0];
  for (const { columns } of rows) starts.push((starts.at(-1) as number) + columns.length);
  const { variableType, solutionStatus, objectiveSense, modelStatus } = highs.constants;
  const solver = highs.createModel({
    numCols: costs.length,
    numRows: rows.length,
    sense: objectiveSense.minimize,
    colCost: costs,
    colLower: new Float64Array(costs.length),
    // What is whole and costs nothing is a choice or a package; what costs something is a slack.
    colUpper: costs.map((cost, at) => (binary.has(at) || (isWhole[at] && cost === 0) ? 1 : Number.POSITIVE_INFINITY)),
    rowLower: rows.map(({ lower }) => lower),
    rowUpper: rows.map(({ upper }) => upper),
    matrix: {
      format: 'csr',
      numRows: rows.length,
      numCols: costs.length,
      starts,
      indices: rows.flatMap(({ columns }) => columns),
      values: rows.flatMap(({ terms }) => terms),
    },
    integrality: isWhole.map((whole) => (whole ? variableType.integer : variableType.continuous)),
  });
  try {
    solver.options.set({ output_flag: false, time_limit: ms / 1000, mip_rel_gap: GAP, random_seed: 1 });
    solver.run();
    const code = solver.getModelStatus();
    if (code === modelStatus.infeasible || code === modelStatus.unboundedOrInfeasible) return { status: 'impossible' };
    const isEmpty = code === modelStatus.empty;
    if (!isEmpty && solver.info.get('primal_solution_status') !== solutionStatus.feasible) return { status: 'out-of-time' };
    const choice = emptyChoice(problem);
    if (isEmpty) return { status: 'found', choice };
    const { colValue } = solver.getSolution();
    for (const [index, columns] of inYear.entries()) {
      const year = columns.findIndex((at) => at >= 0 && (colValue[at] as number) > 0.5);
      choice[index] = year < 0 ? NOT_CHOSEN : year;
    }
    return { status: 'found', choice };
  } finally {
    solver.dispose();
  }
}
