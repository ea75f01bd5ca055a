import { distance_m, type Metres } from './plane.ts';
import { type WaysFrom, wayLength_m, wayOf, waysFrom } from './shortest-ways.ts';
import { type Foothold, footholdOf, type StreetNetwork, streetNetwork } from './street-network.ts';
import type { StreetLine } from './street-segments.ts';
import { type Costs, improveOrder, nearestNeighbour } from './visiting-order.ts';
import { type Barriers, barriersOf, isOneYard } from './yards.ts';

/** The way to one stop from the one before it. */
export interface Leg {
  /** Number of the stop: its index in the input. */
  stop: number;
  length_m: number;
  /** streets: along them, or across a yard that no street parts. straight: no way is known, so the length is that of a straight line. */
  along: 'streets' | 'straight';
  /** From the stop before (or the start) to this one, both included. */
  way: Metres[];
}

/** Where the walk takes place: places are the start and the stops, each with its nearest street. */
interface Ground {
  network: StreetNetwork;
  barriers: Barriers;
  places: readonly Metres[];
  footholds: readonly (Foothold | null)[];
}

/** What a straight line over unknown ground costs beside streets: such a line may lie across a river, so it is taken only where nothing else leads on. */
const STRAIGHT_COST = 5;

/**
 * Orders stops into a walk from a start: the nearest first, then improved (visiting-order.ts), by distances along the streets. The same input gives
 * the same walk. Shores are the edges of water, which nobody crosses but on a street. Yields every few milliseconds of work, so that the caller can let others run.
 */
export function* walkingRoute(
  start: Metres,
  stops: readonly Metres[],
  lines: readonly StreetLine[],
  shores: readonly (readonly Metres[])[] = [],
): Generator<void, Leg[]> {
  const network = yield* streetNetwork(lines);
  const barriers = barriersOf([...network.chains.map(({ points }) => points), ...shores]);
  yield;
  const places = [start, ...stops];
  const ground: Ground = { network, barriers, places, footholds: places.map((place) => footholdOf(network, place)) };
  yield;
  const costs = yield* costsBetween(ground);
  const order = yield* improveOrder(costs, nearestNeighbour(costs));
  const legs: Leg[] = [];
  for (const [index, to] of order.slice(1).entries()) {
    legs.push({ stop: to - 1, ...legBetween(ground, order[index] as number, to) });
    yield;
  }
  return legs;
}

function* costsBetween(ground: Ground): Generator<void, Costs> {
  const { network, places, footholds } = ground;
  const size = places.length;
  const values = new Float64Array(size * size);
  for (let from = 0; from < size; from += 1) {
    const foothold = footholds[from] ?? null;
    const ways = foothold && waysFrom(network, foothold);
    for (let to = from + 1; to < size; to += 1) {
      const { length_m, along } = measure(ground, ways, from, to);
      const cost = along === 'streets' ? length_m : length_m * STRAIGHT_COST;
      values[from * size + to] = cost;
      values[to * size + from] = cost;
    }
    yield;
  }
  return { size, values };
}

type Measure = Pick<Leg, 'length_m' | 'along'> & { isYard: boolean };

/** isYard: one goes from one to the other without a street. */
function measure(ground: Ground, ways: WaysFrom | null, from: number, to: number): Measure {
  const { network, places } = ground;
  const goal = ground.footholds[to] ?? null;
  const straight_m = distance_m(places[from] as Metres, places[to] as Metres);
  if (ways === null || goal === null) return { length_m: straight_m, along: 'straight', isYard: false };
  if (isOneYard(ground.barriers, places[from] as Metres, places[to] as Metres)) return { length_m: straight_m, along: 'streets', isYard: true };
  const length_m = wayLength_m(network, ways, goal);
  return Number.isFinite(length_m) ? { length_m, along: 'streets', isYard: false } : { length_m: straight_m, along: 'straight', isYard: false };
}

function legBetween(ground: Ground, from: number, to: number): Omit<Leg, 'stop'> {
  const { network, places, footholds } = ground;
  const [start, goal] = [footholds[from] ?? null, footholds[to] ?? null];
  const ways = start && waysFrom(network, start);
  const { length_m, along, isYard } = measure(ground, ways, from, to);
  const ends = [places[from] as Metres, places[to] as Metres] as const;
  const onStreet = ways === null || goal === null || along === 'straight' || isYard ? [] : wayOf(network, ways, goal);
  return { length_m, along, way: [ends[0], ...onStreet, ends[1]] };
}
