import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { daysBetween, isWorkingDay, paceWindow, workingDaysFrom } from './calendar.ts';
import { forecastOf, neededPace, type Progress } from './forecast.ts';

const WEEK = { workingWeekdays: [1, 2, 3, 4, 5], holidays: [], makeUpDays: [] };
/** A Monday. */
const TODAY = '2026-11-23';
const progress = (wish: Partial<Progress>): Progress => ({
  phase: 'running',
  total: 200,
  uncovered: 50,
  coveredToday: 0,
  perDay: [10, 10, 10, 10, 10],
  upcoming: workingDaysFrom(TODAY, 2500, WEEK),
  ...wish,
});
const state = (wish: Partial<Progress>) => forecastOf(progress(wish)).state;

describe('the days a pace is measured over', () => {
  test('are the last seven complete ones, days off going with the working day after them', () => {
    const { days, buckets } = paceWindow(TODAY, '2026-06-01', 7, WEEK);
    expect([days[0], days.at(-1), days.length]).toEqual(['2026-11-16', '2026-11-22', 7]);
    expect(buckets).toEqual([[0], [1], [2], [3], [4, 5, 6]]);
  });

  test('reach further back over a holiday week, and never before the round', () => {
    const holidays = daysBetween('2026-11-16', '2026-11-20');
    expect(paceWindow(TODAY, '2026-06-01', 7, { ...WEEK, holidays }).days[0]).toBe('2026-11-09');
    expect(paceWindow(TODAY, '2026-11-19', 7, { ...WEEK, holidays }).days[0]).toBe('2026-11-19');
    expect(paceWindow(TODAY, TODAY, 7, WEEK).days).toEqual([]);
  });

  test('a make-up day is worked, a holiday is not', () => {
    expect(isWorkingDay('2026-11-22', WEEK)).toBe(false);
    expect(isWorkingDay('2026-11-22', { ...WEEK, makeUpDays: ['2026-11-22'] })).toBe(true);
    expect(isWorkingDay('2026-11-23', { ...WEEK, holidays: ['2026-11-23'] })).toBe(false);
  });
});

describe('a forecast', () => {
  test('counts working days from today: fifty left at ten a day end on Friday', () => {
    expect(forecastOf(progress({}))).toMatchObject({ state: 'on_pace', finish: '2026-11-27' });
    // What was done this morning belongs to the first of the five days.
    expect(forecastOf(progress({ uncovered: 45, coveredToday: 5 })).finish).toBe('2026-11-27');
  });

  test('is wider where few cases are known and where days differ', () => {
    const width = (wish: Partial<Progress>) => {
      const { earliest, latest } = forecastOf(progress(wish));
      return Date.parse(latest ?? '') - Date.parse(earliest ?? '');
    };
    const even = width({ uncovered: 500, perDay: [10, 10, 10, 10, 10] });
    expect(width({ uncovered: 500, perDay: [1, 1, 1, 1, 1] })).toBeGreaterThan(even);
    expect(width({ uncovered: 500, perDay: [50, 0, 0, 0, 0] })).toBeGreaterThan(even);
  });

  test('says in a word why there is no date', () => {
    expect(state({ perDay: [0, 0, 0] })).toBe('never');
    expect(state({ perDay: [1, 0, 0, 0, 0], uncovered: 10_000, total: 20_000 })).toBe('never');
    expect(state({ perDay: [] })).toBe('early');
    expect(state({ uncovered: 0 })).toBe('done');
    expect(state({ uncovered: 0, total: 0 })).toBe('empty');
    expect(state({ phase: 'over' })).toBe('over');
    expect(state({ phase: 'planned' })).toBe('planned');
  });

  test('never holds a number that is none, and its range holds its date', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(300), { maxLength: 20 }), fc.nat(5000), fc.nat(50), (perDay, uncovered, coveredToday) => {
        const answer = forecastOf(progress({ perDay, uncovered, coveredToday, total: 5000 }));
        for (const day of [answer.finish, answer.earliest, answer.latest]) expect(day === null || /^\d{4}-\d\d-\d\d$/.test(day)).toBe(true);
        if (answer.finish === null) return;
        expect((answer.earliest ?? '') <= answer.finish).toBe(true);
        expect(answer.latest === null || answer.latest >= answer.finish).toBe(true);
      }),
    );
  });

  test('the pace that is needed is what is left by the days that are left', () => {
    expect([neededPace(50, 5), neededPace(0, 5), neededPace(50, 0)]).toEqual([10, null, null]);
  });
});
