import { distance_m, type Metres } from './plane.ts';
import type { Chain, Foothold, StreetNetwork } from './street-network.ts';

/** Shortest ways from one foothold to every junction. */
export interface WaysFrom {
  start: Foothold;
  /** By junction, from the street at the start; Infinity where no way leads. */
  distances_m: Float64Array;
  /** By junction: the chain over which it is reached; the start's own chain at its two ends, -1 where no way leads. */
  over: Int32Array;
}

/** Dijkstra over junctions. */
export function waysFrom({ junctions, chains, chainsAt }: StreetNetwork, start: Foothold): WaysFrom {
  const distances_m = new Float64Array(junctions).fill(Number.POSITIVE_INFINITY);
  const over = new Int32Array(junctions).fill(-1);
  const heap = new Heap();
  const reach = (junction: number, distance: number, chain: number): void => {
    if (distance >= (distances_m[junction] as number)) return;
    distances_m[junction] = distance;
    over[junction] = chain;
    heap.push(junction, distance);
  };
  const own = chains[start.chain] as Chain;
  reach(own.from, start.offset_m, start.chain);
  reach(own.to, own.length_m - start.offset_m, start.chain);
  for (let next = heap.pop(); next !== null; next = heap.pop()) {
    const here = distances_m[next.item] as number;
    if (next.key > here) continue;
    for (const number of chainsAt[next.item] ?? []) {
      const chain = chains[number] as Chain;
      reach(chain.from === next.item ? chain.to : chain.from, here + chain.length_m, number);
    }
  }
  return { start, distances_m, over };
}

/** Metres from the start's door to another's along the streets; Infinity where no way leads. */
export function wayLength_m({ chains }: StreetNetwork, { start, distances_m }: WaysFrom, goal: Foothold): number {
  const { from, to, length_m } = chains[goal.chain] as Chain;
  const onStreet = Math.min(
    (distances_m[from] as number) + goal.offset_m,
    (distances_m[to] as number) + length_m - goal.offset_m,
    start.chain === goal.chain ? Math.abs(start.offset_m - goal.offset_m) : Number.POSITIVE_INFINITY,
  );
  return start.access_m + onStreet + goal.access_m;
}

/** The way itself, from the street at the start to the street at the goal. There must be one. */
export function wayOf(network: StreetNetwork, ways: WaysFrom, goal: Foothold): Metres[] {
  const { chains } = network;
  const { start, distances_m, over } = ways;
  const last = chains[goal.chain] as Chain;
  const viaFrom = (distances_m[last.from] as number) + goal.offset_m;
  const viaTo = (distances_m[last.to] as number) + last.length_m - goal.offset_m;
  if (start.chain === goal.chain && Math.abs(start.offset_m - goal.offset_m) <= Math.min(viaFrom, viaTo)) return stretch(last, start, goal);
  // From the goal backwards, chain by chain, until the start's own chain is the one that leads there.
  const parts: Metres[][] = [viaFrom <= viaTo ? stretchFromEnd(last, 'from', goal) : stretchFromEnd(last, 'to', goal)];
  let junction = viaFrom <= viaTo ? last.from : last.to;
  for (;;) {
    const number = over[junction] as number;
    const chain = chains[number] as Chain;
    if (number === start.chain) {
      const toFrom = chain.from === junction ? start.offset_m : Number.POSITIVE_INFINITY;
      const toTo = chain.to === junction ? chain.length_m - start.offset_m : Number.POSITIVE_INFINITY;
      parts.push(stretchFromEnd(chain, toFrom <= toTo ? 'from' : 'to', start).reverse());
      break;
    }
    const isForward = chain.to === junction;
    parts.push(isForward ? chain.points : [...chain.points].reverse());
    junction = isForward ? chain.from : chain.to;
  }
  return withoutRepeats(parts.reverse().flat());
}

/** The corners of a chain between two footholds on it, both included. */
function stretch({ points, offsets_m }: Chain, start: Foothold, goal: Foothold): Metres[] {
  const [low, high] = start.offset_m <= goal.offset_m ? [start, goal] : [goal, start];
  const inner = points.filter((_, index) => (offsets_m[index] as number) > low.offset_m && (offsets_m[index] as number) < high.offset_m);
  const way = [low.place, ...inner, high.place];
  return withoutRepeats(start === low ? way : way.reverse());
}

/** The corners from an end of a chain to a foothold on it, both included. */
function stretchFromEnd({ points, offsets_m }: Chain, end: 'from' | 'to', { offset_m, place }: Foothold): Metres[] {
  return end === 'from'
    ? [...points.filter((_, index) => (offsets_m[index] as number) < offset_m), place]
    : [...points.filter((_, index) => (offsets_m[index] as number) > offset_m).reverse(), place];
}

function withoutRepeats(points: Metres[]): Metres[] {
  return points.filter((point, index) => index === 0 || distance_m(points[index - 1] as Metres, point) > 0.01);
}

/** A binary heap of numbers by a key, the least first. */
class Heap {
  readonly #items: number[] = [];
  readonly #keys: number[] = [];

  push(item: number, key: number): void {
    let at = this.#items.length;
    this.#items.push(item);
    this.#keys.push(key);
    for (let parent = (at - 1) >> 1; at > 0 && (this.#keys[parent] as number) > key; parent = (at - 1) >> 1) {
      this.#swap(at, parent);
      at = parent;
    }
  }

  pop(): { item: number; key: number } | null {
    const [item, key] = [this.#items[0], this.#keys[0]];
    if (item === undefined || key === undefined) return null;
    this.#swap(0, this.#items.length - 1);
    this.#items.pop();
    this.#keys.pop();
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      let least = at;
      if (left < this.#keys.length && (this.#keys[left] as number) < (this.#keys[least] as number)) least = left;
      if (right < this.#keys.length && (this.#keys[right] as number) < (this.#keys[least] as number)) least = right;
      if (least === at) return { item, key };
      this.#swap(at, least);
      at = least;
    }
  }

  #swap(a: number, b: number): void {
    [this.#items[a], this.#items[b]] = [this.#items[b] as number, this.#items[a] as number];
    [this.#keys[a], this.#keys[b]] = [this.#keys[b] as number, this.#keys[a] as number];
  }
}
