import { expect, it } from 'vitest';
import { isSame } from './same.ts';

it('two descriptions that were made from the same figures are the same', () => {
  const made = () => ({ kind: 'points', positions: Float64Array.of(114.5, 33.6), ids: [1, 2], nested: { note: null, at: ['a', { b: 1 }] } });
  expect(isSame(made(), made())).toBe(true);
});

it.each([
  ['another number in a typed array', Float64Array.of(1, 2), Float64Array.of(1, 3)],
  ['another kind of array', Float64Array.of(1, 2), Float32Array.of(1, 2)],
  ['a shorter list', [1, 2], [1]],
  ['another name', { a: 1 }, { b: 1 }],
  ['a name more', { a: 1 }, { a: 1, b: undefined }],
  ['nothing and an empty list', undefined, []],
  ['a value deep inside', { features: [{ properties: { step: 2 } }] }, { features: [{ properties: { step: 3 } }] }],
])('%s is another picture', (_, a, b) => {
  expect(isSame(a, b)).toBe(false);
});
