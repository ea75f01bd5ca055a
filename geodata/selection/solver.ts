import type { BasisStatus, Highs, Model } from 'highs';
import { eachTerm, valueOfOption } from './bound.ts';
import type { Option, SelectionModel } from './model.ts';

export interface SolverProgress {
  /** Worth of the best answer found, in units of the model; null while none is. */
  reached: number | null;
}
export interface SolveLimits {
  /** Moment (performance.now) at which to stop. */
  until: number;
  isCancelled: () => boolean;
  onProgress?: (progress: SolverProgress) => void;
  /** Worth at which an answer is good enough, in units of the model. */
  enough?: number;
}

const SEED = 20_261;
/** What one unit short of a floor, or one lock left out, costs the relaxed problem: it says where it cannot be kept instead of giving up. */
const SHORTAGE = 1e6;
const secondsLeft = (until: number): number => Math.max(0.05, (until - performance.now()) / 1000);

/** Options as columns over the rows of a model and one row per unit, "at most one of them" (exactly one where it is needed). */
interface Columns {
  values: Float64Array;
  starts: Int32Array;
  indices: Int32Array;
  coefficients: Float64Array;
}

function columnsOf(model: SelectionModel, options: readonly Option[], rowOf: (row: number) => number, unitRowOf: (unit: number) => number): Columns {
  const starts = new Int32Array(options.length + 1);
  const indices: number[] = [];
  const coefficients: number[] = [];
  const used = new Map<number, number>();
  for (const [column, option] of options.entries()) {
    used.clear();
    eachTerm(model, option, (row, term) => used.set(row, (used.get(row) ?? 0) + term));
    for (const [row, term] of used) {
      if (term === 0) continue;
      indices.push(rowOf(row));
      coefficients.push(term);
    }
    const unitRow = unitRowOf(option.unit);
    if (unitRow >= 0) {
      indices.push(unitRow);
      coefficients.push(1);
    }
    starts[column + 1] = indices.length;
  }
  return {
    values: Float64Array.from(options, (option) => valueOfOption(model, option)),
    starts,
    indices: Int32Array.from(indices),
    coefficients: Float64Array.from(coefficients),
  };
}

export interface RelaxedAnswer {
  status: 'optimal' | 'stopped';
  /** Share of each option, in the order in which they were added. */
  shares: Float64Array;
  /** Price of each row of the model. */
  prices: Float64Array;
}

/** The problem with shares of options allowed. Options can be added between runs; each run goes on from the last. */
export class RelaxedProblem {
  readonly #highs: Highs;
  readonly #model: SelectionModel;
  readonly #solver: Model;
  readonly #unitRow: Int32Array;
  readonly #limits: SolveLimits;
  readonly #firstCount: number;
  /** Columns between the first options and those added later. */
  #shortages = 0;

  /** @param start the first options, and which of them are likely to be taken: a good guess saves most of the work. */
  constructor(highs: Highs, model: SelectionModel, start: readonly { option: Option; isLikely: boolean }[], limits: SolveLimits) {
    this.#highs = highs;
    this.#model = model;
    this.#limits = limits;
    const rows = model.rows.length;
    this.#unitRow = new Int32Array(model.units.length).fill(-1);
    let last = rows;
    // A lone option is kept below 1 by its column's own bound.
    for (const [unit, { members, isNeeded }] of model.units.entries()) if (isNeeded || members.length > 1 || model.years > 1) this.#unitRow[unit] = last++;
    const lower = new Float64Array(last).fill(Number.NEGATIVE_INFINITY);
    const upper = new Float64Array(last).fill(1);
    lower.set(model.lower);
    upper.set(model.upper);
    for (const [unit, { isNeeded }] of model.units.entries()) if (isNeeded) lower[this.#unitRow[unit] as number] = 1;
    const { values, starts, indices, coefficients } = this.#columns(start.map(({ option }) => option));
    this.#solver = highs.createModel({
      numCols: start.length,
      numRows: last,
      sense: highs.constants.objectiveSense.maximize,
      colCost: values,
      colLower: new Float64Array(start.length),
      colUpper: new Float64Array(start.length).fill(1),
      rowLower: lower,
      rowUpper: upper,
      matrix: { format: 'csc', numRows: last, numCols: start.length, starts, indices, values: coefficients },
    });
    this.#solver.options.set({ output_flag: false, random_seed: SEED });
    const { basisStatus } = highs.constants;
    const rowStatus = new Array<BasisStatus>(last).fill(basisStatus.basic);
    this.#solver.setBasis({ colStatus: start.map(({ isLikely }) => (isLikely ? basisStatus.upper : basisStatus.lower)), rowStatus });
    for (let row = 0; row < last; row++) {
      if (lower[row] === Number.NEGATIVE_INFINITY) continue;
      this.#solver.addCol(-SHORTAGE, 0, Number.POSITIVE_INFINITY, { indices: [row], values: [1] });
      this.#shortages++;
    }
    this.#firstCount = start.length;
  }

  add(options: readonly Option[]): void {
    const { values, starts, indices, coefficients } = this.#columns(options);
    this.#solver.addCols({
      cost: values,
      lower: new Float64Array(options.length),
      upper: new Float64Array(options.length).fill(1),
      matrix: { format: 'csc', numRows: this.#solver.getDimensions().numRows, numCols: options.length, starts, indices, values: coefficients },
    });
  }

  run(): RelaxedAnswer {
    const { callbackType, modelStatus } = this.#highs.constants;
    this.#solver.zeroAllClocks();
    this.#solver.options.set('time_limit', secondsLeft(this.#limits.until));
    this.#solver.run({
      [callbackType.simplexInterrupt]: (event) => {
        if (this.#limits.isCancelled()) event.interrupt();
        return undefined;
      },
    });
    const code = this.#solver.getModelStatus();
    if (code === modelStatus.empty) return { status: 'optimal', shares: new Float64Array(0), prices: new Float64Array(this.#model.rows.length) };
    if (code !== modelStatus.optimal) return { status: 'stopped', shares: new Float64Array(0), prices: new Float64Array(0) };
    const { colValue, rowDual } = this.#solver.getSolution();
    // A price of the wrong sign is rounding.
    const prices = Float64Array.from(this.#model.rows, (_, row) => {
      const price = rowDual[row] as number;
      return this.#model.upper[row] === Number.POSITIVE_INFINITY ? Math.min(0, price) : Math.max(0, price);
    });
    const shares = new Float64Array(colValue.length - this.#shortages);
    shares.set(colValue.subarray(0, this.#firstCount));
    shares.set(colValue.subarray(this.#firstCount + this.#shortages), this.#firstCount);
    return { status: 'optimal', shares, prices };
  }

  close(): void {
    this.#solver.dispose();
  }

  #columns(options: readonly Option[]): Columns {
    return columnsOf(
      this.#model,
      options,
      (row) => row,
      (unit) => this.#unitRow[unit] as number,
    );
  }
}

export interface WholeAnswer {
  status: 'optimal' | 'infeasible' | 'stopped';
  /** The options taken; null where no answer was found. */
  options: Option[] | null;
  /** Nothing within these options is worth more, in units of the model. */
  bound: number;
}

export interface WholeProblem {
  /** Taken in any case. */
  settled: readonly Option[];
  /** Of these at most one is taken of each unit. */
  open: readonly Option[];
  /** Units of which exactly one open option has to be taken. */
  needed: ReadonlySet<number>;
  /** A known answer among settled and open. */
  start: readonly Option[] | null;
}

/** The problem with whole options. gap: share of the worth at which to stop. */
export function solveWhole(highs: Highs, model: SelectionModel, { settled, open, needed, start }: WholeProblem, gap: number, limits: SolveLimits): WholeAnswer {
  const used = new Float64Array(model.rows.length);
  let offset = 0;
  for (const option of settled) {
    offset += valueOfOption(model, option);
    eachTerm(model, option, (row, term) => {
      used[row] = (used[row] as number) + term;
    });
  }
  const lower: number[] = [];
  const upper: number[] = [];
  const rowOf = rowNumbers(model, open, used, lower, upper);
  const countOf = new Map<number, number>();
  for (const { unit } of open) countOf.set(unit, (countOf.get(unit) ?? 0) + 1);
  const unitRows = new Map<number, number>();
  for (const unit of needed) if (!countOf.has(unit)) countOf.set(unit, 0);
  for (const [unit, count] of countOf) {
    if (count < 2 && !needed.has(unit)) continue;
    lower.push(needed.has(unit) ? 1 : Number.NEGATIVE_INFINITY);
    unitRows.set(unit, upper.push(1) - 1);
  }
  const { values, starts, indices, coefficients } = columnsOf(
    model,
    open,
    (row) => rowOf[row] as number,
    (unit) => unitRows.get(unit) ?? -1,
  );
  const solver = highs.createModel({
    numCols: open.length,
    numRows: lower.length,
    sense: highs.constants.objectiveSense.maximize,
    offset,
    colCost: values,
    colLower: new Float64Array(open.length),
    colUpper: new Float64Array(open.length).fill(1),
    rowLower: lower,
    rowUpper: upper,
    matrix: { format: 'csc', numRows: lower.length, numCols: open.length, starts, indices, values: coefficients },
    integrality: new Int32Array(open.length).fill(highs.constants.variableType.integer),
  });
  try {
    solver.options.set({ output_flag: false, random_seed: SEED, mip_rel_gap: gap, mip_abs_gap: 1e-9, time_limit: secondsLeft(limits.until) });
    if (start !== null && open.length > 0) {
      const taken = new Set(start.map(keyOf));
      solver.setSolution({ colValue: Float64Array.from(open, (option) => (taken.has(keyOf(option)) ? 1 : 0)) });
    }
    return runWhole(highs, solver, settled, open, offset, limits);
  } finally {
    solver.dispose();
  }
}

function runWhole(highs: Highs, solver: Model, settled: readonly Option[], open: readonly Option[], offset: number, limits: SolveLimits): WholeAnswer {
  const { callbackType, modelStatus, solutionStatus } = highs.constants;
  let told = 0;
  solver.run({
    [callbackType.mipInterrupt]: (event) => {
      const found = event.data.mip_primal_bound;
      const reached = found === undefined || Math.abs(found) > 1e30 ? null : found;
      if (limits.isCancelled() || (reached !== null && reached >= (limits.enough ?? Number.POSITIVE_INFINITY))) event.interrupt();
      if (performance.now() - told > 100) {
        told = performance.now();
        limits.onProgress?.({ reached });
      }
      return undefined;
    },
  });
  const code = solver.getModelStatus();
  if (code === modelStatus.infeasible || code === modelStatus.unboundedOrInfeasible)
    return { status: 'infeasible', options: null, bound: Number.NEGATIVE_INFINITY };
  // Without an open option there is nothing to decide, and no mixed-integer figures.
  if (open.length === 0) return { status: 'optimal', options: [...settled], bound: offset };
  const isFound = solver.info.get('primal_solution_status') === solutionStatus.feasible;
  const { colValue } = isFound ? solver.getSolution() : { colValue: new Float64Array(0) };
  return {
    status: code === modelStatus.optimal ? 'optimal' : 'stopped',
    options: isFound ? [...settled, ...open.filter((_, column) => (colValue[column] as number) > 0.5)] : null,
    bound: Number(solver.info.get('mip_dual_bound')),
  };
}

export const keyOf = ({ unit, year, mask }: Option): string => `${unit} ${year} ${mask}`;

/** Numbers of the rows that open options touch, with what the settled ones leave of them. Rows that only settled ones touch stay if they are broken. */
function rowNumbers(model: SelectionModel, open: readonly Option[], used: Float64Array, lower: number[], upper: number[]): Int32Array {
  const isTouched = new Uint8Array(model.rows.length);
  for (const option of open)
    eachTerm(model, option, (row) => {
      isTouched[row] = 1;
    });
  const rowOf = new Int32Array(model.rows.length).fill(-1);
  for (let row = 0; row < model.rows.length; row++) {
    const [low, high] = [(model.lower[row] as number) - (used[row] as number), (model.upper[row] as number) - (used[row] as number)];
    if (isTouched[row] === 0 && low <= 1e-6 && high >= -1e-6) continue;
    lower.push(low);
    rowOf[row] = upper.push(high) - 1;
  }
  return rowOf;
}
