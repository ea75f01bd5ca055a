import { describe, expect, it } from 'vitest';
import { inUnit, minorOf, moneyText } from './money-text.ts';

describe('money as it is typed', () => {
  it('is kept to the 分, whatever the unit', () => {
    expect(minorOf('8,863', 'wan')).toBe(8_863_000_000);
    expect(minorOf('0.000001', 'wan')).toBe(1);
    expect(minorOf('1234.56', 'yuan')).toBe(123_456);
    // 4.35 × 100 is 434.99999999999994 as a float.
    expect(minorOf('4.35', 'yuan')).toBe(435);
    expect(minorOf('1.10', 'yuan')).toBe(110);
  });

  it('is refused where it is finer than a 分, negative, too much or no number', () => {
    expect(['1.234', '-1', '', '12万', '1e5', '99999999999999'].map((text) => minorOf(text, 'yuan'))).toEqual([null, null, null, null, null, null]);
    expect(minorOf('0.0000001', 'wan')).toBeNull();
  });

  it('is the same money in the other unit', () => {
    expect(moneyText(12_345_678_900, 'wan')).toBe('12345.6789');
    expect(moneyText(5, 'yuan')).toBe('0.05');
    expect(inUnit('1.5', 'wan', 'yuan')).toBe('15000');
    expect(inUnit('15000.01', 'yuan', 'wan')).toBe('1.500001');
    expect(inUnit('abc', 'yuan', 'wan')).toBe('abc');
  });
});
