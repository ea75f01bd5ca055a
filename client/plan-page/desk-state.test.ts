import { expect, test } from 'vitest';
import { PlanSpec } from '#contract/plans';
import { DEFAULT_WEIGHTS } from '#geodata/priority/criteria';
import { readPlanState, writePlanState } from './desk-state.ts';
import { budgetOf, resplit, specOf } from './plan-spec.ts';

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
    locks: [{ alleyId: 12, kind: 'out' as const, reason: '拟拆除, 2027: 征收' }],
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

test('the first budget is a tenth of all costs in one purse; splitting it keeps the sum', () => {
  const budget = budgetOf({}, [5_000_000, null, 2_000_000_000]);
  expect(budget).toEqual({ any: [210] });
  const split = resplit(budget, [{ city: 0.4, district: 0.6 }, { district: 1 }], true);
  expect(split).toEqual({ city: [42], district: [168] });
  expect(resplit(split, [], false)).toEqual({ any: [210] });
});
