import { describe, expect, it } from 'vitest';
import { amountFault, readAmount } from './amount.ts';

const measured = (measure: string) => ({ kind: 'measure' as const, measure, unit: null });
const checked = (unit: string | null) => ({ kind: 'check' as const, measure: null, unit });

describe('a value as it is typed', () => {
  it.each([
    ['2.5', 2.5],
    ['2,5', 2.5],
    ['2，5', 2.5],
    [' ２．５ ', 2.5],
    ['2。5', 2.5],
    ['.5', 0.5],
    ['5.', 5],
    ['-3', -3],
    ['0', 0],
  ])('%j is %d', (text, value) => expect(readAmount(text)).toBe(value));

  it('is nothing where nothing was typed, and no number where it may mean two', () => {
    expect(readAmount(' ')).toBeNull();
    for (const text of ['abc', '1,000', '1.2.3', '3 4', '1e3', '12%', '-']) expect(readAmount(text), text).toBeNaN();
  });

  it('has to be a value of its measure', () => {
    expect(amountFault(measured('pci'), '100')).toBeNull();
    expect(amountFault(measured('pci'), '101')).toEqual({ kind: 'most', most: 100 });
    expect(amountFault(measured('damaged_share'), '-4')).toEqual({ kind: 'negative' });
    expect(amountFault(measured('lux'), 'dim')).toEqual({ kind: 'unclear' });
    expect(amountFault(measured('lux'), '1000001')).toEqual({ kind: 'most', most: 1_000_000 });
    expect(amountFault(measured('ponding_points'), '2,5')).toEqual({ kind: 'whole' });
    expect(amountFault(measured('messy_cable'), '')).toBeNull();
    expect(amountFault(measured('messy_cable'), '0')).toBeNull();
  });

  it('says of a check how much was found: something, and of what is counted a whole number', () => {
    expect(amountFault(checked('㎡'), '12,5')).toBeNull();
    expect(amountFault(checked('辆'), '1.5')).toEqual({ kind: 'whole' });
    expect(amountFault(checked('㎡'), '-1')).toEqual({ kind: 'negative' });
    // Found, and none of it: one of the two is wrong.
    expect(amountFault(checked('㎡'), '0')).toEqual({ kind: 'zero' });
    expect(amountFault(checked(null), 'x')).toBeNull();
  });
});
