import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PlanSpec } from '#contract/plans';
import { DEFAULT_WEIGHTS } from '#geodata/priority/criteria';
import { readPlanState, writePlanState } from './desk-state.ts';
import { budgetOf, questionOf, resplit, specOf } from './plan-spec.ts';

const START = 2027;

test('an address without parameters is the plan one begins with, and writes none', () => {
  const state = readPlanState('');
  expect(state.weights).toEqual(DEFAULT_WEIGHTS);
  expect(writePlanState(state).toString()).toBe('');
});

test('everything that makes a plan comes back from its address', () => {
  const state = {
    ...readPlanState(''),
    weights: { ...DEFAULT_WEIGHTS, road: 30 },
    budget: { city: [240], district: [360.5, 200, 0] },
    years: 3,
    costCase: 'high' as const,
    benefit: 'households' as const,
    floor: 0.2,
    leastCount: 2,
    floors: [{ grid: 'KFQ-XZ', least: 12.5, count: 3 }],
    packages: { withinM: 80, least: 5, most: null },
    consent: null,
    isAskedFirst: true,
    keepsMoratorium: false,
    coolOffYears: 3,
    pipesWithinMonths: null,
    conflicts: [[1, 2] as [number, number]],
    precedences: [[3, 4] as [number, number]],
    engine: 'rule' as const,
    sort: 'gain' as const,
    beside: 9,
    locks: [
      { alleyId: 12, kind: 'out' as const, reason: '拟拆除, 2027: 征收' },
      { alleyId: 13, kind: 'in' as const, reason: 'x', person: '武春强' },
    ],
    alley: 7,
    plan: 3,
    isOpen: true,
  };
  expect(readPlanState(`?${writePlanState(state)}`)).toEqual(state);
});

test('what cannot be read is as if it were not there', () => {
  expect(readPlanState('?w=1,2,x&years=9&case=none&lock=in:1&alley=-4&floor=abc&pack=0:1:2&apart=3-3&before=x&floors=a:b:c')).toEqual({
    ...readPlanState(''),
    years: 3,
  });
});

test('the description is one the server takes; without money or weights there is none', () => {
  const state = readPlanState('?years=2&budget=city:100,district:200/50&lock=in:5:书记点名');
  const spec = PlanSpec.parse(specOf(state, state.budget, START));
  expect(spec.budgets).toHaveLength(4);
  expect(spec.budgets[0]).toEqual({ year: START, source: 'city', amountMinor: 100_000_000 });
  expect(spec.budgets[3]).toEqual({ year: START + 1, source: 'district', amountMinor: 50_000_000 });
  expect(spec.locks).toMatchObject([{ alleyId: 5, kind: 'in' }]);
  expect(specOf(state, { city: [0] }, START)).toBeNull();
  expect(specOf(readPlanState('?w=0,0,0,0,0,0,0,0,0,0'), state.budget, START)).toBeNull();
});

test('a kept question opened again is the same question, with whose word each lock is', () => {
  const search =
    '?years=2&budget=city:100/40,district:200/50&floor=0.3&least=1&floors=A:12.5:2&pack=80:5:&consent=off&cool=3&pipes=off&apart=1-2&before=3-4&case=high&benefit=alley';
  const state = readPlanState(`${search}&lock=in:5@武春强:书记点名&w=1,2,3,4,5,6,7,8,9,10`);
  const spec = PlanSpec.parse(specOf(state, state.budget, START));
  const opened = { ...readPlanState(''), ...questionOf(spec) };
  expect(PlanSpec.parse(specOf(opened, opened.budget, START))).toEqual(spec);
  expect(readPlanState(`?${writePlanState(opened)}`).locks).toEqual([{ alleyId: 5, kind: 'in', reason: '书记点名', person: '武春强' }]);
});

test('the first budget is a tenth of all costs in one purse; splitting it keeps the sum', () => {
  const budget = budgetOf({}, [5_000_000, null, 2_000_000_000]);
  expect(budget).toEqual({ any: [210] });
  const split = resplit(budget, { city: 40, district: 160, pipes: 0 }, true);
  expect(split).toEqual({ city: [42], district: [168], pipes: [0] });
  expect(resplit(split, {}, false)).toEqual({ any: [210] });
});

test('money is split as the sources pay, nothing is lost and no part is negative', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.integer({ min: 0, max: 1e9 }), { minKeys: 1 }),
      (cents, bySource) => {
        const sums = cents.map((one) => one / 100);
        const split = resplit({ any: sums }, bySource, true);
        for (const [at, sum] of sums.entries()) {
          const parts = Object.values(split).map((amounts) => amounts[at] as number);
          expect(Math.min(...parts)).toBeGreaterThanOrEqual(0);
          expect(parts.reduce((all, one) => all + one, 0)).toBeCloseTo(sum, 6);
        }
      },
    ),
  );
});
