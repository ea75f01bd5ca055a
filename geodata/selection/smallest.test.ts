import { expect, test } from 'vitest';
import type { Relaxation } from './conflict.ts';
import { smallestOf } from './smallest.ts';

const floor = (to: number): Relaxation => ({ constraint: { kind: 'floor-cost', group: 0 }, from: 30, to });
const budget = (to: number): Relaxation => ({ constraint: { kind: 'budget', year: 0, source: 0 }, from: 20, to });
const lock: Relaxation = { constraint: { kind: 'lock', candidate: 3 }, from: 1, to: 0 };

test('a way that moves less money than what the search was stopped at is the smallest', () => {
  expect(smallestOf([floor(19)], [{ by: 'floors', relaxations: [floor(20)] }])).toEqual([floor(20)]);
  expect(smallestOf([budget(29)], [{ by: 'floors', relaxations: [floor(20)] }])).toEqual([budget(29)]);
});

test('without any found in time it is a way by one kind; a lock is not set against money', () => {
  expect(smallestOf([], [{ by: 'budgets', relaxations: [budget(30)] }])).toEqual([budget(30)]);
  expect(smallestOf([lock], [{ by: 'budgets', relaxations: [budget(21)] }])).toEqual([lock]);
  expect(smallestOf([], [])).toEqual([]);
});
