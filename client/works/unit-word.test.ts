import { expect, it } from 'vitest';
import { WORK_TYPES } from '#geodata/standards/work-types';
import { unitWord } from './unit-word.ts';

it('has an English word for every unit of the catalogue, and leaves Chinese ones alone', () => {
  const units = [...new Set(WORK_TYPES.map(({ unit }) => unit))];
  expect(units).toContain('盏');
  expect(units.filter((unit) => /\p{Script=Han}/u.test(unitWord(unit, 'en')))).toEqual([]);
  expect(units.map((unit) => unitWord(unit, 'zh-CN'))).toEqual(units);
});
