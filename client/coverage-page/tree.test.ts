import { describe, expect, it } from 'vitest';
import type { TallyEvent } from '#contract/live';
import type { PaceTree } from '#contract/pace';
import type { Numbered } from '../api/live.ts';
import { readDeskState } from './desk-state.ts';
import { movedTree } from './live-tree.ts';
import { ancestorsOf, daysSinceVisit, histogram, isShown, levelsOf, linesOf, shareOf } from './tree.ts';
import { deedOf } from './tree-keys.ts';

/** town > west > north; town > east. Nobody lives in the east. */
const tree = {
  seq: 10,
  today: '2026-06-10',
  kind: null,
  campaign: { id: 1 },
  id: [1, 2, 3, 4],
  code: ['town', 'east', 'west', 'north'],
  level: [1, 2, 2, 3],
  parent: [-1, 0, 0, 2],
  total: [10, 0, 10, 6],
  reachable: [9, 0, 9, 5],
  covered: [6, 0, 6, 5],
  uncovered: [3, 0, 3, 0],
  exempt: [1, 0, 1, 1],
  untried: [3, 0, 3, 0],
  frozen: [10, 0, 10, 6],
  frozenCovered: [6, 0, 6, 5],
  lastVisitOn: ['2026-06-08', null, '2026-06-08', '2026-06-01'],
  isStalled: [false, false, false, true],
} as unknown as PaceTree;
const { roots, all } = linesOf(tree);
const [town, east, west, north] = all as [(typeof all)[0], (typeof all)[0], (typeof all)[0], (typeof all)[0]];
const BREAKS = [0.6, 0.7, 0.8, 0.85, 0.9, 0.95];

describe('the lines of the tree', () => {
  it('stand below one another, and know the way up', () => {
    expect(roots).toEqual([town]);
    expect(town.below).toEqual([east, west]);
    expect(ancestorsOf(all, north)).toEqual([town, west]);
    expect(levelsOf(tree)).toEqual([2, 3]);
  });

  it('are counted by the step of the rate that is named; nobody to visit is no step', () => {
    expect(shareOf(west, 'all')).toEqual({ part: 6, whole: 10, rate: 0.6 });
    expect(histogram([east, west], 'all', BREAKS)).toEqual({ steps: [0, 1, 0, 0, 0, 0, 0], unknown: 1 });
    expect(histogram([east, west], 'reachable', BREAKS).steps[1]).toBe(1);
    expect([isShown(west, 1, 'all', BREAKS), isShown(east, 'unknown', 'all', BREAKS), isShown(north, 'stalled', 'all', BREAKS)]).toEqual([true, true, true]);
  });

  it('say how long nobody has knocked', () => {
    expect([daysSinceVisit(town), daysSinceVisit(north), daysSinceVisit(east)]).toEqual([2, 9, null]);
  });
});

describe('a move', () => {
  const move = (seq: number, event: object) =>
    ({ seq, event: { type: 'tally', subject: 'coverage', campaignId: 1, kind: 'household', ...event } }) as Numbered<TallyEvent>;
  it('reaches every grid on the way down, once', () => {
    const next = movedTree(tree, [
      move(10, { path: 'town', measures: { covered: 5 } }),
      move(11, { path: 'town/west/north', measures: { untried: -1, covered: 1 } }),
    ]);
    expect([next.covered, next.uncovered, next.untried]).toEqual([
      [7, 0, 7, 6],
      [2, 0, 2, -1],
      [2, 0, 2, -1],
    ]);
    expect(next.seq).toBe(11);
  });

  it('of another round or kind is none', () => {
    expect(movedTree(tree, [move(11, { path: 'town', campaignId: 2, measures: { covered: 1 } })])).toBe(tree);
    const schools = { ...tree, kind: 'school' as const };
    expect(movedTree(schools, [move(11, { path: 'town', measures: { covered: 1 } })])).toBe(schools);
  });
});

describe('the keys of the tree', () => {
  const place = { index: 2, count: 4, canOpen: true, isOpen: false, parentIndex: 0 };
  it('open, go in, close, go out', () => {
    expect(deedOf('ArrowRight', place)).toBe('turn');
    expect(deedOf('ArrowRight', { ...place, isOpen: true })).toEqual({ goTo: 3 });
    expect(deedOf('ArrowLeft', { ...place, isOpen: true })).toBe('turn');
    expect(deedOf('ArrowLeft', place)).toEqual({ goTo: 0 });
    expect(deedOf('ArrowLeft', { ...place, parentIndex: -1 })).toBe(null);
  });
  it('stop at the ends', () => {
    expect([deedOf('End', place), deedOf('PageDown', place), deedOf('PageUp', place)]).toEqual([{ goTo: 3 }, { goTo: 3 }, { goTo: 0 }]);
    expect(deedOf('a', place)).toBe(null);
  });
});

describe('the address', () => {
  it('is read, and what is none in it is left out', () => {
    expect(readDeskState('?sort=-rate&level=3&show=stalled&depth=4&open=a,b&day=2026-10-01')).toEqual({
      day: '2026-10-01',
      sort: { column: 'rate', isDescending: true },
      level: 3,
      show: 'stalled',
      depth: 4,
      turned: ['a', 'b'],
    });
    expect(readDeskState('?sort=beauty&level=9&show=7')).toEqual({
      day: null,
      sort: { column: 'left', isDescending: true },
      level: null,
      show: null,
      depth: 3,
      turned: [],
    });
  });
});
