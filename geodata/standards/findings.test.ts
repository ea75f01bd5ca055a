import { describe, expect, it } from 'vitest';
import { amountOfFinds, findingsOf, type ListLine, valueOfFinds } from './findings.ts';

const line = (code: string, standard: ListLine['standard'], measure: string | null, unit: string | null = null): ListLine => ({
  code,
  standard,
  measure,
  points: measure ? null : 20,
  unit,
});
const LIST = [
  line('pci', 'road', 'pci'),
  line('ponding_points', 'water', 'ponding_points'),
  line('messy_cable', 'line', 'messy_cable'),
  line('damaged_share', 'road', 'damaged_share'),
  line('lux', 'light', 'lux'),
  line('wall', 'scene', null),
  line('rubbish', 'scene', null),
];
const of = (code: string) => LIST.find((one) => one.code === code) as ListLine;

describe('finds at single places', () => {
  it.each([
    ['ponding_points', [null, null, 3], 3],
    ['messy_cable', [12, 30.5, null], 42.5],
    ['lux', [2, 3, 5], 3.33],
    ['pci', [40, 60], 50],
    ['wall', [null], 1],
    ['damaged_share', [20, 30], null],
    ['lux', [null], null],
    ['wall', [], null],
  ] as const)('of %s %j amount to %s', (code, values, whole) => expect(valueOfFinds(of(code), values)).toBe(whole));
});

describe('finds of a check', () => {
  it.each([
    ['㎡', [4, 8.5], 12.5],
    ['㎡', [4, null], null],
    ['辆', [2, 1], 3],
    ['处', [null, null], 2],
    ['处', [], null],
    [null, [4], null],
  ] as const)('in %s %j amount to %s', (unit, values, whole) => expect(amountOfFinds(line('any', 'scene', null, unit), values)).toBe(whole));

  it('of a measure are no amount of a check', () => expect(amountOfFinds(of('messy_cable'), [4])).toBeNull());
});

describe('answers of a checklist', () => {
  it('are the findings of their own standard; a check that was not made stays open', () => {
    const answers = [
      { code: 'wall', value: 1 },
      { code: 'pci', value: 60 },
    ];
    expect(findingsOf(LIST, 'scene', answers)).toEqual({ measured: [], checked: [{ found: true, points: 20 }], unchecked: 20 });
    // How much it is informs, what is found costs.
    for (const [value, found] of [
      [37.5, true],
      [0, false],
    ] as const)
      expect(findingsOf(LIST, 'scene', [{ code: 'wall', value, unit: '㎡' }])).toEqual({ measured: [], checked: [{ found, points: 20 }], unchecked: 20 });
    expect(findingsOf(LIST, 'road', answers).measured.map(({ value }) => value)).toEqual([60]);
    expect(findingsOf(LIST, 'light', answers)).toEqual({ measured: [], checked: [], unchecked: 0 });
  });
});
