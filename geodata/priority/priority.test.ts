import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costOfAlley, takeOffOf, type UnitCost } from './costs.ts';
import { CRITERIA, type CriterionCode, DEFAULT_WEIGHTS, PRIORITY_CRITERIA, WEIGHT_PRESETS, type Weights } from './criteria.ts';
import {
  conditionOf,
  defectSharesOf,
  needOfValue,
  needsOf,
  type RawValue,
  type RawValues,
  removableOf,
  scoreOf,
  shareOfWeights,
  voiceOf,
  vulnerableOf,
} from './score.ts';

const raw = fc.option(
  fc
    .tuple(fc.double({ min: 0, max: 600, noNaN: true }), fc.double({ min: 0, max: 600, noNaN: true }))
    .map(([a, b]): RawValue => ({ min: Math.min(a, b), max: Math.max(a, b) })),
);
const anyValues = fc.record(Object.fromEntries(CRITERIA.map((code) => [code, raw])) as Record<CriterionCode, typeof raw>);
const anyWeights = fc
  .record(Object.fromEntries(CRITERIA.map((code) => [code, fc.integer({ min: 0, max: 100 })])) as Record<CriterionCode, fc.Arbitrary<number>>)
  .filter((weights) => Object.values(weights).some((weight) => weight > 0)) as fc.Arbitrary<Weights>;
const criterion = (code: CriterionCode) => PRIORITY_CRITERIA.find((one) => one.code === code) as (typeof PRIORITY_CRITERIA)[number];

describe('the published model', () => {
  it('weighs 55 defects, 25 people, 15 voice and 5 timing; every preset adds up to 100', () => {
    const ofGroup = (group: string) => PRIORITY_CRITERIA.filter((one) => one.group === group).reduce((sum, { code }) => sum + DEFAULT_WEIGHTS[code], 0);
    expect(['defects', 'people', 'voice', 'timing'].map(ofGroup)).toEqual([55, 25, 15, 5]);
    for (const { weights } of WEIGHT_PRESETS) expect(Object.values(weights).reduce((sum, weight) => sum + weight, 0)).toBe(100);
    expect(PRIORITY_CRITERIA.map(({ code }) => code)).toEqual(CRITERIA);
  });

  it.each([
    ['voice', 1, 30],
    ['voice', 2, 45],
    ['voice', 9, 100],
    ['equity', 0, 100],
    ['equity', 1, 50],
    ['equity', 3, 0],
    ['households', 20, 0],
    ['households', 0, 0],
    ['households', 150, 50],
    ['households', 244.949, 62.5],
    ['households', 1900, 100],
  ] as const)('%s %d is a need of %d', (code, value, need) => expect(needOfValue(criterion(code), value)).toBeCloseTo(need, 2));
});

describe('a score', () => {
  it('is that of the alley alone, whoever else is in the list, and lies within its interval of 0-100', () => {
    fc.assert(
      fc.property(anyValues, fc.array(anyValues, { maxLength: 8 }), anyWeights, (own, others, weights) => {
        const shares = shareOfWeights(weights);
        const alone = scoreOf(needsOf(own as RawValues), shares);
        const together = [...others, own].map((values) => scoreOf(needsOf(values as RawValues), shares)).at(-1);
        expect(together).toEqual(alone);
        expect(alone.min).toBeLessThanOrEqual(alone.max + 1e-9);
        expect(alone.min).toBeGreaterThanOrEqual(0);
        expect(alone.max).toBeLessThanOrEqual(100 + 1e-6);
        expect(alone.completeness).toBeCloseTo(1 - (alone.max - alone.min) / 100, 6);
      }),
    );
  });

  it('does not rise when an even alley is split, nor does the need that both halves remove', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 40, max: 600 }),
        fc.integer({ min: 2, max: 900 }),
        fc.integer({ min: 0, max: 30 }),
        fc.double({ min: 0.2, max: 1, noNaN: true }),
        (lengthM, homes, reports, coverage) => {
          const scoreFor = (part: number) => {
            const issues = Array.from({ length: reports * part }, (_, key) => ({ key, ageDays: 40 }));
            const voice = voiceOf(issues, homes * 2 * part, coverage) as number;
            const none = Object.fromEntries(CRITERIA.map((code) => [code, null])) as unknown as Record<CriterionCode, RawValue | null>;
            return scoreOf(
              needsOf({ ...none, voice: { min: voice, max: voice }, households: { min: homes * part, max: homes * part } }),
              shareOfWeights(DEFAULT_WEIGHTS),
            );
          };
          const [whole, half] = [scoreFor(2), scoreFor(1)];
          expect(half.middle).toBeLessThanOrEqual(whole.middle + 1e-3);
          expect(2 * half.middle * lengthM).toBeLessThanOrEqual((whole.middle + 1e-3) * 2 * lengthM);
        },
      ),
    );
  });

  it('removes no more need when an alley is split, and none where nothing is wrong, however much speaks for the alley', () => {
    fc.assert(
      fc.property(anyValues, anyWeights, (values, weights) => {
        const shares = shareOfWeights(weights);
        const defects = defectSharesOf(shares);
        const removable = (some: RawValues): number => {
          const needs = needsOf(some);
          return removableOf(scoreOf(needs, shares).middle, conditionOf(needs, defects));
        };
        const own = values as RawValues;
        expect(removable(own)).toBeLessThanOrEqual(scoreOf(needsOf(own), shares).middle + 1e-9);
        const sound = Object.fromEntries(['road', 'water', 'light', 'line', 'scene'].map((code) => [code, { min: 0, max: 0 }]));
        expect(removable({ ...own, ...sound } as RawValues)).toBe(0);
        // Half of its homes and the same voice for each hundred of them: both halves together are worth no more.
        const halved = own.households === null ? null : { min: own.households.min / 2, max: own.households.max / 2 };
        expect(removable({ ...own, households: halved })).toBeLessThanOrEqual(removable(own) + 1e-9);
      }),
    );
  });

  it('removes need in the measure of the defects by their weights among themselves, and alike where none of them has one', () => {
    const at = (code: CriterionCode, need: number) => ({ [code]: { min: need, max: need } });
    const none = Object.fromEntries(CRITERIA.map((code) => [code, { min: 0, max: 0 }])) as Record<CriterionCode, RawValue>;
    const needs = needsOf({ ...none, ...at('road', 100), ...at('water', 50), ...at('vulnerable', 80), ...at('equity', 2) });
    const shares = shareOfWeights(DEFAULT_WEIGHTS);
    const score = scoreOf(needs, shares).middle;
    expect(score).toBeCloseTo(18 + 7 + 8);
    const condition = conditionOf(needs, defectSharesOf(shares));
    expect(condition).toBeCloseTo((100 * (18 + 7)) / 55);
    expect(removableOf(score, condition)).toBeCloseTo((33 * 25) / 55);
    const unweighted = defectSharesOf(shareOfWeights({ ...DEFAULT_WEIGHTS, road: 0, water: 0, light: 0, line: 0, scene: 0 }));
    expect(conditionOf(needs, unweighted)).toBeCloseTo(150 / 5);
  });

  it('of weights that vanish or are negative is refused', () => {
    const none = Object.fromEntries(CRITERIA.map((code) => [code, 0])) as Weights;
    expect(() => shareOfWeights(none)).toThrow(RangeError);
    expect(() => shareOfWeights({ ...none, road: 5, line: -1 })).toThrow(RangeError);
  });
});

describe('what residents report', () => {
  it('counts each thing once, halves in 180 days, and gains nothing by being loud or often visited', () => {
    expect(voiceOf([{ key: 1, ageDays: 0 }], 100, 1)).toBe(1);
    expect(
      voiceOf(
        Array.from({ length: 50 }, () => ({ key: 1, ageDays: 0 })),
        100,
        1,
      ),
    ).toBe(1);
    expect(voiceOf([{ key: 1, ageDays: 180 }], 100, 1)).toBeCloseTo(0.5);
    expect(voiceOf([{ key: 1, ageDays: 0 }], 100, 0.5)).toBe(2);
    expect(voiceOf([{ key: 1, ageDays: 0 }], 0, 1)).toBeNull();
  });
});

describe('costs', () => {
  const exact = (value: number): RawValue => ({ min: value, max: value });
  const lane = {
    lengthM: 100,
    widthM: 4,
    road: exact(50),
    water: exact(0),
    line: exact(0),
    scene: exact(0),
    darkM: exact(60),
    faultyLamps: 1,
    faultyDrains: 0,
  };
  const price = (workType: string, likely: number, shares: Record<string, number>): UnitCost => ({
    workType,
    unit: '',
    low: likely / 2,
    likely,
    high: likely * 2,
    shares,
  });

  it('follow from quantities, shared out over the sources to the last 分', () => {
    const takeOff = takeOffOf(lane) ?? [];
    expect(takeOff.map(({ workType, quantity }) => [workType, quantity.max])).toEqual([
      ['pavement_repair', 200],
      ['lamp_repair', 1],
      ['lamp_install', 2],
    ]);
    const prices = new Map(
      [
        price('pavement_repair', 333, { city: 1 / 3, district: 2 / 3 }),
        price('lamp_repair', 101, { district: 1 }),
        price('lamp_install', 700, { district: 1 }),
      ].map((one) => [one.workType, one]),
    );
    const cost = costOfAlley(takeOff, prices, ['city', 'district'], 'likely');
    expect(cost?.total).toBe(200 * 333 + 101 + 1400);
    expect(cost?.bySource).toEqual([22_200, 44_400 + 101 + 1400]);
    prices.delete('lamp_repair');
    expect(costOfAlley(takeOff, prices, ['city', 'district'], 'likely')).toBeNull();
  });

  it('of an alley whose width nobody measured are unknown, not nothing', () => expect(takeOffOf({ ...lane, widthM: null })).toBeNull());
});

it('what nobody has counted is an interval', () => {
  expect(vulnerableOf(true, null)).toEqual({ min: 40, max: 100 });
  expect(vulnerableOf(false, { min: 30, max: 30 })).toEqual({ min: 30, max: 30 });
});
