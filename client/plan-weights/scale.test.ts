import { expect, test } from 'vitest';
import { weighCriteria } from '#geodata/priority/ahp';
import { DEFAULT_WEIGHTS } from '#geodata/priority/criteria';
import { judgementAt, judgementsOf, MOST_STEP, pairsOfPart, stepOf } from './scale.ts';

test('each step of the slider is a judgement and comes back as itself', () => {
  for (let step = -MOST_STEP; step <= MOST_STEP; step++) expect(stepOf(judgementAt(step))).toBe(step);
  expect(judgementAt(-MOST_STEP)).toBe(9);
  expect(judgementAt(MOST_STEP)).toBeCloseTo(1 / 9);
});

test('pairs run as the judgements do: row by row above the diagonal', () => {
  expect(pairsOfPart('people')).toEqual([
    [0, 1],
    [0, 2],
    [1, 2],
  ]);
  expect(pairsOfPart('defects')).toHaveLength(10);
});

test('the weights one begins with are nearly those that their judgements give, and agree with one another', () => {
  const { weights, parts } = weighCriteria(judgementsOf(DEFAULT_WEIGHTS));
  for (const code of ['road', 'water', 'households', 'voice', 'timing'] as const) expect(Math.abs(weights[code] - DEFAULT_WEIGHTS[code])).toBeLessThan(5);
  expect(Object.values(parts).every(({ isConsistent }) => isConsistent)).toBe(true);
  const some = judgementsOf({ ...DEFAULT_WEIGHTS, equity: 0, timing: 0, voice: 0 });
  expect(
    Object.values(some)
      .flat()
      .every((one) => one >= 1 / 9 - 1e-9 && one <= 9),
  ).toBe(true);
});
