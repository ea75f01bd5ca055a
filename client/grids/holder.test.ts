import { describe, expect, it } from 'vitest';
import { corners, holderOf } from './holder.ts';

describe('holderOf', () => {
  it('is the smallest grid that lies on the way to all of them', () => {
    expect(holderOf(['a/b/c/04/1', 'a/b/c/04/2'])).toBe('04');
    expect(holderOf(['a/b/c/04', 'a/b/c/041'])).toBe('c');
    expect(holderOf(['a/b/c/04', 'a/b'])).toBe('b');
  });

  it('is nothing where a part lies in no grid, or there is no part', () => {
    expect(holderOf(['a/b', null])).toBeNull();
    expect(holderOf(['a', 'x'])).toBeNull();
    expect(holderOf([])).toBeNull();
  });
});

describe('corners', () => {
  it('are all of a simple shape, and an even choice of a detailed one', () => {
    const ring = (n: number) => ({ type: 'Polygon' as const, coordinates: [[...Array.from({ length: n }, (_, index) => [index, 0]), [0, 0]]] });
    expect(corners(ring(4))).toEqual([
      [0, 0],
      [1, 0],
      [2, 0],
      [3, 0],
    ]);
    expect(corners(ring(64)).map(([x]) => x)).toEqual([0, 8, 16, 24, 32, 40, 48, 56]);
  });
});
