import { expect, test } from 'vitest';
import { median, slope } from '../soak/slope.ts';

const line = (values: number[]) => values.map((value, second) => ({ second, value }));

test('a page that keeps a thing per second is told so; one that only wavers is flat', () => {
  expect(slope(line([5, 7, 9, 11]))).toBeCloseTo(2);
  expect(slope(line([5, 9, 5, 9, 5]))).toBeCloseTo(0);
  expect(slope(line([5]))).toBe(0);
});

test('the middle does not feel what is out of the way', () => {
  expect(median([3, 1_000, 1])).toBe(3);
  expect(median([1, 2, 3, 4])).toBe(2.5);
});
