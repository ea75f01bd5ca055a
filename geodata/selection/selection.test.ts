import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { violationsOf } from './check.ts';
import { solveExactly } from './exact.ts';
import { greedy } from './greedy.ts';
import { loadSolver } from './load-solver.ts';
import { type Candidate, type Choice, faultsOf, NOT_CHOSEN, type SelectionProblem, worthOf } from './problem.ts';
import { randomProblem } from './random-problem.ts';

const highs = await loadSolver();
const OPTIONS = { gap: 1e-9, timeLimitMs: 20_000 };

/** Every choice there is. @returns the best one that breaks nothing; null where each breaks something. */
function byBruteForce(problem: SelectionProblem): { choice: Choice; value: number } | null {
  const choice = new Int8Array(problem.candidates.length).fill(NOT_CHOSEN);
  let best: { choice: Choice; value: number } | null = null;
  const go = (at: number): void => {
    if (at === choice.length) {
      const value = worthOf(problem, choice);
      if ((best === null || value > best.value) && violationsOf(problem, choice).length === 0) best = { choice: choice.slice(), value };
      return;
    }
    for (const year of [NOT_CHOSEN, ...(problem.candidates[at]?.years ?? [])]) {
      choice[at] = year;
      go(at + 1);
    }
    choice[at] = NOT_CHOSEN;
  };
  go(0);
  return best;
}

/** Small problems with every constraint, many of them with no answer at all. */
const small = fc
  .record({ count: fc.integer({ min: 1, max: 7 }), years: fc.integer({ min: 1, max: 2 }), seed: fc.integer(), tight: fc.integer({ min: 0, max: 3 }) })
  .chain(({ count, years, tight }) => {
    const index = fc.integer({ min: 0, max: count - 1 });
    const pairs = fc.array(fc.tuple(index, index), { maxLength: 3 });
    return fc.record({
      yearWeights: fc.constant([1, 0.9].slice(0, years)),
      budgets: fc.array(fc.array(fc.integer({ min: 0, max: 40 * count }), { minLength: 2, maxLength: 2 }), { minLength: years, maxLength: years }),
      candidates: fc.array(
        fc.record({
          id: fc.integer({ min: 1, max: 99 }),
          value: fc.integer({ min: 0, max: 50 }),
          score: fc.integer({ min: 0, max: 100 }),
          condition: fc.integer({ min: 0, max: 100 }),
          households: fc.integer({ min: 0, max: 100 }),
          costs: fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 })),
          group: fc.option(fc.integer({ min: 0, max: 1 })),
          package: fc.option(fc.integer({ min: 0, max: 1 })),
          years: fc.subarray([0, 1].slice(0, years), { minLength: 0 }),
          isLockedIn: fc.integer({ min: 0, max: 9 }).map((dice) => dice < tight),
        }),
        { minLength: count, maxLength: count },
      ),
      floors: fc.array(
        fc.record({
          group: fc.integer({ min: 0, max: 1 }),
          leastCost: fc.integer({ min: 0, max: 20 * tight }),
          leastCount: fc.integer({ min: 0, max: tight }),
        }),
        { maxLength: 2 },
      ),
      packages: fc.array(fc.record({ least: fc.integer({ min: 0, max: 60 }), most: fc.integer({ min: 60, max: 300 }) }), { minLength: 2, maxLength: 2 }),
      conflicts: pairs.map((list) => list.filter(([a, b]) => a !== b)),
      precedences: pairs.map((list) => list.map(([a, b]): [number, number] => (a < b ? [a, b] : [b, a])).filter(([a, b]) => a !== b)),
    });
  }) as fc.Arbitrary<SelectionProblem>;

describe('the exact optimum', () => {
  it('is that of brute force, year for year and 分 for 分, and says infeasible exactly where nothing is allowed', () => {
    fc.assert(
      fc.property(small, (problem) => {
        const best = byBruteForce(problem);
        const answer = solveExactly(problem, highs, OPTIONS);
        if (best === null) expect(answer.status).toBe('infeasible');
        else {
          expect(answer.status).toBe('optimal');
          expect(answer.value).toBeCloseTo(best.value, 6);
          expect(answer.bound).toBeGreaterThanOrEqual(best.value - 1e-6);
          expect(violationsOf(problem, answer.choice as Choice)).toEqual([]);
        }
      }),
      { numRuns: 300, seed: 5 },
    );
  }, 60_000);

  it('breaks nothing in a district, is no worse than any rule and proves how much could be missing', () => {
    for (const [seed, shape] of [
      { alleys: 400, years: 2, sources: 1, subdistricts: 4, packageSize: 5, share: 0.3 },
      { alleys: 800, years: 1, sources: 1, subdistricts: 6, packageSize: 0, share: 0.25 },
    ].entries()) {
      const problem = randomProblem(shape, seed + 1);
      expect(faultsOf(problem)).toEqual([]);
      const answer = solveExactly(problem, highs, { gap: 0.01, timeLimitMs: 20_000 });
      expect(answer.status).toBe('optimal');
      expect(answer.gap).toBeLessThanOrEqual(0.01);
      expect(violationsOf(problem, answer.choice as Choice)).toEqual([]);
      for (const rule of ['score', 'condition', 'density'] as const) expect(worthOf(problem, greedy(problem, rule))).toBeLessThanOrEqual(answer.value);
    }
  }, 60_000);

  it('stops when it is told to, with the best choice so far and what it could be missing', () => {
    const problem = randomProblem({ alleys: 2_000, years: 3, sources: 2, subdistricts: 8, packageSize: 6, share: 0.3 }, 3);
    let told = 0;
    const answer = solveExactly(problem, highs, { gap: 1e-9, timeLimitMs: 60_000, isCancelled: () => told > 3, onProgress: () => void told++ });
    expect(answer.status).toBe('stopped');
    expect(violationsOf(problem, answer.choice as Choice)).toEqual([]);
    expect(answer.bound).toBeGreaterThanOrEqual(answer.value);
    expect(answer.gap).toBeGreaterThan(0);
  }, 60_000);
});

describe('the explainable rule', () => {
  it('breaks no constraint that it can keep by leaving somebody out', () => {
    fc.assert(
      fc.property(small, (problem) => {
        for (const rule of ['score', 'condition', 'density'] as const) {
          const codes = violationsOf(problem, greedy(problem, rule)).map(({ code }) => code);
          expect(codes.filter((code) => !['lock', 'floor-cost', 'floor-count'].includes(code))).toEqual([]);
        }
      }),
      { numRuns: 500, seed: 7 },
    );
  });

  it('goes down the list by score, floors first, ties by score, households, id', () => {
    const alley = (id: number, score: number, more: Partial<Candidate> = {}): Candidate => ({
      id,
      value: score,
      score,
      condition: score,
      households: 10,
      costs: [10],
      group: 0,
      package: null,
      years: [0],
      isLockedIn: false,
      ...more,
    });
    const candidates = [alley(1, 50), alley(2, 90), alley(3, 90, { households: 99 }), alley(4, 10, { group: 1 })];
    const problem: SelectionProblem = {
      yearWeights: [1],
      budgets: [[20]],
      candidates,
      floors: [{ group: 1, leastCost: 0, leastCount: 1 }],
      packages: [],
      conflicts: [],
      precedences: [],
    };
    expect([...greedy(problem, 'score')]).toEqual([-1, -1, 0, 0]);
  });
});

describe('what cannot be asked', () => {
  const problem = randomProblem({ alleys: 20, years: 2, sources: 1, subdistricts: 2, packageSize: 0, share: 0.3 }, 1);
  const first = problem.candidates[0] as Candidate;
  it.each([
    ['negative-budget', { ...problem, budgets: [[-1], [5]] }],
    ['candidate-cost', { ...problem, candidates: [{ ...first, costs: [Number.NaN] }] }],
    ['candidate-value', { ...problem, candidates: [{ ...first, value: -1 }] }],
    ['locks-break-budget', { ...problem, budgets: [[1], [1]], candidates: [{ ...first, years: [0], isLockedIn: true }], conflicts: [], precedences: [] }],
    ['locked-never', { ...problem, candidates: [{ ...first, years: [], isLockedIn: true }], conflicts: [], precedences: [] }],
    ['precedence-cycle', { ...problem, precedences: [[0, 1] as const, [1, 2] as const, [2, 0] as const] }],
    ['years', { ...problem, yearWeights: [] }],
  ])('is told as %s', (code, wrong) => expect(faultsOf(wrong as SelectionProblem).map((fault) => fault.code)).toContain(code));
});
