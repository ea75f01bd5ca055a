import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { violationsOf } from './check.ts';
import { explainConflict, type Figures, type Relaxation } from './conflict.ts';
import { solveExactly } from './exact.ts';
import { loadSolver } from './load-solver.ts';
import { type Candidate, NOT_CHOSEN, type SelectionProblem } from './problem.ts';
import { randomProblem } from './random-problem.ts';

const highs = await loadSolver();

/** Whether some choice breaks nothing; every choice is tried. */
function isPossible(problem: SelectionProblem): boolean {
  const choice = new Int8Array(problem.candidates.length).fill(NOT_CHOSEN);
  const go = (at: number): boolean => {
    if (at === choice.length) return violationsOf(problem, choice).length === 0;
    return [NOT_CHOSEN, ...(problem.candidates[at]?.years ?? [])].some((year) => {
      choice[at] = year;
      return go(at + 1);
    });
  };
  const answer = go(0);
  return answer;
}

const HUGE = 1e9;
/** The problem without constraints of which `isKept` is false. */
function only(problem: SelectionProblem, isKept: (kind: string, key: string) => boolean): SelectionProblem {
  return {
    ...problem,
    candidates: problem.candidates.map((one, at) => ({ ...one, isLockedIn: one.isLockedIn && isKept('lock', `${at}`) })),
    budgets: problem.budgets.map((sources, year) => sources.map((budget, source) => (isKept('budget', `${year} ${source}`) ? budget : HUGE))),
    floors: problem.floors.map((floor) => ({
      ...floor,
      leastCost: isKept('floor-cost', `${floor.group}`) ? floor.leastCost : 0,
      leastCount: isKept('floor-count', `${floor.group}`) ? floor.leastCount : 0,
    })),
    packages: problem.packages.map(({ least, most }, at) => ({
      least: isKept('package-least', `${at}`) ? least : 0,
      most: isKept('package-most', `${at}`) ? most : Number.POSITIVE_INFINITY,
    })),
    conflicts: problem.conflicts.filter((pair) => isKept('conflict', pair.join())),
    precedences: problem.precedences.filter((pair) => isKept('precedence', pair.join())),
  };
}
const keyOf = (one: Figures): string => {
  if (one.kind === 'budget') return `${one.year} ${one.source}`;
  if (one.kind === 'lock') return `${one.candidate}`;
  if ('group' in one) return `${one.group}`;
  return 'package' in one ? `${one.package}` : one.candidates.join();
};
const withOnly = (problem: SelectionProblem, kept: readonly Figures[]) =>
  only(problem, (kind, key) => kept.some((one) => one.kind === kind && keyOf(one) === key));

/** The problem after giving way. */
function relaxed(problem: SelectionProblem, relaxations: readonly Relaxation[]): SelectionProblem {
  const to = (kind: string, is: (constraint: Relaxation['constraint']) => boolean): number | undefined =>
    relaxations.find(({ constraint }) => constraint.kind === kind && is(constraint))?.to;
  return {
    ...problem,
    candidates: problem.candidates.map((one, at) => ({
      ...one,
      isLockedIn: one.isLockedIn && to('lock', (lock) => 'candidate' in lock && lock.candidate === at) === undefined,
    })),
    budgets: problem.budgets.map((sources, year) =>
      sources.map((budget, source) => to('budget', (one) => one.kind === 'budget' && one.year === year && one.source === source) ?? budget),
    ),
    floors: problem.floors.map((floor) => ({
      ...floor,
      leastCost: to('floor-cost', (one) => 'group' in one && one.group === floor.group) ?? floor.leastCost,
      leastCount: to('floor-count', (one) => 'group' in one && one.group === floor.group) ?? floor.leastCount,
    })),
  };
}

/** Small problems of which many cannot be. */
const tight = fc.record({ count: fc.integer({ min: 2, max: 6 }), years: fc.integer({ min: 1, max: 2 }), seed: fc.integer() }).chain(({ count, years }) => {
  const index = fc.integer({ min: 0, max: count - 1 });
  const pairs = fc.array(fc.tuple(index, index), { maxLength: 2 }).map((list) => list.filter(([a, b]) => a !== b));
  return fc.record({
    yearWeights: fc.constant([1, 0.9].slice(0, years)),
    budgets: fc.array(fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 2, maxLength: 2 }), { minLength: years, maxLength: years }),
    candidates: fc.array(
      fc.record({
        id: fc.integer({ min: 1, max: 99 }),
        value: fc.integer({ min: 1, max: 50 }),
        score: fc.integer({ min: 0, max: 100 }),
        condition: fc.integer({ min: 0, max: 100 }),
        households: fc.integer({ min: 0, max: 100 }),
        costs: fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 60 })),
        group: fc.option(fc.integer({ min: 0, max: 1 })),
        package: fc.option(fc.integer({ min: 0, max: 1 })),
        years: fc.subarray([0, 1].slice(0, years), { minLength: 1 }),
        isLockedIn: fc.integer({ min: 0, max: 2 }).map((dice) => dice === 0),
      }),
      { minLength: count, maxLength: count },
    ),
    floors: fc.uniqueArray(
      fc.record({ group: fc.integer({ min: 0, max: 1 }), leastCost: fc.integer({ min: 0, max: 120 }), leastCount: fc.integer({ min: 0, max: 3 }) }),
      {
        maxLength: 2,
        selector: ({ group }) => group,
      },
    ),
    packages: fc.array(fc.record({ least: fc.integer({ min: 0, max: 60 }), most: fc.integer({ min: 60, max: 200 }) }), { minLength: 2, maxLength: 2 }),
    conflicts: pairs,
    precedences: pairs.map((list) => list.map(([a, b]): [number, number] => (a < b ? [a, b] : [b, a]))),
  });
}) as fc.Arbitrary<SelectionProblem>;

describe('a plan that cannot be', () => {
  it('is explained by a minimal set: together impossible, without any one of them possible; the relaxation makes it possible', () => {
    let explained = 0;
    let relaxations = 0;
    fc.assert(
      fc.property(tight, (problem) => {
        if (isPossible(problem)) return;
        const conflict = explainConflict(problem, highs, 20_000);
        explained += 1;
        expect(conflict.isMinimal).toBe(true);
        expect(conflict.conflicting.length).toBeGreaterThan(0);
        expect(isPossible(withOnly(problem, conflict.conflicting))).toBe(false);
        for (const left of conflict.conflicting)
          expect(
            isPossible(
              withOnly(
                problem,
                conflict.conflicting.filter((one) => one !== left),
              ),
            ),
          ).toBe(true);
        for (const { needed, there } of conflict.conflicting) expect(needed).toBeGreaterThan(there as number);
        if (conflict.relaxations.length > 0) {
          relaxations += 1;
          expect(isPossible(relaxed(problem, conflict.relaxations))).toBe(true);
        }
        for (const way of conflict.ways) expect(isPossible(relaxed(problem, way.relaxations))).toBe(true);
      }),
      { numRuns: 250, seed: 11 },
    );
    expect(explained).toBeGreaterThan(50);
    expect(relaxations).toBeGreaterThan(40);
  }, 60_000);

  it('names budget and floor with what is needed and what is there, and three ways out of which each is the least', () => {
    const alley = (id: number, cost: number, more: Partial<Candidate> = {}): Candidate => ({
      id,
      value: 10,
      score: 50,
      condition: 50,
      households: 10,
      costs: [cost],
      group: 0,
      package: null,
      years: [0],
      isLockedIn: false,
      ...more,
    });
    const problem: SelectionProblem = {
      yearWeights: [1],
      budgets: [[100]],
      candidates: [alley(1, 40), alley(2, 50), alley(3, 60), alley(4, 30, { group: 1, isLockedIn: true })],
      floors: [{ group: 0, leastCost: 0, leastCount: 2 }],
      packages: [],
      conflicts: [],
      precedences: [],
    };
    const { conflicting, isMinimal, relaxations, ways } = explainConflict(problem, highs, 5_000);
    expect(isMinimal).toBe(true);
    expect(conflicting).toHaveLength(3);
    expect(conflicting).toContainEqual({ kind: 'budget', year: 0, source: 0, needed: 120, there: 100 });
    expect(conflicting).toContainEqual({ kind: 'floor-count', group: 0, needed: 2, there: 1 });
    expect(conflicting).toContainEqual({ kind: 'lock', candidate: 3, needed: 1, there: 0 });
    expect(relaxations).toEqual([{ constraint: { kind: 'budget', year: 0, source: 0 }, from: 100, to: 120 }]);
    expect(ways.map(({ by, relaxations: [one] }) => [by, one?.from, one?.to])).toEqual([
      ['budgets', 100, 120],
      ['floors', 2, 1],
      ['locks', 1, 0],
    ]);
  });

  it('of a district of 400 alleys with packages is explained in seconds', () => {
    const problem = randomProblem({ alleys: 400, years: 2, sources: 2, subdistricts: 8, packageSize: 5, share: 0.3 }, 2);
    const poor = { ...problem, budgets: problem.budgets.map((sources) => sources.map((amount) => Math.round(amount / 3))) };
    expect(solveExactly(poor, highs, { gap: 0.0001, timeLimitMs: 40_000 }).status).toBe('infeasible');
    const conflict = explainConflict(poor, highs, 60_000);
    expect(conflict.isMinimal).toBe(true);
    expect(conflict.conflicting.length).toBeGreaterThan(0);
    expect(conflict.relaxations.length).toBeGreaterThan(0);
  }, 150_000);
});
