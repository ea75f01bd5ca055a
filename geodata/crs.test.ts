import type { Polygon } from 'geojson';
import { expect, test } from 'vitest';
import { type Crs, isShiftedArea, parseCrs, suggestMetricSrid, toWgs84 } from './crs.ts';
import { checkDegrees, distanceM, sharedPoints } from './placement.ts';

function crs(text: string): Crs {
  const check = parseCrs(text);
  if (!check.valid) throw new Error(check.reason);
  return check.crs;
}
const reasonOf = (text: string): string => {
  const check = parseCrs(text);
  return check.valid ? '' : check.reason;
};

test.each([
  // What PostGIS 3.3 says: st_transform('SRID=4326;POINT(lon lat)', srid).
  ['EPSG:4547', [560_343.899, 3_721_801.678], [114.6503, 33.6209]],
  ['urn:ogc:def:crs:EPSG::4547', [560_343.899, 3_721_801.678], [114.6503, 33.6209]],
  ['EPSG:4549', [642_305.946, 3_458_379.299], [121.4937, 31.2385]],
  ['EPSG:4513', [25_500_000, 0], [75, 0]],
  ['EPSG:3826', [304_384.88, 2_768_953.875], [121.5389, 25.0277]],
  ['EPSG:26918', [325_283.927, 4_306_520.883], [-77.0145, 38.8902]],
  ['EPSG:3857', [12_762_979.995, 3_977_917.465], [114.6518, 33.6202]],
] as const)('%s is turned into degrees, easting first', (text, [x, y], [longitude, latitude]) => {
  const [lon = 0, lat = 0] = crs(text).toWgs84([x, y]);
  expect(distanceM([lon, lat], [longitude, latitude])).toBeLessThan(0.01);
});

test('GCJ-02 and BD-09 lie hundreds of metres off and come back; outside China they do nothing', () => {
  const place = [121.4737, 31.2304];
  const gcj02 = distanceM(place, crs('GCJ-02').toWgs84(place));
  expect(gcj02).toBeGreaterThan(300);
  expect(gcj02).toBeLessThan(700);
  expect(distanceM(place, crs('bd09').toWgs84(place))).toBeGreaterThan(700);
  expect(crs('gcj02').toWgs84([-77, 38.9])).toEqual([-77, 38.9]);
});

test('a whole polygon is converted, heights dropped, the original untouched', () => {
  const polygon: Polygon = {
    type: 'Polygon',
    coordinates: [
      [
        [121, 31, 5],
        [121.1, 31, 5],
        [121.1, 31.1, 5],
        [121, 31, 5],
      ],
    ],
  };
  const before = structuredClone(polygon);
  const converted = toWgs84(polygon, crs('gcj02'));
  expect(polygon).toEqual(before);
  expect(converted.coordinates[0]?.every((position) => position.length === 2)).toBe(true);
  expect(converted.coordinates[0]?.[0]).toEqual(converted.coordinates[0]?.[3]);
});

test('systems that need secret parameters, and unknown ones, are refused with what to write', () => {
  expect(reasonOf('EPSG:2437')).toContain('towgs84');
  expect(reasonOf('EPSG:9999')).toContain('+proj');
  expect(reasonOf('北京')).toContain('gcj02');
  expect(reasonOf('+proj=nonsense')).toContain('PROJ');
});

test('the metric zone that fits a city', () => {
  expect(
    [
      [114.65, 33.62],
      [117.56, 34.86],
      [121.48, 31.23],
      [121.54, 25.03],
      [-77.01, 38.89],
      [151.2, -33.9],
    ].map(suggestMetricSrid),
  ).toEqual([4547, 4548, 4549, 3826, 32618, 32756]);
});

test('only mainland China asks which system', () => {
  expect(
    [
      [121.48, 31.23],
      [121.54, 25.03],
      [-77.01, 38.89],
    ].map(isShiftedArea),
  ).toEqual([true, false, false]);
});

test('metres and swapped axes are told apart from degrees', () => {
  const point = (x: number, y: number) => ({ type: 'Point' as const, coordinates: [x, y] });
  expect(checkDegrees([point(114, 33)])).toEqual({ valid: true });
  expect(checkDegrees([point(33, 114)])).toMatchObject({ valid: false, reason: 'swapped' });
  expect(checkDegrees([point(114, 33), point(560_322, 3_721_476)])).toMatchObject({ valid: false, reason: 'not_degrees' });
  expect(checkDegrees([point(Number.POSITIVE_INFINITY, 0)])).toMatchObject({ valid: false });
});

test('points that many rows share are found with their rows; lines and nulls are not points', () => {
  const at = (x: number) => ({ type: 'Point' as const, coordinates: [x, 1] });
  expect(
    sharedPoints(
      [
        at(1),
        null,
        at(2),
        at(1),
        {
          type: 'LineString',
          coordinates: [
            [1, 1],
            [1, 1],
          ],
        },
      ],
      2,
    ),
  ).toEqual([{ position: [1, 1], rows: [0, 3] }]);
});
