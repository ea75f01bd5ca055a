import { expect, test } from 'vitest';
import { changesOf } from './sides.ts';

test('in, out, moved and the same; what is in neither is not told', () => {
  const other = {
    year: new Map([
      [1, 2027],
      [2, 2027],
      [3, 2028],
    ]),
  };
  const own = {
    year: new Map([
      [2, 2027],
      [3, 2027],
      [4, 2029],
    ]),
  };
  expect(new Map([...changesOf(other, own)].sort())).toEqual(
    new Map([
      [1, 'out'],
      [2, 'same'],
      [3, 'moved'],
      [4, 'in'],
    ]),
  );
});
