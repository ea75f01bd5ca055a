import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { needAt, needOf, onBasis, stateOf, UNKNOWN_NEED } from './need.ts';
import { FAILS_FROM, MEASURES, type Measure, STANDARDS } from './standards.ts';

const measure = (code: string): Measure => MEASURES.find((one) => one.code === code) as Measure;
const context = { lengthM: 200, targetLux: 5 };
const anyMeasure = fc.constantFrom(...MEASURES);
const anyValue = fc.double({ min: 0, max: 400, noNaN: true });

describe('published breakpoints', () => {
  it.each([
    ['pci', 85, 0],
    ['pci', 70, 25],
    ['pci', 55, 50],
    ['pci', 40, 75],
    ['pci', 25, 100],
    ['pci', 10, 100],
    ['lux', 0.75, 25],
    ['ponding_points', 1, 40],
    ['ponding_points', 2, 70],
    ['ponding_points', 5, 100],
    ['messy_cable', 0.5, 40],
    ['messy_cable', 0.25, 20],
    ['dark_share', 37, 37],
  ])('%s %d is a need of %d', (code, value, need) => {
    expect(needAt(measure(code).breakpoints, value)).toBeCloseTo(need, 9);
  });

  it('ascend, stay within 0-100, and each measure runs one way only', () => {
    for (const { breakpoints } of MEASURES) {
      const xs = breakpoints.map(([x]) => x);
      const needs = breakpoints.map(([, need]) => need);
      expect(xs).toEqual([...xs].sort((a, b) => a - b));
      expect(Math.min(...needs)).toBe(0);
      expect(Math.max(...needs)).toBe(100);
      expect([JSON.stringify([...needs].sort((a, b) => a - b)), JSON.stringify([...needs].sort((a, b) => b - a))]).toContain(JSON.stringify(needs));
    }
  });

  it('bound and order every need, and two values a hair apart have needs a hair apart', () => {
    fc.assert(
      fc.property(anyMeasure, anyValue, anyValue, ({ breakpoints }, a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        const [first, second] = [needAt(breakpoints, low), needAt(breakpoints, high)];
        const isRising = (breakpoints[0]?.[1] ?? 0) === 0;
        expect(first).toBeGreaterThanOrEqual(0);
        expect(first).toBeLessThanOrEqual(100);
        expect(isRising ? second >= first : second <= first).toBe(true);
        expect(Math.abs(needAt(breakpoints, low + 1e-7) - first)).toBeLessThan(1e-4);
      }),
    );
  });

  it('know nothing of other alleys: the need of one is the same whoever is asked about beside it', () => {
    fc.assert(
      fc.property(anyMeasure, anyValue, fc.array(anyValue, { maxLength: 20 }), (one, value, others) => {
        const alone = needOf(one.standard, { measured: [{ measure: one, value }], checked: [], unchecked: 0 }, context);
        for (const other of others) needOf(one.standard, { measured: [{ measure: one, value: other }], checked: [], unchecked: 0 }, context);
        expect(needOf(one.standard, { measured: [{ measure: one, value }], checked: [], unchecked: 0 }, context)).toEqual(alone);
      }),
    );
  });

  it('give both halves of an evenly bad alley the need of the whole', () => {
    const cable = measure('messy_cable');
    const whole = needAt(cable.breakpoints, onBasis(cable.basis, 60, { lengthM: 100, targetLux: 5 }));
    expect(needAt(cable.breakpoints, onBasis(cable.basis, 30, { lengthM: 50, targetLux: 5 }))).toBe(whole);
  });

  it('refuse to look up what is not a number', () => {
    expect(() => needAt(measure('pci').breakpoints, Number.NaN)).toThrow(RangeError);
  });
});

describe('what a survey says of a standard', () => {
  it('is nothing where nothing was measured or checked, and then the need may be anything', () => {
    expect(needOf('road', { measured: [], checked: [], unchecked: 40 }, context)).toBeNull();
    for (const standard of STANDARDS) expect(stateOf(standard, UNKNOWN_NEED)).toBe('unknown');
  });

  it('is the worst of what was measured, by length where the measure asks for it', () => {
    const measured = [
      { measure: measure('pci'), value: 70 },
      { measure: measure('damaged_share'), value: 15 },
    ];
    expect(needOf('road', { measured, checked: [{ found: false, points: 10 }], unchecked: 0 }, context)).toEqual({ min: 50, max: 50 });
    expect(needOf('water', { measured: [{ measure: measure('ponding_points'), value: 4 }], checked: [], unchecked: 0 }, context)).toEqual({ min: 70, max: 70 });
  });

  it('is an interval where points of the list were not checked', () => {
    const checked = [
      { found: true, points: 10 },
      { found: false, points: 10 },
    ];
    const need = needOf('scene', { measured: [], checked, unchecked: 60 }, context);
    expect(need).toEqual({ min: 10, max: 70 });
    expect(stateOf('scene', need ?? UNKNOWN_NEED)).toBe('unknown');
  });

  it('fails 景美 from the second of ten findings on, below 90 points', () => {
    const found = (count: number) => Array.from({ length: 8 }, (_, index) => ({ found: index < count, points: 10 }));
    const state = (count: number) => stateOf('scene', needOf('scene', { measured: [], checked: found(count), unchecked: 0 }, context) ?? UNKNOWN_NEED);
    expect([state(0), state(1), state(2), state(8)]).toEqual(['meets', 'meets', 'fails', 'fails']);
  });

  it.each(['road', 'light', 'water', 'line'] as const)('a bare finding on %s only says on which side of the threshold it lies', (standard) => {
    const say = (isFound: boolean) => needOf(standard, { measured: [], checked: [{ found: isFound, points: 10 }], unchecked: 0 }, context) ?? UNKNOWN_NEED;
    expect(say(true)).toEqual({ min: FAILS_FROM[standard], max: 100 });
    expect([stateOf(standard, say(true)), stateOf(standard, say(false))]).toEqual(['fails', 'meets']);
  });
});
