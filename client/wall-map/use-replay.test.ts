import { expect, test } from 'vitest';
import { columnsOf } from '../api/layer-state.ts';
import { gridsOn, indexOf, replayDays } from './use-replay.ts';

const grids = {
  ...columnsOf([]),
  id: [1, 2, 3],
  parentId: [null, 1, 1],
  kind: ['basic', 'basic', 'basic'] as ('basic' | 'dedicated')[],
  reachable: [30, 10, 20],
};
const replay = { seq: 1, from: '2026-11-01', to: '2026-11-05', gridId: [2, 2, 3], day: [0, 3, 4], covered: [4, 2, 7] };

test('a grid holds what its parts had until the day, and today what they have', () => {
  const index = indexOf(replay, grids as never);
  const coveredOn = (day: string) => gridsOn(grids as never, index, day).covered;
  expect(['2026-10-31', '2026-11-01', '2026-11-04', '2026-11-05'].map(coveredOn)).toEqual([
    [0, 0, 0],
    [4, 4, 0],
    [6, 6, 0],
    [13, 6, 7],
  ]);
  expect(gridsOn(grids as never, index, '2026-11-04').uncovered).toEqual([24, 4, 20]);
});

test('frames begin on the first day and end today, with no more of them than there is time for', () => {
  expect(replayDays('2026-11-01', '2026-11-04', 8_000, false)).toEqual(['2026-11-01', '2026-11-02', '2026-11-03', '2026-11-04']);
  const long = replayDays('2026-01-01', '2026-12-01', 8_000, false);
  expect(long.length).toBeLessThanOrEqual(33);
  expect([long[0], long.at(-1)]).toEqual(['2026-01-01', '2026-12-01']);
});

test('where motion is unwanted it goes by weeks', () => {
  expect(replayDays('2026-11-01', '2026-11-20', 8_000, true)).toEqual(['2026-11-01', '2026-11-08', '2026-11-15', '2026-11-20']);
  expect(replayDays('2026-11-01', '2026-11-01', 8_000, true)).toEqual(['2026-11-01']);
});
