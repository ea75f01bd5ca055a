import { CRITERIA } from '../priority/criteria.ts';
import { defectSharesOf, removableOf } from '../priority/score.ts';
import { type GreedyRule, greedy } from './greedy.ts';
import { type Candidate, type Choice, costOf, NOT_CHOSEN, type SelectionProblem, worthOf } from './problem.ts';

/** What a budget buys: need removed and households served, by the best rule for it and by worst first. */
export interface CurvePoint {
  /** Share of the budget. */
  share: number;
  budget: number;
  best: { spent: number; value: number; households: number; alleys: number };
  worstFirst: { spent: number; value: number; households: number; alleys: number };
}

const CURVE_POINTS = 24;
const CURVE_END = 2;

function bought(problem: SelectionProblem, choice: Choice): CurvePoint['best'] {
  const sums = { spent: 0, value: worthOf(problem, choice), households: 0, alleys: 0 };
  for (const [index, candidate] of problem.candidates.entries()) {
    if (choice[index] === NOT_CHOSEN) continue;
    sums.spent += costOf(candidate);
    sums.households += candidate.households;
    sums.alleys += 1;
  }
  return sums;
}

/** Points from a twelfth of the budget to twice of it, floors grown and shrunk with it. By rules, not by the exact engine: a point takes milliseconds. */
export function budgetCurve(problem: SelectionProblem): CurvePoint[] {
  return Array.from({ length: CURVE_POINTS }, (_, at) => {
    const share = (CURVE_END * (at + 1)) / CURVE_POINTS;
    const budgets = problem.budgets.map((sources) => sources.map((amount) => Math.round(amount * share)));
    const scaled: SelectionProblem = {
      ...problem,
      budgets,
      floors: problem.floors.map((floor) => ({ ...floor, leastCost: Math.round(floor.leastCost * Math.min(1, share)) })),
    };
    const by = (rule: GreedyRule) => bought(scaled, greedy(scaled, rule));
    const [dense, scored] = [by('density'), by('score')];
    return {
      share,
      budget: budgets.flat().reduce((sum, amount) => sum + amount, 0),
      best: dense.value >= scored.value ? dense : scored,
      worstFirst: by('condition'),
    };
  });
}

/** What scores and costs follow from, so that both can be drawn anew. */
export interface Uncertain {
  /** Needs 0-100, candidates × CRITERIA; halfway where unknown. */
  needs: Float32Array;
  /** Shares of the weights, in the order of CRITERIA. */
  shares: Float64Array;
  /** What removable need counts for, by candidate: its size in the plan's measure. */
  factor: Float64Array;
  /** Cost in the low and the high case against the likely one, by candidate. */
  low: Float64Array;
  high: Float64Array;
}

export interface Stability {
  draws: number;
  /** Share of the draws in which each candidate is chosen. */
  inShare: Float32Array;
}

const SWING = 0.2;

/**
 * How often each alley stays in when weights are changed by up to ±20 % and costs are drawn between their low and high cases (one draw for prices as a
 * whole, one for each alley), chosen by need for money. Stops at `until` (performance.now) and says how many draws there were.
 */
export function stabilityOf(
  problem: SelectionProblem,
  uncertain: Uncertain,
  draws: number,
  random: () => number,
  until: number,
  isCancelled: () => boolean,
): Stability {
  const count = problem.candidates.length;
  const times = new Float64Array(count);
  let done = 0;
  for (; done < draws && (done === 0 || (performance.now() < until && !isCancelled())); done++) {
    const weights = uncertain.shares.map((share) => share * (1 + SWING * (2 * random() - 1)));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    const shares = weights.map((weight) => weight / sum);
    const defects = defectSharesOf(shares);
    const market = triangular(random);
    const candidates = problem.candidates.map((candidate, index): Candidate => {
      let score = 0;
      let condition = 0;
      for (let at = 0; at < CRITERIA.length; at++) {
        const need = uncertain.needs[index * CRITERIA.length + at] as number;
        score += (shares[at] as number) * need;
        condition += (defects[at] as number) * need;
      }
      const swing = (market + triangular(random)) / 2;
      const factor = swing < 0 ? 1 + swing * (1 - (uncertain.low[index] as number)) : 1 + swing * ((uncertain.high[index] as number) - 1);
      const value = removableOf(score, condition) * (uncertain.factor[index] as number);
      return { ...candidate, score, condition, value, costs: candidate.costs.map((cost) => Math.round(cost * factor)) };
    });
    const choice = greedy({ ...problem, candidates }, 'density');
    for (let index = 0; index < count; index++) if (choice[index] !== NOT_CHOSEN) times[index] = (times[index] as number) + 1;
  }
  return { draws: done, inShare: Float32Array.from(times, (one) => one / done) };
}

/** Between −1 and 1, around 0 most often. */
const triangular = (random: () => number): number => random() - random();
