import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distance_m, type Metres, planeAt } from './plane.ts';
import type { StreetLine } from './street-segments.ts';
import { type Leg, walkingRoute } from './walking-route.ts';

const street = (...points: Metres[]): StreetLine => ({ points, width_m: 6 });
function walk(start: Metres, stops: readonly Metres[], lines: readonly StreetLine[], shores: readonly (readonly Metres[])[] = []): Leg[] {
  const steps = walkingRoute(start, stops, lines, shores);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
const lengthOf = (way: readonly Metres[]) => way.slice(1).reduce((sum, point, index) => sum + distance_m(way[index] as Metres, point), 0);
const legTo = (legs: readonly Leg[], stop: number) => legs.find((leg) => leg.stop === stop) as Leg;

/** Two streets along the banks of a river 60 m wide, joined by one bridge 500 m to the east. */
const river = [street([0, 0], [500, 0]), street([0, 60], [500, 60]), street([500, 0], [500, 60])];

describe('a walk along streets', () => {
  it('goes round by the bridge, so doors across the river are no neighbours', () => {
    // Straight across it is 76 m from stop 0 to stop 2, and 100 m to stop 1 beside it.
    const stops: Metres[] = [
      [100, -8],
      [200, -8],
      [100, 68],
      [200, 68],
    ];
    const legs = walk([0, -8], stops, river);
    expect(legs.map(({ stop }) => stop)).toEqual([0, 1, 3, 2]);
    expect(legs.every(({ along }) => along === 'streets')).toBe(true);
    expect(legTo(legs, 3).length_m).toBeCloseTo(8 + 300 + 60 + 300 + 8, 6);
    expect(legTo(legs, 3).way).toEqual([
      [200, -8],
      [200, 0],
      [500, 0],
      [500, 60],
      [200, 60],
      [200, 68],
    ]);
  });

  it('crosses last, and says that it does not know the way, where there is no bridge', () => {
    const legs = walk(
      [0, -8],
      [
        [100, -8],
        [100, 68],
        [400, -8],
      ],
      river.slice(0, 2),
    );
    expect(legs.map(({ along }) => along)).toEqual(['streets', 'streets', 'straight']);
    expect(legs.at(-1)).toMatchObject({ stop: 1, length_m: 76 });
  });

  it('is straight where there are no streets, or none near', () => {
    for (const lines of [[], [street([5000, 0], [6000, 0])]]) {
      const legs = walk([0, 0], [[30, 40]], lines);
      expect(legs).toEqual([
        {
          stop: 0,
          length_m: 50,
          along: 'straight',
          way: [
            [0, 0],
            [30, 40],
          ],
        },
      ]);
    }
  });

  it('enters a lane that ends at the edge of a wide road, but not one that crosses on a bridge', () => {
    const road: StreetLine = {
      points: [
        [0, 0],
        [300, 0],
      ],
      width_m: 30,
    };
    const lane = street([100, 14], [100, 120]);
    expect(walk([0, -20], [[104, 110]], [road, lane])[0]).toMatchObject({ along: 'streets', length_m: 20 + 100 + 110 + 4 });
    // Four hundred metres of overpass with its ends far from the road below it: one does not climb down.
    const overpass = street([100, -200], [100, 200]);
    expect(walk([0, -20], [[104, 190]], [road, overpass])[0]?.along).toBe('straight');
  });

  it('crosses a yard that neither a street nor water parts, and else takes the street', () => {
    const [first, second] = walk(
      [0, 30],
      [
        [40, 30],
        [40, -30],
      ],
      [street([-100, 0], [200, 0])],
    ) as [Leg, Leg];
    expect(first).toMatchObject({ stop: 0, length_m: 40, along: 'streets' });
    expect(second).toMatchObject({ stop: 1, length_m: 60, along: 'streets' });
  });

  it('walks round a pond between two houses', () => {
    const pond: Metres[] = [
      [60, 10],
      [90, 10],
      [90, 50],
      [60, 50],
      [60, 10],
    ];
    const houses: [Metres, Metres[]] = [[40, 30], [[110, 30]]];
    const lane = street([-100, 0], [200, 0]);
    expect(walk(...houses, [lane])[0]?.length_m).toBe(70);
    expect(walk(...houses, [lane], [pond])[0]).toMatchObject({ along: 'streets', length_m: 30 + 70 + 30 });
  });

  it('leaves out paths that hang together with nothing', () => {
    const lines = [street([0, 0], [1000, 0]), street([300, 60], [320, 60])];
    expect(walk([0, -5], [[310, 62]], lines)[0]).toMatchObject({ along: 'streets', length_m: 5 + 310 + 62 });
  });

  it('follows a ring road the shorter way round, wherever it was begun', () => {
    const ring = street([0, 0], [400, 0], [400, 400], [0, 400], [0, 0]);
    for (const x of [10, 60]) {
      const [leg] = walk([x, -5], [[-5, 200]], [ring]) as [Leg];
      expect(leg.length_m).toBeCloseTo(5 + x + 200 + 5, 6);
      expect(lengthOf(leg.way)).toBeCloseTo(leg.length_m, 6);
    }
  });

  it('tells the way it measured, visits every stop once and does the same again, on any streets', () => {
    const corner = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })).map(([x, y]): Metres => [x * 100, y * 100]);
    const lines = fc.array(
      fc.array(corner, { minLength: 2, maxLength: 6 }).map((points) => street(...points)),
      { maxLength: 15 },
    );
    const place = fc.tuple(fc.integer({ min: -20, max: 620 }), fc.integer({ min: -20, max: 620 })) as fc.Arbitrary<Metres>;
    fc.assert(
      fc.property(place, fc.array(place, { maxLength: 15 }), lines, (start, stops, streets) => {
        const legs = walk(start, stops, streets);
        expect(legs.map(({ stop }) => stop).sort((a, b) => a - b)).toEqual(stops.map((_, index) => index));
        let here = start;
        for (const { stop, way, length_m } of legs) {
          expect(way[0]).toEqual(here);
          expect(way.at(-1)).toEqual(stops[stop]);
          // Corners within a centimetre of each other are one.
          expect(Math.abs(lengthOf(way) - length_m)).toBeLessThan(0.2);
          expect(length_m).toBeGreaterThanOrEqual(distance_m(here, stops[stop] as Metres) - 1e-6);
          here = stops[stop] as Metres;
        }
        expect(walk(start, stops, streets)).toEqual(legs);
      }),
      { numRuns: 300 },
    );
  });

  it('orders three hundred stops in slices of a few milliseconds', () => {
    const lines = Array.from({ length: 40 }, (_, row) => [street([0, row * 50], [2000, row * 50]), street([row * 50, 0], [row * 50, 2000])]).flat();
    const crossings = lines.map(({ points: [a, b], width_m }) => ({
      points: Array.from({ length: 41 }, (_, step): Metres => between(a as Metres, b as Metres, step / 40)),
      width_m,
    }));
    const stops = Array.from({ length: 300 }, (_, index): Metres => [(index * 7919) % 2000, (index * 104_729) % 2000]);
    const steps = walkingRoute([0, 0], stops, crossings);
    const began = performance.now();
    let longest = 0;
    for (let before = began; ; ) {
      const { done } = steps.next();
      const now = performance.now();
      longest = Math.max(longest, now - before);
      before = now;
      if (done) break;
    }
    console.log(`300 stops, 1,600 crossings: ${Math.round(performance.now() - began)} ms, longest slice ${Math.round(longest)} ms`);
    expect(performance.now() - began).toBeLessThan(5000);
  });
});

const between = (a: Metres, b: Metres, share: number): Metres => [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];

describe('the local plane', () => {
  it('goes to metres and back within a centimetre', () => {
    const plane = planeAt(114.65, 33.62);
    for (const [lon, lat] of [
      [114.65, 33.62],
      [114.71, 33.58],
    ] as const) {
      const [x, y] = plane.toDegrees(plane.toMetres(lon, lat));
      expect([x, y]).toEqual([lon, lat]);
    }
    // A hundredth of a degree at this latitude: 927.5 m east, 1,109.2 m north (geodesic).
    expect(distance_m([0, 0], plane.toMetres(114.66, 33.62))).toBeCloseTo(927.8, 0);
    expect(distance_m([0, 0], plane.toMetres(114.65, 33.63))).toBeCloseTo(1109.2, 0);
  });
});
