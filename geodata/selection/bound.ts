import type { Option, SelectionModel, Unit } from './model.ts';
import type { SelectionProblem } from './problem.ts';

/** What a unit of each row is worth: at least 0 on upper limits, at most 0 on lower ones. */
export type Prices = Float64Array;

/** What prices say: no choice is worth more than `bound`, and what each (candidate, year) pair earns after paying its rows. */
export interface Pricing {
  bound: number;
  /** By candidate × years + year. */
  worth: Float64Array;
  /** By unit: what its best option earns, 0 where none is best. Minus infinity: it is needed and has no option. */
  best: Float64Array;
}

/**
 * The Lagrangian bound: rows are paid for at their price instead of kept; years, packages and locks are kept. True for any prices of the right
 * sign, so the bound is proven here, in plain arithmetic, whatever the solver's tolerances were.
 */
export function priceOut(model: SelectionModel, prices: Prices): Pricing {
  const worth = model.values.slice();
  const { termStarts, termRows, terms } = model;
  for (let pair = 0; pair < worth.length; pair++) {
    let paid = 0;
    for (let at = termStarts[pair] as number; at < (termStarts[pair + 1] as number); at++)
      paid += (prices[termRows[at] as number] as number) * (terms[at] as number);
    worth[pair] = (worth[pair] as number) - paid;
  }
  let bound = 0;
  for (const [row, price] of prices.entries()) if (price !== 0) bound += price * ((price > 0 ? model.upper[row] : model.lower[row]) as number);
  const best = new Float64Array(model.units.length);
  for (let unit = 0; unit < best.length; unit++) {
    let most = model.units[unit]?.isNeeded ? Number.NEGATIVE_INFINITY : 0;
    eachOption(model, worth, unit, (_year, _mask, earns) => {
      if (earns > most) most = earns;
    });
    best[unit] = most;
    bound += most;
  }
  return { bound, worth, best };
}

/** Calls back with every option of a unit and what it earns at these worths of its members. */
export function eachOption(model: SelectionModel, worth: Float64Array, unit: number, use: (year: number, mask: number, earns: number) => void): void {
  const { members, masks, allowed } = model.units[unit] as Unit;
  const { years } = model;
  for (let year = 0; year < years; year++) {
    const open = allowed[year] as number;
    if (open === 0) continue;
    if (members.length === 1) {
      if (masks.length === 1) use(year, 1, worth[(members[0] as number) * years + year] as number);
      continue;
    }
    const sums = subsetSums(members, worth, years, year);
    for (const mask of masks) if ((mask & ~open) === 0) use(year, mask, sums[mask] as number);
  }
}

const scratch = new Float64Array(1 << 12);
/** What each subset of the members earns in a year; overwritten by the next call. */
function subsetSums(members: readonly number[], worth: Float64Array, years: number, year: number): Float64Array {
  for (const [bit, member] of members.entries()) {
    const earns = worth[member * years + year] as number;
    const half = 1 << bit;
    for (let rest = 0; rest < half; rest++) scratch[half + rest] = (scratch[rest] as number) + earns;
  }
  return scratch;
}

/** A unit's best option at these prices, and by how much any other answer (none, if it may be left out, included) earns less. */
export function bestOption(model: SelectionModel, { worth }: Pricing, unit: number): { option: Option | null; margin: number } {
  const isNeeded = model.units[unit]?.isNeeded === true;
  let option: Option | null = null;
  let first = isNeeded ? Number.NEGATIVE_INFINITY : 0;
  let second = Number.NEGATIVE_INFINITY;
  eachOption(model, worth, unit, (year, mask, earns) => {
    if (earns > first) {
      second = first;
      first = earns;
      option = { unit, year, mask };
    } else if (earns > second) second = earns;
  });
  return { option, margin: first - second };
}

/** Prices by ascent from nothing: each round a row costs more when it is overdrawn and less when it is not. reached: worth of a known choice. isOver: asked before each round. */
export function ascend(model: SelectionModel, reached: number, rounds: number, isOver: () => boolean): { prices: Prices; pricing: Pricing } {
  let prices: Prices = new Float64Array(model.rows.length);
  let best = { prices, pricing: priceOut(model, prices) };
  let pricing = best.pricing;
  let step = 1.5;
  let stale = 0;
  for (let round = 0; round < rounds && Number.isFinite(pricing.bound) && !isOver(); round++) {
    const over = overdraft(model, pricing);
    let length = 0;
    for (const one of over) length += one * one;
    if (length === 0) break;
    const stride = (step * Math.max(0, pricing.bound - reached)) / length;
    prices = prices.map((price, row) => {
      const next = price + stride * (over[row] as number);
      return model.upper[row] === Number.POSITIVE_INFINITY ? Math.min(0, next) : Math.max(0, next);
    });
    pricing = priceOut(model, prices);
    if (pricing.bound < best.pricing.bound) {
      best = { prices, pricing };
      stale = 0;
    } else if (++stale >= 6) {
      step /= 2;
      stale = 0;
      ({ prices, pricing } = best);
    }
  }
  return best;
}

/** By how much the best answer at these prices overdraws each row; negative where it leaves something. */
function overdraft(model: SelectionModel, pricing: Pricing): Float64Array {
  const over = Float64Array.from(model.rows, (_, row) => -((model.upper[row] === Number.POSITIVE_INFINITY ? model.lower[row] : model.upper[row]) as number));
  for (let unit = 0; unit < model.units.length; unit++) {
    const { option } = bestOption(model, pricing, unit);
    if (option === null) continue;
    eachTerm(model, option, (row, term) => {
      over[row] = (over[row] as number) + term;
    });
  }
  return over;
}

/** Calls back with what an option uses of each row; a row may come more than once. */
export function eachTerm(model: SelectionModel, { unit, year, mask }: Option, use: (row: number, term: number) => void): void {
  for (const [bit, member] of (model.units[unit] as Unit).members.entries()) {
    if ((mask & (1 << bit)) === 0) continue;
    const pair = member * model.years + year;
    for (let at = model.termStarts[pair] as number; at < (model.termStarts[pair + 1] as number); at++)
      use(model.termRows[at] as number, model.terms[at] as number);
  }
}

/** What an option is worth, in units of the model. */
export function valueOfOption(model: SelectionModel, { unit, year, mask }: Option): number {
  let value = 0;
  for (const [bit, member] of (model.units[unit] as Unit).members.entries())
    if (mask & (1 << bit)) value += model.values[member * model.years + year] as number;
  return value;
}

/** Candidates by what they earn at these prices, and for each its years by what they earn in them. */
export function orderByPrices(problem: SelectionProblem, model: SelectionModel, { worth }: Pricing): { order: number[]; yearsOf: (index: number) => number[] } {
  const earns = (index: number, year: number): number => worth[index * model.years + year] as number;
  const most = Float64Array.from(problem.candidates, ({ years }, index) =>
    years.reduce((best, year) => Math.max(best, earns(index, year)), Number.NEGATIVE_INFINITY),
  );
  const order = Array.from(problem.candidates, (_, index) => index).sort((a, b) => (most[b] as number) - (most[a] as number) || a - b);
  return { order, yearsOf: (index) => [...(problem.candidates[index]?.years ?? [])].sort((a, b) => earns(index, b) - earns(index, a) || a - b) };
}
