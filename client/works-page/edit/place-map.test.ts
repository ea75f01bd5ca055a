import { describe, expect, it } from 'vitest';
import type { AlleyDetail } from '#contract/alleys';
import type { MapHit } from '../../map/map-context.ts';
import { isOnAlley } from './place-map.ts';

const METRE = 1 / 111_195;
// South to north along the zero meridian, 100 m.
const alley = {
  id: 7,
  geometry: {
    type: 'MultiLineString',
    coordinates: [
      [
        [0, 0],
        [0, 100 * METRE],
      ],
    ],
  },
} as unknown as AlleyDetail;
const hit = (id: number, east: number, north: number): MapHit => ({ kind: 'alley', id, lngLat: [east * METRE, north * METRE] });

describe('a click while the stretch of an alley is laid', () => {
  it('at a junction is for the alley that was taken, though another one was hit', () => {
    expect(isOnAlley(alley, hit(8, 0, 60))).toBe(true);
    expect(isOnAlley(alley, hit(8, 4, 60))).toBe(true);
    expect(isOnAlley(alley, hit(7, 30, 60))).toBe(true);
  });

  it('on another alley away from the line takes that one', () => {
    expect(isOnAlley(alley, hit(8, 12, 60))).toBe(false);
    expect(isOnAlley(alley, hit(8, 0, 120))).toBe(false);
  });

  it('beside every alley goes to the nearest place on the line', () => {
    expect(isOnAlley(alley, { kind: 'ground', lngLat: [40 * METRE, 20 * METRE] })).toBe(true);
  });
});
