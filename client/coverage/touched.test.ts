import { describe, expect, it } from 'vitest';
import { inNoGrid } from './denominators.ts';
import { isTouched } from './touched.ts';

const path = (...paths: string[]) => paths.map((one) => ({ path: one }));

describe('isTouched', () => {
  const places = { paths: ['a/b/c/04', 'a/b/c/05'], hasMore: false };

  it('is meant by a knock in one of its grids, or in a micro-grid below', () => {
    expect(isTouched(places, path('a/b/c/04'))).toBe(true);
    expect(isTouched(places, path('x', 'a/b/c/05/2'))).toBe(true);
  });

  it('is not meant by a knock elsewhere, in a grid whose code only begins alike, or above', () => {
    expect(isTouched(places, path('a/b/c/06', 'a/b/c/041', 'a/b/c'))).toBe(false);
  });

  it('is meant by a knock above where it counts targets that no grid of its lines holds', () => {
    expect(isTouched({ ...places, hasMore: true }, path('a/b/c'))).toBe(true);
    expect(isTouched({ ...places, hasMore: true }, path('a/b/c/06'))).toBe(false);
    expect(isTouched({ paths: [], hasMore: true }, path('a/b'))).toBe(true);
    expect([isTouched(places, [{ path: null }]), isTouched({ ...places, hasMore: true }, [{ path: null }])]).toEqual([false, true]);
  });
});

describe('inNoGrid', () => {
  it('is what the lines lack of the whole', () => {
    const share = (count: number) => ({ count, covered: 0, rate: 0 });
    const denominators = { all: share(10), reachable: share(10), frozen: share(10) };
    const figures = { untried: 4, tried: 0, appointment: 0, covered: 6, exemptPending: 0, exempt: 0, uncovered: 4, denominators };
    const grid = { id: 1, code: 'g', name: 'g', level: 4, kind: 'basic' as const, path: 'a/b/c/g' };
    expect(inNoGrid({ figures, byGrid: [{ grid, uncovered: 3, total: 7 }] })).toEqual({ uncovered: 1, total: 3 });
    expect(inNoGrid({ figures, byGrid: [{ grid, uncovered: 4, total: 10 }] })).toEqual({ uncovered: 0, total: 0 });
  });
});
