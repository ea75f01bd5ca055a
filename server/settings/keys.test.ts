import { expect, test } from 'vitest';
import { generateDistrict } from '../../geodata/demo/generate.ts';
import { RECIPES } from '../imports/recipes/index.ts';
import { SETTING_DEFAULTS, SETTING_KEYS, type SettingKey } from './keys.ts';

const wrong = (values: Record<string, unknown>): string[] =>
  Object.entries(values)
    .filter(([key, value]) => !SETTING_KEYS[key as SettingKey]?.safeParse(value).success)
    .map(([key]) => key);

test('every default is a value its key takes', () => {
  expect(wrong(SETTING_DEFAULTS)).toEqual([]);
});

test('the demo district sets only keys that are known, to values they take', () => {
  expect(wrong(generateDistrict({ seed: 1, size: 'S', now: new Date('2026-11-20T02:00:00Z') }).settings)).toEqual([]);
});

test('so does every recipe', () => {
  for (const { steps } of RECIPES)
    for (const { request, rows = [] } of steps)
      if (request.kind === 'settings') expect(wrong(Object.fromEntries(rows.map(({ key, value }) => [key, value])))).toEqual([]);
});

test('time zones, thresholds and days that do not exist are not taken', () => {
  expect(wrong({ time_zone: 'Mars/Olympus', coverage_breaks: [2, 3, 4, 5, 6, 7], centre: [33.6, 114.6], level_labels: [] })).toHaveLength(4);
  expect(wrong({ working_calendar: { ...SETTING_DEFAULTS.working_calendar, holidays: ['2026-02-30'] } })).toEqual(['working_calendar']);
});
