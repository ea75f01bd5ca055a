import { describe, expect, it } from 'vitest';
import { pathOf, placeAlong, placeOn, planOf } from './line-plan.ts';

/** 200 m to the east, then 100 m to the north, at Zhoukou. */
const EAST = 200 / (111_320 * Math.cos((33.62 * Math.PI) / 180));
const NORTH = 100 / 111_320;
const LANE = [
  [
    [114.65, 33.62],
    [114.65 + EAST, 33.62],
    [114.65 + EAST, 33.62 + NORTH],
  ],
];
const SIZE = { width: 328, least: 160, most: 320, margin: 24 };

describe('the plan of a lane', () => {
  it('fits the lane into its width, north up, and finds the way back', () => {
    const plan = planOf(LANE, SIZE);
    const [x, y] = plan.toScreen(LANE[0]?.[0] ?? []);
    expect([x, y]).toEqual([expect.closeTo(24, 1), expect.closeTo(plan.height - 24, 0)]);
    expect(plan.scale).toBeCloseTo(280 / 200, 2);
    const [lon, lat] = plan.toGround(x, y);
    expect(lon).toBeCloseTo(114.65, 9);
    expect(lat).toBeCloseTo(33.62, 9);
    expect(pathOf(plan, LANE)).toMatch(/^M24\.0 .*L304\.0 .*L304\.0 /);
  });

  it('of a straight lane is no thinner than a thumb, of a long one no higher than the screen allows', () => {
    const flat = planOf(
      [
        [
          [114, 33],
          [114.002, 33],
        ],
      ],
      SIZE,
    );
    expect(flat.height).toBe(160);
    const high = planOf(
      [
        [
          [114, 33],
          [114, 33.004],
        ],
      ],
      SIZE,
    );
    expect(high.height).toBe(320);
  });
});

describe('a place on a lane', () => {
  it('is the nearest on the line, with its distance along and aside', () => {
    const place = placeOn(LANE, [114.65 + EAST / 2, 33.62 + NORTH / 10]);
    expect(place.position[1]).toBeCloseTo(33.62, 6);
    expect(place.alongM).toBeCloseTo(100, 0);
    expect(place.offM).toBeCloseTo(10, 0);
  });

  it('is found again by its metres, over corners and gaps, and never beyond the ends', () => {
    const parts = [
      ...LANE,
      [
        [114.66, 33.62],
        [114.66 + EAST, 33.62],
      ],
    ];
    for (const metres of [0, 1, 199.5, 200, 250, 299, 305, 480])
      expect(placeOn(parts, placeAlong(parts, metres)).alongM, String(metres)).toBeCloseTo(metres, 1);
    expect(placeAlong(parts, -5)).toEqual(placeAlong(parts, 0));
    expect(placeAlong(parts, 900)).toEqual([expect.closeTo(114.66 + EAST, 6), 33.62]);
  });
});
