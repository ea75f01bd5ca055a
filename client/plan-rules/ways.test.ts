import { expect, test } from 'vitest';
import { readPlanState } from '../plan-page/desk-state.ts';
import { keptOnce, raisedBudget, replacedAlley, withoutFloor, withoutPair } from './ways.ts';

test('what named an alley that was joined names the other one; a lock of its own stays, a pair with itself goes', () => {
  const state = readPlanState('?lock=in:5:旧&lock=out:6:新&apart=5-7,5-6&before=8-5');
  expect(replacedAlley(state, 5, 6)).toEqual({
    locks: [{ kind: 'out', alleyId: 6, reason: '新' }],
    conflicts: [[6, 7]],
    precedences: [[8, 6]],
  });
  expect(replacedAlley(state, 5, 9).locks).toEqual([
    { kind: 'in', alleyId: 9, reason: '旧' },
    { kind: 'out', alleyId: 6, reason: '新' },
  ]);
});

test('one pair or floor goes, the others stay; of two locks on an alley the last', () => {
  const state = readPlanState('?apart=1-2,2-3&before=1-2&floors=A:1:0,B:2:1&lock=in:5:a&lock=out:5:b&lock=in:6:c');
  expect(withoutPair(state, [1, 2])).toEqual({ conflicts: [[2, 3]], precedences: [] });
  expect(withoutFloor(state, 'A')).toEqual({ floors: [{ grid: 'B', least: 2, count: 1 }] });
  expect(keptOnce(state).locks).toEqual([
    { kind: 'out', alleyId: 5, reason: 'b' },
    { kind: 'in', alleyId: 6, reason: 'c' },
  ]);
});

test('a budget is raised to what is locked in: of its year, or by what is missing in the first', () => {
  const state = readPlanState('?years=2&budget=any:10/20');
  const asked = { state, budget: state.budget, startYear: 2027 };
  expect(raisedBudget(asked, { source: 'any', year: 2028, locked: 25_005_000, there: 20_000_000 })).toEqual({ budget: { any: [10, 25.01] } });
  expect(raisedBudget(asked, { source: 'any', year: null, locked: 45_000_000, there: 30_000_000 })).toEqual({ budget: { any: [25, 20] } });
});
