import { describe, expect, it } from 'vitest';
import { circleOf } from './draft.ts';
import { shapePolygon } from './shape.ts';

describe('a ring drawn as a circle', () => {
  it('gives back its centre and radius', () => {
    const [ring = []] = shapePolygon({ kind: 'circle', centre: [114.65, 33.62], radiusM: 250 }).coordinates;
    const { centre, radiusM } = circleOf(ring);
    expect(centre[0]).toBeCloseTo(114.65, 5);
    expect(centre[1]).toBeCloseTo(33.62, 5);
    expect(Math.abs(radiusM - 250)).toBeLessThan(0.5);
  });
});
