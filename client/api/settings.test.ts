import { expect, test } from 'vitest';
import type { Campaign } from '#contract/coverage';
import { roundOnDay } from './settings.ts';

const round = (code: string, startsOn: string) => ({ code, startsOn }) as Campaign;
const rounds = [round('autumn', '2026-11-05'), round('again', '2026-10-20'), round('spring', '2026-05-01')];
const on = (day: string, code: string | null = null) => roundOnDay(rounds, day, code)?.code ?? null;

test('a past day is about the last round that had begun, or the one that is asked for if it had', () => {
  expect(on('2026-10-19')).toBe('spring');
  expect(on('2026-10-20')).toBe('again');
  expect(on('2026-11-22')).toBe('autumn');
  expect(on('2026-11-22', 'spring')).toBe('spring');
  expect(on('2026-10-19', 'autumn')).toBeNull();
  expect(on('2026-04-30')).toBeNull();
});
