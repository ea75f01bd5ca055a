import { describe, expect, it } from 'vitest';
import type { HistorySeries } from '#contract/history';
import { dayAfter, daysAfter, SeriesIndex, StepIndex } from './series.ts';

/** Two grids (11, 12) below 1, and a dedicated one (9) beside them. */
const series: HistorySeries = {
  subject: 'coverage',
  campaign: null,
  level: 4,
  from: '2026-05-30',
  to: '2026-06-05',
  kinds: ['household', 'school'],
  measures: ['total', 'covered'],
  gridId: [9, 11, 11, 11, 12, 12],
  day: [0, 0, 2, 2, 0, 3],
  kind: [0, 0, 0, 1, 0, 0],
  measure: [0, 0, 1, 1, 0, 1],
  amount: [5, 10, 4, 1, 20, 7],
};
const index = new SeriesIndex(
  series,
  new Map([
    [11, 1],
    [12, 1],
  ]),
);

describe('figures of past days', () => {
  it('add up over time and up the tree', () => {
    expect([...index.at(1, '2026-05-30')]).toEqual([30, 0]);
    expect([...index.at(1, '2026-06-01')]).toEqual([30, 5]);
    expect([...index.at(1, '2026-06-02')]).toEqual([30, 12]);
    expect([...index.at(11, '2026-06-04')]).toEqual([10, 5]);
  });

  it('are nothing before the first day, and of a grid nobody told of', () => {
    expect([...index.at(1, '2026-05-29')]).toEqual([0, 0]);
    expect([...index.at(77, '2026-06-02')]).toEqual([0, 0]);
  });

  it('of a dedicated grid count for no other', () => {
    expect([...index.at(9, '2026-06-02')]).toEqual([5, 0]);
  });

  it('stand by kind too', () => {
    expect(index.kindsAt(1, '2026-06-02').map((row) => [...row])).toEqual([
      [30, 11],
      [0, 1],
    ]);
  });
});

describe('steps', () => {
  it('hold until the next one, and are unknown before the first', () => {
    const steps = new StepIndex(3, [0, 0, 2], [1, 4, 0], [7, 8, 9]);
    expect([0, 1, 3, 4, 9].map((day) => steps.at(0, day))).toEqual([undefined, 7, 7, 8, 8]);
    expect([steps.at(1, 5), steps.at(2, 0)]).toEqual([undefined, 9]);
  });
});

describe('days', () => {
  it('are counted across months', () => {
    expect([daysAfter('2026-05-30', '2026-06-02'), dayAfter('2026-05-30', 3)]).toEqual([3, '2026-06-02']);
  });
});
