import type { Position } from 'geojson';
import { describe, expect, test } from 'vitest';
import { checkPolygon, POLYGON_FAULTS } from './checks.ts';

const ring: Position[] = [
  [114, 33],
  [115, 33],
  [115, 34],
  [114, 34],
  [114, 33],
];
const hole: Position[] = [
  [114.2, 33.2],
  [114.2, 33.4],
  [114.4, 33.4],
  [114.4, 33.2],
  [114.2, 33.2],
];
const bowTie: Position[] = [
  [0, 0],
  [1, 1],
  [1, 0],
  [0, 1],
  [0, 0],
];
/** A star of many points: no side crosses another. */
const star = (points: number): Position[] => {
  const open = Array.from({ length: points }, (_, index): Position => {
    const radius = index % 2 === 0 ? 1 : 0.5;
    return [radius * Math.cos((index * 2 * Math.PI) / points), radius * Math.sin((index * 2 * Math.PI) / points)];
  });
  return [...open, open[0] as Position];
};

describe('checkPolygon', () => {
  test('takes polygons with holes and multipolygons', () => {
    expect(checkPolygon({ type: 'Polygon', coordinates: [ring, hole] })).toEqual({ valid: true });
    expect(checkPolygon({ type: 'MultiPolygon', coordinates: [[ring], [hole]] })).toEqual({ valid: true });
    expect(checkPolygon({ type: 'Polygon', coordinates: [star(9_998)] })).toEqual({ valid: true });
  });

  test('a ring that touches itself is left to PostGIS', () => {
    const touching: Position[] = [
      [0, 0],
      [2, 0],
      [2, 2],
      [1, 0],
      [0, 2],
      [0, 0],
    ];
    expect(checkPolygon({ type: 'Polygon', coordinates: [touching] }).valid).toBe(true);
  });

  test.each([
    ['empty', { type: 'Polygon', coordinates: [] }, '/coordinates'],
    ['empty', { type: 'MultiPolygon', coordinates: [[ring], []] }, '/coordinates'],
    ['tooManyVertices', { type: 'Polygon', coordinates: [star(10_001)] }, '/coordinates'],
    ['outOfRange', { type: 'Polygon', coordinates: [ring, [[114.2, 133.2], ...hole.slice(1)]] }, '/coordinates/1/0'],
    ['ringTooShort', { type: 'MultiPolygon', coordinates: [[ring], [ring.slice(0, 3)]] }, '/coordinates/1/0'],
    ['ringNotClosed', { type: 'Polygon', coordinates: [ring.slice(0, 4)] }, '/coordinates/0'],
    ['selfCrossing', { type: 'Polygon', coordinates: [ring, bowTie] }, '/coordinates/1'],
  ] as const)('refuses %s', (fault, geometry, pointer) => {
    const check = checkPolygon(geometry as Parameters<typeof checkPolygon>[0]);
    expect(check).toMatchObject({ valid: false, reason: POLYGON_FAULTS[fault], pointer });
  });

  test('says where a ring crosses itself', () => {
    expect(checkPolygon({ type: 'Polygon', coordinates: [bowTie] })).toMatchObject({ place: [0.5, 0.5] });
  });
});
