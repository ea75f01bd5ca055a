import { describe, expect, it } from 'vitest';
import { levelAt, levelRanges, levelStart } from './shown-level.ts';

/** As many basic grids of each level as said, and a dedicated one that must not count. */
function levels(counts: Record<number, number>): [number[], string[]] {
  const all = Object.entries(counts).flatMap(([level, count]) => Array<number>(count).fill(Number(level)));
  return [
    [...all, 4],
    [...all.map(() => 'basic'), 'dedicated'],
  ];
}

describe('the level shown', () => {
  it('opens level after level, sooner in a larger district', () => {
    const counts = levels({ 1: 1, 2: 3, 3: 21, 4: 140, 5: 750 });
    const small = levelRanges(...counts, [114.632, 33.61, 114.667, 33.63]);
    const large = levelRanges(...counts, [114.3, 33.4, 114.65, 33.6]);
    expect(small.map(({ level }) => level)).toEqual([2, 3, 4, 5]);
    expect(small.map(({ from }) => from)).toEqual([...small.map(({ from }) => from)].sort((a, b) => a - b));
    expect(levelStart(small, 4)).toBeGreaterThan((levelStart(large, 4) as number) + 3);
    expect(levelAt(small, 0)).toBe(2);
    expect(levelAt(small, 23)).toBe(5);
  });

  it('leaves no zoom without a level when one is missing, and has the district alone when all are', () => {
    const ranges = levelRanges(...levels({ 1: 1, 2: 8, 4: 296 }), [-77.12, 38.79, -76.9, 39]);
    expect(ranges.map(({ level }) => level)).toEqual([2, 4]);
    expect(ranges[0]?.to).toBe(ranges[1]?.from);
    expect(levelAt(levelRanges([1], ['basic'], null), 14)).toBe(1);
  });
});
