import { expect, it } from 'vitest';
import { generateDistrict } from './generate.ts';
import { buildResidents } from './residents.ts';

it('residents are counted by building, most of them, the old more in old houses; the same for the same seed', () => {
  const demo = generateDistrict({ seed: 411_600, size: 'S', now: new Date('2026-11-20T02:00:00Z') });
  const counts = buildResidents(demo);
  expect(buildResidents(demo)).toEqual(counts);
  const inhabited = new Set(demo.households.buildingId.filter((id, row) => id !== 0 && demo.households.kind[row] === 0));
  expect(counts.every(({ buildingId }) => inhabited.has(buildingId))).toBe(true);
  expect(counts.length / inhabited.size).toBeGreaterThan(0.85);
  expect(counts.length).toBeLessThan(inhabited.size);
  const yearOf = new Map(demo.buildings.map(({ id, builtYear }) => [id, builtYear]));
  const shareOf = (isOld: boolean): number => {
    const some = counts.filter(({ buildingId }) => (yearOf.get(buildingId) ?? 0) < 2000 === isOld);
    return some.reduce((sum, { aged60 }) => sum + aged60, 0) / some.reduce((sum, { residents }) => sum + residents, 0);
  };
  expect(shareOf(true)).toBeGreaterThan(shareOf(false));
  for (const { residents, aged60 } of counts) expect(aged60 <= residents && aged60 >= 0).toBe(true);
});
