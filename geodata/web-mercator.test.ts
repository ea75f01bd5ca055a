import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cellNumber, cellRange, latitudeOf, longitudeOf, MAX_LATITUDE, WORLD_UNITS, worldX, worldY } from './web-mercator.ts';

test('the middle of the map is where equator and meridian cross', () => {
  expect([worldX(0), worldY(0)]).toEqual([WORLD_UNITS / 2, WORLD_UNITS / 2]);
});

test('the corners of the world are its last units, never one beyond', () => {
  expect([worldX(-180), worldX(180)]).toEqual([0, WORLD_UNITS - 1]);
  expect([worldY(90), worldY(-90)]).toEqual([0, WORLD_UNITS - 1]);
  expect(worldY(MAX_LATITUDE)).toBeLessThan(2);
});

test('there and back again loses less than a centimetre', () => {
  const degrees = 360 / WORLD_UNITS;
  fc.assert(
    fc.property(fc.double({ min: -179, max: 179, noNaN: true }), fc.double({ min: -84, max: 84, noNaN: true }), (longitude, latitude) => {
      expect(Math.abs(longitudeOf(worldX(longitude)) - longitude)).toBeLessThan(degrees);
      expect(Math.abs(latitudeOf(worldY(latitude)) - latitude)).toBeLessThan(degrees);
    }),
  );
});

test('the cells of a tile are the run of numbers that cellRange tells, and nobody else has them', () => {
  const unit = fc.integer({ min: 0, max: WORLD_UNITS - 1 });
  fc.assert(
    fc.property(unit, unit, fc.integer({ min: 0, max: 16 }), unit, unit, (x, y, z, otherX, otherY) => {
      const column = (of: number) => Math.floor(of / 2 ** (32 - z));
      const [first, end] = cellRange(z, column(x), column(y));
      const isIn = (number: number) => number >= first && number < end;
      expect(isIn(cellNumber(x, y))).toBe(true);
      expect(isIn(cellNumber(otherX, otherY))).toBe(column(x) === column(otherX) && column(y) === column(otherY));
    }),
  );
});
