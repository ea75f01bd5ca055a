import type { Highs } from 'highs';
import { eachOption, eachTerm } from './bound.ts';
import { buildModel, type Option, type RowMeaning } from './model.ts';
import type { SelectionProblem } from './problem.ts';

/** One constraint given way to: more money for a year, a smaller floor, a lock let go. amount: minor units, alleys, or 1. */
export type Relaxation =
  | { code: 'budget'; year: number; source: number; amount: number }
  | { code: 'floor-cost' | 'floor-count'; group: number; amount: number }
  | { code: 'lock'; candidates: number[]; amount: 1 };

export interface Conflict {
  /** The least that would have to give way for something to be possible. Empty: no answer was found in time, or one is possible as it is. */
  relaxations: Relaxation[];
  /** Constraints that stand against one another: those above and the ones that are used up by it. */
  conflicting: RowMeaning[];
}

/** An alley short counts as much as so much of the dearest alley's cost; a lock let go more than any money. */
const COUNT_WEIGHT = 50;
const LOCK_WEIGHT = 1e5;

/** The smallest relaxation of budgets, floors and locks that makes a problem possible: the least money first, locks only where money cannot help. */
export function leastRelaxation(problem: SelectionProblem, highs: Highs, timeLimitMs: number): Conflict {
  const model = buildModel(problem);
  const options: Option[] = [];
  for (let unit = 0; unit < model.units.length; unit++) eachOption(model, model.values, unit, (year, mask) => options.push({ unit, year, mask }));
  const starts = [0];
  const indices: number[] = [];
  const coefficients: number[] = [];
  const unitRow = (unit: number): number => model.rows.length + unit;
  for (const option of options) {
    const used = new Map<number, number>();
    eachTerm(model, option, (row, term) => used.set(row, (used.get(row) ?? 0) + term));
    for (const [row, term] of used) {
      indices.push(row);
      coefficients.push(term);
    }
    indices.push(unitRow(option.unit));
    coefficients.push(1);
    starts.push(indices.length);
  }
  const slacks: { row: number; cost: number; isWhole: boolean }[] = [];
  for (const [row, { kind }] of model.rows.entries()) {
    if (kind === 'budget' || kind === 'floor-cost') slacks.push({ row, cost: 1, isWhole: false });
    if (kind === 'floor-count') slacks.push({ row, cost: COUNT_WEIGHT, isWhole: true });
  }
  for (const [unit, { isNeeded }] of model.units.entries()) if (isNeeded) slacks.push({ row: unitRow(unit), cost: LOCK_WEIGHT, isWhole: true });
  for (const { row } of slacks) {
    indices.push(row);
    coefficients.push(model.rows[row]?.kind === 'budget' ? -1 : 1);
    starts.push(indices.length);
  }
  const numRows = model.rows.length + model.units.length;
  const numCols = options.length + slacks.length;
  const { variableType, solutionStatus, objectiveSense } = highs.constants;
  const solver = highs.createModel({
    numCols,
    numRows,
    sense: objectiveSense.minimize,
    colCost: [...options.map(() => 0), ...slacks.map(({ cost }) => cost)],
    colLower: new Float64Array(numCols),
    colUpper: [...options.map(() => 1), ...slacks.map(() => Number.POSITIVE_INFINITY)],
    rowLower: [...model.lower, ...model.units.map(({ isNeeded }) => (isNeeded ? 1 : Number.NEGATIVE_INFINITY))],
    rowUpper: [...model.upper, ...model.units.map(() => 1)],
    matrix: { format: 'csc', numRows, numCols, starts, indices, values: coefficients },
    integrality: [...options.map(() => variableType.integer), ...slacks.map(({ isWhole }) => (isWhole ? variableType.integer : variableType.continuous))],
  });
  try {
    solver.options.set({ output_flag: false, time_limit: timeLimitMs / 1000, random_seed: 1 });
    solver.run();
    if (solver.info.get('primal_solution_status') !== solutionStatus.feasible) return { relaxations: [], conflicting: [] };
    const { colValue, rowValue } = solver.getSolution();
    const relaxations = slacks.flatMap(({ row }, at): Relaxation[] => {
      const slack = colValue[options.length + at] as number;
      if (slack < 1e-6) return [];
      const meaning = model.rows[row];
      if (meaning === undefined) {
        const { members } = model.units[row - model.rows.length] as { members: readonly number[] };
        return [{ code: 'lock', candidates: members.filter((member) => problem.candidates[member]?.isLockedIn), amount: 1 }];
      }
      if (meaning.kind === 'budget') return [{ code: 'budget', year: meaning.year, source: meaning.source, amount: Math.ceil(slack * model.costUnit - 1e-6) }];
      if (meaning.kind === 'floor-cost') return [{ code: 'floor-cost', group: meaning.group, amount: Math.ceil(slack * model.costUnit - 1e-6) }];
      return meaning.kind === 'floor-count' ? [{ code: 'floor-count', group: meaning.group, amount: Math.round(slack) }] : [];
    });
    const conflicting = model.rows.filter(({ kind }, row) => {
      if (relaxations.length === 0 || (kind !== 'budget' && kind !== 'floor-cost' && kind !== 'floor-count')) return false;
      const limit = (kind === 'budget' ? model.upper[row] : model.lower[row]) as number;
      return Math.abs((rowValue[row] as number) - limit) < 1e-6;
    });
    return { relaxations, conflicting };
  } finally {
    solver.dispose();
  }
}
