import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distance_m, type Metres } from './plane.ts';
import { type Costs, costOf, improveOrder, nearestNeighbour } from './visiting-order.ts';

function costsOf(places: readonly Metres[]): Costs {
  const size = places.length;
  return {
    size,
    values: Float64Array.from({ length: size * size }, (_, at) => distance_m(places[Math.floor(at / size)] as Metres, places[at % size] as Metres)),
  };
}
function finish<Result>(steps: Generator<void, Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
const walk = (costs: Costs) => finish(improveOrder(costs, nearestNeighbour(costs)));
const place = fc.tuple(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 0, max: 2000 })) as fc.Arbitrary<Metres>;
const anyPlaces = fc.array(place, { minLength: 1, maxLength: 60 });
/** Costs along streets are no straight distances: any symmetric table. */
const anyCosts = fc.integer({ min: 1, max: 25 }).chain((size) =>
  fc.array(fc.double({ min: 0, max: 5000, noNaN: true }), { minLength: size * size, maxLength: size * size }).map((table): Costs => {
    const values = Float64Array.from({ length: size * size }, (_, at) => {
      const [from, to] = [Math.floor(at / size), at % size];
      return from === to ? 0 : (table[Math.min(from, to) * size + Math.max(from, to)] as number);
    });
    return { size, values };
  }),
);

describe('the order of a walk', () => {
  it('visits every place once and begins where it was told to', () => {
    fc.assert(
      fc.property(fc.oneof(anyPlaces.map(costsOf), anyCosts), (costs) => {
        const order = walk(costs);
        expect(order[0]).toBe(0);
        expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: costs.size }, (_, index) => index));
      }),
    );
  });

  it('is never longer than going to the nearest each time', () => {
    fc.assert(
      fc.property(fc.oneof(anyPlaces.map(costsOf), anyCosts), (costs) => {
        expect(costOf(costs, walk(costs))).toBeLessThanOrEqual(costOf(costs, nearestNeighbour(costs)) + 1e-6);
      }),
    );
  });

  it('is the same for the same places', () => {
    fc.assert(
      fc.property(anyPlaces, (places) => {
        expect(walk(costsOf(places))).toEqual(walk(costsOf(places)));
      }),
    );
  });

  it('leaves no stretch whose turning would save anything', () => {
    fc.assert(
      fc.property(anyPlaces, (places) => {
        const costs = costsOf(places);
        const order = walk(costs);
        const least = costOf(costs, order);
        for (let first = 1; first < order.length; first += 1)
          for (let last = first + 1; last < order.length; last += 1) {
            const turned = [...order.slice(0, first), ...order.slice(first, last + 1).reverse(), ...order.slice(last + 1)];
            expect(costOf(costs, turned)).toBeGreaterThan(least - 1e-5);
          }
      }),
      { numRuns: 30 },
    );
  });

  it('walks down a street instead of running to and fro over it', () => {
    // Nearest first from the middle crosses the whole street again: 0, 10, -15, 40, -60 … The better walk takes one side, then the other.
    const places: Metres[] = [0, 10, -15, 40, -60, 130].map((x) => [x, 0]);
    const costs = costsOf(places);
    expect(costOf(costs, nearestNeighbour(costs))).toBe(10 + 25 + 45 + 100 + 90);
    expect(costOf(costs, walk(costs))).toBe(60 + 190);
  });

  it('is empty where there is nothing', () => {
    expect(nearestNeighbour({ size: 0, values: new Float64Array() })).toEqual([]);
  });
});
