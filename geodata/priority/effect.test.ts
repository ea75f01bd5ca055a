import { describe, expect, it } from 'vitest';
import { createRandom } from '../demo/random.ts';
import { effectOf, type Observed } from './effect.ts';

const random = () => createRandom(3).next;
const alley = (weight: number, before: number, after: number): Observed => ({ weight, before, after });
const many = (count: number, one: Observed): Observed[] => Array.from({ length: count }, () => one);

describe('what came of works', () => {
  it('is the change of the built less the change of the others in the same days', () => {
    const figures = effectOf({ windowOf: new Array(10).fill(0), chosen: many(10, alley(50, 3, 1)), compared: [many(40, alley(100, 4, 3))] }, random());
    expect(figures.chosen).toMatchObject({ alleys: 10, weight: 500, before: 0.06, after: 0.02 });
    expect(figures.compared).toMatchObject({ alleys: 40, before: 0.04, after: 0.03 });
    expect(figures.difference).toBeCloseTo(-0.03, 12);
    // All alleys are alike: nothing is left to chance.
    expect(figures.low).toBeCloseTo(-0.03, 12);
    expect(figures.high).toBeCloseTo(-0.03, 12);
  });

  it('reads each alley in its own days, and the others in the same days', () => {
    const figures = effectOf(
      { windowOf: [0, 1], chosen: [alley(10, 2, 1), alley(30, 3, 3)], compared: [many(5, alley(10, 1, 1)), many(5, alley(10, 4, 2))] },
      random(),
    );
    // (10 × 0.1 + 30 × 0.4) ÷ 40 before, (10 × 0.1 + 30 × 0.2) ÷ 40 after.
    expect(figures.compared.before).toBeCloseTo(0.325, 12);
    expect(figures.compared.after).toBeCloseTo(0.175, 12);
    expect(figures.difference).toBeCloseTo(4 / 40 - 5 / 40 - (0.175 - 0.325), 12);
  });

  it('leaves out what nobody knows, and says nothing where one side is empty', () => {
    const unknown = alley(0, 0, 0);
    const figures = effectOf({ windowOf: [0, 0], chosen: [alley(1, 60, 20), unknown], compared: [[unknown, unknown]] }, random());
    expect(figures.chosen).toMatchObject({ alleys: 1, before: 60, after: 20 });
    expect(figures).toMatchObject({ difference: null, low: null, high: null });
  });

  it('gives a range that holds nothing more certain than the alleys are alike', () => {
    const draw = createRandom(5);
    const noisy = (count: number): Observed[] => Array.from({ length: count }, () => alley(1, 50 + 30 * draw.normal(), 50 + 30 * draw.normal()));
    const { difference, low, high } = effectOf({ windowOf: new Array(12).fill(0), chosen: noisy(12), compared: [noisy(60)] }, random());
    expect(low).toBeLessThan(difference as number);
    expect(high).toBeGreaterThan(difference as number);
    expect((high as number) - (low as number)).toBeGreaterThan(10);
  });
});
