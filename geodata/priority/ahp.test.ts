import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AHP_PARTS, matrixOf, pairsOf, weighCriteria, weighPairs } from './ahp.ts';
import { CRITERIA } from './criteria.ts';

const rounded = (values: Float64Array, digits = 3): number[] => Array.from(values, (value) => Number(value.toFixed(digits)));

describe('pairwise judgements', () => {
  it('weigh drinks as in Saaty 2008 (Decision making with the AHP, table 2): weights and a ratio of 0.022', () => {
    const third = 1 / 3;
    const half = 1 / 2;
    const drinks = [
      [1, 9, 5, 2, 1, 1, half],
      [1 / 9, 1, third, 1 / 9, 1 / 9, 1 / 9, 1 / 9],
      [1 / 5, 3, 1, third, 1 / 4, third, 1 / 9],
      [half, 9, 3, 1, half, 1, third],
      [1, 9, 4, 2, 1, 2, half],
      [1, 9, 3, 1, half, 1, third],
      [2, 9, 9, 3, 2, 3, 1],
    ];
    const { weights, consistencyRatio, isConsistent } = weighPairs(drinks);
    for (const [at, published] of [0.177, 0.019, 0.042, 0.116, 0.19, 0.129, 0.327].entries())
      expect(Math.abs((weights[at] ?? 0) - published)).toBeLessThan(0.001);
    expect(consistencyRatio).toBeCloseTo(0.022, 2);
    expect(isConsistent).toBe(true);
  });

  it('weigh a house as in Saaty 1990 (How to make a decision): λ 9.669, ratio 0.17, and neighbourhood against condition is what is off', () => {
    const house = matrixOf(
      [
        [5, 3, 7, 6, 6, 1 / 3, 1 / 4],
        [1 / 3, 5, 3, 3, 1 / 5, 1 / 7],
        [6, 3, 4, 6, 1 / 5],
        [1 / 3, 1 / 4, 1 / 7, 1 / 8],
        [1 / 2, 1 / 5, 1 / 6],
        [1 / 5, 1 / 6],
        [1 / 2],
      ].flat(),
      8,
    );
    const { weights, lambdaMax, consistencyIndex, consistencyRatio, isConsistent, worst } = weighPairs(house);
    expect(rounded(weights)).toEqual([0.173, 0.054, 0.188, 0.018, 0.031, 0.036, 0.167, 0.333]);
    expect(lambdaMax).toBeCloseTo(9.669, 3);
    expect(consistencyIndex).toBeCloseTo(0.238, 3);
    expect(consistencyRatio).toBeCloseTo(0.169, 3);
    expect(isConsistent).toBe(false);
    expect(worst).toMatchObject({ row: 2, column: 6, given: 6 });
  });

  it('that follow from weights give back the weights, with nothing off', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1, max: 3, noNaN: true }), { minLength: 1, maxLength: 10 }), (given) => {
        const { weights, lambdaMax, consistencyRatio, worst } = weighPairs(given.map((one) => given.map((other) => one / other)));
        const sum = given.reduce((total, one) => total + one, 0);
        for (const [at, one] of given.entries()) expect(weights[at]).toBeCloseTo(one / sum, 9);
        expect(lambdaMax).toBeCloseTo(given.length, 9);
        expect(consistencyRatio).toBeCloseTo(0, 9);
        expect(worst).toBeNull();
      }),
    );
  });

  it('two items cannot contradict one another; three can', () => {
    expect(weighPairs(matrixOf([9], 2))).toMatchObject({ consistencyRatio: 0, isConsistent: true, worst: null });
    const { isConsistent, worst } = weighPairs(matrixOf([3, 1 / 3, 3], 3));
    expect(isConsistent).toBe(false);
    expect(worst).not.toBeNull();
  });

  it('of the wrong number, outside the scale, or not reciprocal are refused', () => {
    expect(() => matrixOf([1, 2], 3)).toThrow(RangeError);
    expect(() => matrixOf([10], 2)).toThrow(RangeError);
    expect(() => matrixOf([0], 2)).toThrow(RangeError);
    expect(() =>
      weighPairs([
        [1, 2],
        [2, 1],
      ]),
    ).toThrow(RangeError);
    expect(() => weighPairs([])).toThrow(RangeError);
  });

  it('of groups and of criteria within them make the weights of all criteria, 100 in all', () => {
    const even = (items: number): number[] => new Array<number>(pairsOf(items)).fill(1);
    const { weights, parts } = weighCriteria({ groups: [3, 5, 9, 3, 7, 3], defects: even(AHP_PARTS.defects.length), people: even(AHP_PARTS.people.length) });
    expect(CRITERIA.reduce((sum, code) => sum + weights[code], 0)).toBeCloseTo(100, 9);
    expect(weights.road).toBeCloseTo(weights.scene, 9);
    expect(weights.road * 5).toBeCloseTo(100 * (parts.groups.weights[0] as number), 9);
    expect(weights.voice).toBeCloseTo(100 * (parts.groups.weights[2] as number), 9);
  });
});
