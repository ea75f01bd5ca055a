import { describe, expect, test } from 'vitest';
import { selfCrossing } from '../checks.ts';
import { HUNDREDTH, largeAlleys, largeBuildings, largeGrids, largeHouseholds, planLargeCity } from './large.ts';
import type { DemoGrid, Position, Ring } from './types.ts';

const city = planLargeCity(HUNDREDTH);
const grids = largeGrids(city);
const ringOf = (grid: DemoGrid): Ring => grid.polygons[0]?.[0] as Ring;
const sides = (ring: Ring): string[] => ring.slice(1).map((end, index) => `${(ring[index] as Position).join()} ${end.join()}`);
const turned = (side: string): string => side.split(' ').reverse().join(' ');
const area = (ring: Ring): number =>
  ring.slice(1).reduce((sum, [x, y], index) => sum + (ring[index] as Position)[0] * y - x * (ring[index] as Position)[1], 0) / 2;

describe('the large city', () => {
  test('has five levels, and every grid below the first lies in its parent by path', () => {
    expect([1, 2, 3, 4, 5].map((level) => grids.filter((grid) => grid.level === level).length)).toEqual([1, 2, 4, 16, 80]);
    for (const grid of grids.slice(1)) expect(grid.path).toBe(`${grids[(grid.parentId ?? 0) - 1]?.path}/${grid.code}`);
  });

  test('borders are shared to the last bit: the sides inside a parent cancel out, and what is left is the parent', () => {
    for (const parent of grids.filter(({ level }) => level < 5)) {
      const inside = grids.filter(({ parentId }) => parentId === parent.id).flatMap((child) => sides(ringOf(child)));
      const all = new Set(inside);
      expect(inside.filter((side) => !all.has(turned(side))).sort()).toEqual(sides(ringOf(parent)).sort());
    }
  });

  test('rings are counter-clockwise and do not cross themselves', () => {
    for (const grid of grids) {
      expect(area(ringOf(grid))).toBeGreaterThan(0);
      expect(selfCrossing(ringOf(grid))).toBeNull();
    }
  });

  test('households are as many as asked for, in their buildings, the same however the cells are divided', () => {
    const whole = largeHouseholds(city, 0, city.cells);
    expect(whole.count).toBe(HUNDREDTH.households);
    const half = largeHouseholds(city, 40, city.cells);
    expect(half.longitude).toEqual(whole.longitude.subarray(half.firstId - 1));
    expect(half.state).toEqual(whole.state.subarray(half.firstId - 1));
    const buildings = Array.from({ length: city.cells }, (_, cell) => largeBuildings(city, cell)).flat();
    expect(buildings.map(({ id }) => id)).toEqual(buildings.map((_, index) => index + 1));
    for (const { id, firstHousehold, households } of buildings)
      for (let household = firstHousehold; household < firstHousehold + households; household++) expect(whole.buildingId[household - 1]).toBe(id);
  });

  test('alleys have a code each and bend', () => {
    const alleys = largeAlleys(city);
    expect(new Set(alleys.map(({ code }) => code)).size).toBe(HUNDREDTH.alleysPerDistrict);
    for (const { line } of alleys) expect(line.length).toBeGreaterThanOrEqual(3);
  });
});
