import { expect, test } from 'vitest';
import { ServerClock } from './server-clock.ts';

const T0 = 1_700_000_000_000;

test('a word that came late does not turn the clock back', () => {
  const clock = new ServerClock();
  expect(clock.heard(T0, T0 + 4_000)).toBe(-4_000);
  expect(clock.heard(T0 + 15_000, T0 + 15_020)).toBe(-20);
  expect(clock.heard(T0 + 30_000, T0 + 33_900)).toBe(-20);
});

test('two pages that are busy at different times agree', () => {
  const delays = [
    [3_900, 12, 260, 67],
    [15, 4_500, 3_400, 30],
  ];
  const [one, other] = delays.map((page) => {
    const clock = new ServerClock();
    return page.map((delay, beat) => clock.heard(T0 + beat * 15_000 + 500, T0 + beat * 15_000 + delay)).at(-1) ?? Number.NaN;
  });
  expect(Math.abs((one ?? Number.NaN) - (other ?? Number.NaN))).toBeLessThanOrEqual(3);
});

test('a clock that is put right is followed within two minutes', () => {
  const clock = new ServerClock();
  clock.heard(T0, T0);
  const later = Array.from({ length: 8 }, (_, beat) => clock.heard(T0 + (beat + 1) * 15_000, T0 + (beat + 1) * 15_000 + 60_000));
  expect(later[0]).toBe(0);
  expect(later.at(-1)).toBe(-60_000);
});
