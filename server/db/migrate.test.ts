import { expect, test } from 'vitest';
import { nextMigration, readMigrations } from './migrate.ts';

const first = { name: '0001_a.sql', sql: '', hash: 'a' };
const second = { name: '0002_b.sql', sql: '', hash: 'b' };

test('the next migration is the first one the schema lacks', () => {
  expect(nextMigration([], [first, second], 'district')).toBe(first);
  expect(nextMigration([first], [first, second], 'district')).toBe(second);
  expect(nextMigration([first, second], [first, second], 'district')).toBeNull();
});

test('a schema newer than the program is refused with the remedy', () => {
  expect(() => nextMigration([first, second], [first], 'district')).toThrow(
    'The schema “district” is newer than this program (it has 0002_b.sql). Start the newer version',
  );
});

test('a migration that was edited after it was applied is refused', () => {
  expect(() => nextMigration([{ ...first, hash: 'other' }], [first], 'district')).toThrow('0001_a.sql was changed after the schema “district” had it.');
});

test('migrations are numbered, and no number is given twice: numbers may be left out, for rooms are written side by side', () => {
  const numbers = readMigrations().map(({ name }) => name.slice(0, 4));
  for (const number of numbers) expect(number).toMatch(/^\d{4}$/);
  expect([...new Set(numbers)].sort()).toEqual(numbers);
});
