import { describe, expect, it } from 'vitest';
import type { ExemptionGrid, WaitingExemption } from '#contract/visits';
import { groupsOf, placeOf } from './exemptions-api.ts';

const item = (visitId: number, gridPath: string | null) => ({ visitId, gridPath }) as WaitingExemption;
const grid = (path: string) => ({ path, name: path }) as ExemptionGrid;

describe('what waits', () => {
  it('stands by grid, also where a grid goes on on the next page', () => {
    const groups = groupsOf([
      { items: [item(1, 'a'), item(2, 'b')], grids: [grid('a'), grid('b')] },
      { items: [item(3, 'b'), item(4, null)], grids: [grid('b')] },
    ]);
    expect(groups.map(({ path, grid: own, items }) => [path, own?.name ?? null, items.map(({ visitId }) => visitId)])).toEqual([
      ['a', 'a', [1]],
      ['b', 'b', [2, 3]],
      [null, null, [4]],
    ]);
  });

  it('is called by its door, once', () => {
    expect(placeOf({ name: null, address: 'East Lane 5, unit 2, 301', unit: '2', room: '301' })).toBe('East Lane 5, unit 2, 301');
    expect(placeOf({ name: 'Mill', address: 'East Lane', unit: null, room: '301' })).toBe('Mill East Lane 301');
  });
});
