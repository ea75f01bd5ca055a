import { expect, test } from 'vitest';
import { numericDigits } from './numeric.ts';

test.each([
  ['0', { digits: [], weight: 0, negative: false, scale: 0 }],
  ['-0.00', { digits: [], weight: 0, negative: false, scale: 2 }],
  ['12345.6789', { digits: [1, 2345, 6789], weight: 1, negative: false, scale: 4 }],
  ['-0.0001', { digits: [1], weight: -1, negative: true, scale: 4 }],
  ['10000', { digits: [1], weight: 1, negative: false, scale: 0 }],
  ['1e-7', { digits: [10], weight: -2, negative: false, scale: 7 }],
  ['2.5e3', { digits: [2500], weight: 0, negative: false, scale: 0 }],
])('%s', (text, expected) => {
  expect(numericDigits(text)).toEqual(expected);
});

test.each(['', '.', 'NaN', '1,5', 'Infinity', '12a'])('“%s” is not a decimal number', (text) => {
  expect(() => numericDigits(text)).toThrow(RangeError);
});
