import { expect, test } from 'vitest';
import type { Campaign } from '#contract/coverage';
import { roundOnDay } from './settings.ts';

const round = (code: string, startsOn: string, kind: Campaign['kind'] = 'round') => ({ code, startsOn, kind }) as Campaign;
const rounds = [round('autumn', '2026-11-05'), round('recheck', '2026-10-04', 'recheck'), round('spring', '2026-05-07')];
const on = (day: string, code: string | null = null) => roundOnDay(rounds, day, code)?.code ?? null;

test('a past day is about the last round that had begun, a recheck aside, or the one that is asked for if it had', () => {
  expect(on('2026-05-06')).toBeNull();
  expect(on('2026-05-07')).toBe('spring');
  expect(on('2026-10-15')).toBe('spring');
  expect(on('2026-11-05')).toBe('autumn');
  expect(on('2026-10-15', 'recheck')).toBe('recheck');
  expect(on('2026-10-15', 'autumn')).toBeNull();
});
