import { describe, expect, it } from 'vitest';
import type { WalkDoor } from '#contract/walk';
import { layoutOf, stripsOf } from './strip.ts';

const door = (id: number, unit: string | null, floor: number | null) => ({ id, unit, floor }) as WalkDoor;
const written = (doors: WalkDoor[]) =>
  stripsOf({ doors }).map(({ unit, floors }) => [unit, floors.map(({ floor, doors: there }) => [floor, there.map(({ id }) => id)])]);

describe('the strip of a stop', () => {
  it('has each door once, a line a floor, a group a staircase', () => {
    expect(written([door(1, '1', 6), door(2, '1', 6), door(3, '1', 2), door(4, '2', 2)])).toEqual([
      [
        '1',
        [
          [6, [1, 2]],
          [2, [3]],
        ],
      ],
      ['2', [[2, [4]]]],
    ]);
  });

  it('is one line for a courtyard, where doors have neither', () => {
    expect(written([door(1, null, null), door(2, null, null)])).toEqual([[null, [[null, [1, 2]]]]]);
    expect(stripsOf({ doors: [] })).toEqual([]);
  });

  it('is what long lists are printed in', () => {
    expect([layoutOf(1), layoutOf(300)]).toEqual(['full', 'compact']);
  });
});
