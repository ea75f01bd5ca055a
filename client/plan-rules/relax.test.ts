import { expect, test } from 'vitest';
import { readPlanState } from '../plan-page/desk-state.ts';
import { floorByRule, relaxed } from './relax.ts';

const START = 2027;
const place = { year: null, source: null, grid: null, gridName: null, alleyIds: [] };
const subdistrict = (code: string, households: number) => ({
  ...{ code, name: code, households, alleys: 0, spentMinor: 0, minorPerHousehold: null, valueBefore: 0, valueRemoved: 0 },
  ...{ nextValuePer10k: null, elderlyShare: null, isFloorReduced: false },
});
const context = (search: string) => {
  const state = readPlanState(search);
  return { state, budget: state.budget, startYear: START, subdistricts: [subdistrict('west', 300), subdistrict('east', 100)] };
};

test('a budget grows in its year alone, and never to less than is needed', () => {
  const change = relaxed(context('?years=2&budget=city:100,district:40'), [
    { ...place, kind: 'budget', year: START + 1, source: 'city', unit: 'minor', from: 100_000_000, to: 112_345_678, amount: 12_345_678 },
  ]);
  expect(change.budget).toEqual({ city: [100, 112.35], district: [40] });
});

test('a floor falls for its subdistrict alone; what the rule asks beside it stays', () => {
  const given = context('?budget=any:200&floor=0.5&least=4');
  expect(floorByRule('west', given)).toBe(75);
  const cost = relaxed(given, [{ ...place, kind: 'floor-cost', grid: 'west', gridName: '西', unit: 'minor', from: 75e6, to: 61_239_999, amount: 13_760_001 }]);
  expect(cost.floors).toEqual([{ grid: 'west', least: 61.23, count: 4 }]);
  const count = relaxed(given, [{ ...place, kind: 'floor-count', grid: 'east', gridName: '东', unit: 'alleys', from: 4, to: 3, amount: 1 }]);
  expect(count.floors).toEqual([{ grid: 'east', least: 25, count: 3 }]);
});

test('a lock is let go, the others stay', () => {
  const change = relaxed(context('?lock=in:1:a&lock=in:2:b'), [{ ...place, kind: 'lock', alleyIds: [1], unit: 'alleys', from: 1, to: 0, amount: 1 }]);
  expect(change.locks).toEqual([{ alleyId: 2, kind: 'in', reason: 'b' }]);
});
