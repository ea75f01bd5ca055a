import { expect, test } from 'vitest';
import { slotOf, suggestedSlot } from './slots.ts';

test('a knock belongs to one of six times of the week', () => {
  expect(slotOf([5, 8])).toBe('weekday_morning');
  expect(slotOf([5, 9])).toBe('weekday_day');
  expect(slotOf([5, 18])).toBe('weekday_evening');
  expect(slotOf([6, 17])).toBe('weekend_day');
  expect(slotOf([7, 20])).toBe('weekend_evening');
});

test('an untried off-peak time is suggested, the likeliest first; then the least tried', () => {
  expect(suggestedSlot([[2, 10]], 'household')).toBe('weekday_evening');
  expect(
    suggestedSlot(
      [
        [2, 10],
        [2, 19],
      ],
      'household',
    ),
  ).toBe('weekend_day');
  const everyTime: [number, number][] = [1, 6].flatMap((day) => [8, 12, 19].map((hour): [number, number] => [day, hour]));
  expect(suggestedSlot([...everyTime, [1, 19]], 'household')).toBe('weekend_day');
});

test('whoever works in a firm, a school or a site is there on a working day', () => {
  for (const kind of ['enterprise', 'school', 'construction_site'] as const) expect(suggestedSlot([[2, 10]], kind)).toBe('weekday_day');
});
