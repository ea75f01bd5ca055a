import { distance } from '@turf/turf';
import { describe, expect, it } from 'vitest';
import { closedRing, decodeShape, encodeShape, shapeBounds, shapeCorners, shapePolygon } from './shape.ts';

const ring = closedRing([
  [114.65, 33.62],
  [114.6600004, 33.62],
  [114.66, 33.63],
]);

describe('a drawn shape in the URL', () => {
  it('comes back as the very polygon that was asked about', () => {
    const shape = { kind: 'polygon' as const, rings: [ring] };
    expect(decodeShape(encodeShape(shape))).toEqual(shape);
  });

  it('keeps holes', () => {
    const hole = closedRing([
      [114.652, 33.621],
      [114.653, 33.621],
      [114.653, 33.622],
    ]);
    const back = decodeShape(encodeShape({ kind: 'polygon', rings: [ring, hole] }));
    expect(back).toEqual({ kind: 'polygon', rings: [ring, hole] });
  });

  it('keeps a circle as centre and radius', () => {
    expect(decodeShape('c114.65,33.62,250')).toEqual({ kind: 'circle', centre: [114.65, 33.62], radiusM: 250 });
  });

  it.each(['', 'x1,2', 'p114.6,33.6~114.7,33.6', 'p1,2~3,4~5,abc', 'p1,2~3,4~500,6', 'c114.6,33.6', 'c114.6,33.6,999999', 'c114.6,33.6,0'])(
    'refuses %j, a link that was cut or made up',
    (text) => expect(decodeShape(text)).toBeNull(),
  );
});

describe('the polygon of a shape', () => {
  it('draws a circle whose every corner is its radius away from the centre', () => {
    const polygon = shapePolygon({ kind: 'circle', centre: [114.65, 33.62], radiusM: 300 });
    const radii = (polygon.coordinates[0] ?? []).map((position) => distance([114.65, 33.62], position, { units: 'meters' }));
    expect(radii.length).toBeGreaterThan(60);
    for (const radius of radii) expect(Math.abs(radius - 300)).toBeLessThan(0.3);
  });

  it('is closed, and its corners are listed once', () => {
    expect(ring[0]).toEqual(ring[3]);
    expect(shapeCorners({ kind: 'polygon', rings: [ring] })).toHaveLength(3);
    expect(shapeBounds({ kind: 'polygon', rings: [ring] })).toEqual([114.65, 33.62, 114.66, 33.63]);
  });
});
