import { expect, test } from 'vitest';
import { isHeldByAlarm, isRunning, nextChange, progressAt, REST_MS, sceneAt, shownAlarm, startTour, type Tour, type TourEvent, tourAfter } from './tour.ts';

const KEYS = ['overview', 'worst', 'overdue', 'works'];
const DWELL = 10_000;
const T0 = 1_700_000_000_000;
/** No alarm holds the room. */
const FREE = { heldAtMs: null, heldAlarmId: null };

/** Plays events at times (seconds after T0) on a tour of four scenes of ten seconds. */
function played(...events: [number, TourEvent][]): Tour {
  const first = tourAfter(startTour(T0, DWELL), { type: 'scenes', keys: KEYS, dwellMs: DWELL }, T0);
  return events.reduce((tour, [second, event]) => tourAfter(tour, event, T0 + second * 1000), first);
}
const key = (tour: Tour, second: number) => tour.keys[sceneAt(tour, T0 + second * 1000)];

test('scenes follow one another and begin again', () => {
  const tour = played();
  expect([0, 9.9, 10, 25, 39, 40, 400].map((second) => key(tour, second))).toEqual([
    'overview',
    'overview',
    'worst',
    'overdue',
    'works',
    'overview',
    'overview',
  ]);
  expect(nextChange(tour, T0 + 12_000)).toBe(T0 + 20_000);
  expect(progressAt(tour, T0 + 12_500)).toBeCloseTo(0.25);
});

test('any input holds the scene for a minute, then the next one follows', () => {
  const tour = played([12, { type: 'input' }]);
  expect(key(tour, 71.9)).toBe('worst');
  expect(nextChange(tour, T0 + 30_000)).toBe(T0 + 12_000 + REST_MS);
  const after = tourAfter(tour, { type: 'tick' }, T0 + 72_001);
  expect([72.1, 81.9, 82.1].map((second) => key(after, second))).toEqual(['overdue', 'overdue', 'works']);
});

test('each further input starts the minute anew', () => {
  const tour = played([12, { type: 'input' }], [60, { type: 'input' }]);
  expect(key(tourAfter(tour, { type: 'tick' }, T0 + 100_000), 100)).toBe('worst');
});

test('a number shows its scene; said to pause, the tour waits without end, and goes on when told', () => {
  expect(key(played([3, { type: 'go', index: 2 }]), 3)).toBe('overdue');
  expect(key(played([3, { type: 'go', index: -1 }]), 3)).toBe('works');
  const paused = played([12, { type: 'pause' }], [20, { type: 'input' }]);
  expect(nextChange(paused, T0 + 20_000)).toBeNull();
  expect(key(paused, 5_000)).toBe('worst');
  expect(key(tourAfter(paused, { type: 'resume' }, T0 + 5_000_000), 5_000)).toBe('overdue');
});

test('an alarm stays until it is answered for; then the tour resumes where it was', () => {
  const alarmed = played([12, { type: 'alarms', ids: [7] }]);
  expect(shownAlarm(alarmed)).toBe(7);
  expect(nextChange(alarmed, T0 + 12_000)).toBeNull();
  expect(key(alarmed, 900)).toBe('worst');
  const after = tourAfter(alarmed, { type: 'alarms', ids: [] }, T0 + 900_000);
  expect(shownAlarm(after)).toBeNull();
  expect([900, 907.9, 908.1].map((second) => key(after, second))).toEqual(['worst', 'worst', 'overdue']);
});

test('alarms are shown in the order they came, whatever order they are listed in', () => {
  const both = played([1, { type: 'alarms', ids: [7] }], [2, { type: 'alarms', ids: [9, 7] }]);
  expect(shownAlarm(both)).toBe(7);
  expect(shownAlarm(tourAfter(both, { type: 'alarms', ids: [9] }, T0 + 3_000))).toBe(9);
});

test('a hold that ends while an alarm has the screen ends without moving the tour on', () => {
  const tour = played([12, { type: 'input' }], [20, { type: 'alarms', ids: [7] }], [200, { type: 'tick' }], [300, { type: 'alarms', ids: [] }]);
  expect(key(tour, 300)).toBe('overdue');
  expect(key(tour, 309.9)).toBe('overdue');
});

test('walls of one room change at the same instant, each through its own scenes', () => {
  const room = { epochMs: T0 - 3_000, dwellMs: DWELL, pausedAtMs: null, resumesAtMs: null, ...FREE };
  const one = played([4, { type: 'room', room }]);
  const other = tourAfter(startTour(T0 + 99, DWELL), { type: 'scenes', keys: ['overview', 'ranking'], dwellMs: DWELL }, T0 + 99);
  const two = tourAfter(other, { type: 'room', room }, T0 + 5_000);
  expect(nextChange(one, T0 + 5_000)).toBe(nextChange(two, T0 + 5_000));
  expect([5, 8].map((second) => [key(one, second), key(two, second)])).toEqual([
    ['overview', 'overview'],
    ['worst', 'ranking'],
  ]);
});

test('a wall of a room that was held by hand joins the others again', () => {
  const tour = played([0, { type: 'room', room: { epochMs: T0, dwellMs: DWELL, pausedAtMs: null, resumesAtMs: null, ...FREE } }], [12, { type: 'input' }]);
  expect(key(tour, 60)).toBe('worst');
  expect(key(tourAfter(tour, { type: 'tick' }, T0 + 95_000), 95)).toBe('worst');
  expect(key(tourAfter(tour, { type: 'tick' }, T0 + 75_000), 75)).toBe('works');
});

test('a word to the room ends what a hand holds at one of its walls', () => {
  const room = { epochMs: T0, dwellMs: DWELL, pausedAtMs: null, resumesAtMs: null, ...FREE };
  const held = played([0, { type: 'room', room }], [12, { type: 'input' }]);
  expect(key(held, 25)).toBe('worst');
  const told = tourAfter(held, { type: 'room', room: { ...room, epochMs: T0 - 10_000 } }, T0 + 25_000);
  expect([25, 30].map((second) => key(told, second))).toEqual(['works', 'overview']);
});

test('what the room holds, every wall holds, and goes on with it', () => {
  const room = { epochMs: T0, dwellMs: DWELL, pausedAtMs: T0 + 32_000, resumesAtMs: T0 + 92_000, ...FREE };
  const tour = played([33, { type: 'room', room }]);
  expect([33, 91.9, 92, 99.9, 100.1].map((second) => key(tour, second))).toEqual(['works', 'works', 'works', 'works', 'overview']);
  expect(nextChange(tour, T0 + 40_000)).toBe(T0 + 92_000);
  expect(nextChange(tour, T0 + 93_000)).toBe(T0 + 100_000);
  expect(nextChange(played([33, { type: 'room', room: { ...room, resumesAtMs: null } }]), T0 + 40_000)).toBeNull();
});

test('an alarm holds every wall of its room, whether it is shown there or not; the tour goes on where it was', () => {
  const room = { epochMs: T0, dwellMs: DWELL, pausedAtMs: null, resumesAtMs: null, ...FREE };
  const held = { ...room, heldAtMs: T0 + 12_000, heldAlarmId: 7 };
  const shows = played([0, { type: 'room', room }], [12, { type: 'alarms', ids: [9, 7] }], [12.5, { type: 'room', room: held }]);
  const elsewhere = played([0, { type: 'room', room }], [12.5, { type: 'room', room: held }]);
  expect([shownAlarm(shows), shownAlarm(elsewhere)]).toEqual([7, null]);
  expect([isHeldByAlarm(shows), isHeldByAlarm(elsewhere), isRunning(elsewhere, T0 + 20_000)]).toEqual([true, true, false]);
  for (const tour of [shows, elsewhere]) {
    expect([key(tour, 13), key(tour, 900), nextChange(tour, T0 + 900_000)]).toEqual(['worst', 'worst', null]);
    // Whatever a hand does meanwhile, the word of the room that it goes on counts for more.
    const touched = tourAfter(tour, { type: 'go', index: 3 }, T0 + 890_000);
    const after = tourAfter(
      tourAfter(touched, { type: 'alarms', ids: [] }, T0 + 900_000),
      { type: 'room', room: { ...room, epochMs: T0 + 888_000 } },
      T0 + 900_100,
    );
    expect([900.2, 907.9, 908.1].map((second) => key(after, second))).toEqual(['worst', 'worst', 'overdue']);
  }
});

test('new scenes leave the one on the screen where it is, with the time it had left', () => {
  const tour = played([12.5, { type: 'scenes', keys: ['overview', 'section', 'worst', 'ranking'], dwellMs: DWELL }]);
  expect([12.5, 19.9, 20.1].map((second) => key(tour, second))).toEqual(['worst', 'worst', 'ranking']);
  expect(key(played([12, { type: 'scenes', keys: ['ranking'], dwellMs: DWELL }]), 12)).toBe('ranking');
});

test('nothing new is the same object, so that nothing is drawn again', () => {
  const tour = played();
  for (const event of [
    { type: 'tick' },
    { type: 'scenes', keys: [...KEYS], dwellMs: DWELL },
    { type: 'alarms', ids: [] },
    { type: 'room', room: null },
    { type: 'resume' },
  ] as const)
    expect(tourAfter(tour, event, T0 + 1_000)).toBe(tour);
});

test('without scenes there is nothing to wait for', () => {
  const empty = startTour(T0, DWELL);
  expect(sceneAt(empty, T0)).toBe(0);
  expect(nextChange(empty, T0)).toBeNull();
  expect(tourAfter(empty, { type: 'go', index: 2 }, T0)).toBe(empty);
});
