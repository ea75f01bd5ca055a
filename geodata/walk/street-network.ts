import type Flatbush from 'flatbush';
import { distance_m, type Metres, projectOnto } from './plane.ts';
import { pieceIndex, type Segments, type StreetLine, segmentsOf } from './street-segments.ts';

/** A street between two junctions, without a branch. from and to are numbers of junctions; they are the same for a loop. */
export interface Chain {
  from: number;
  to: number;
  points: Metres[];
  /** By point: metres from the first one. */
  offsets_m: number[];
  length_m: number;
}

/** Junctions (crossings and dead ends) and the chains between them: shortest ways are sought over the few junctions, not the many corners. */
export interface StreetNetwork {
  junctions: number;
  chains: Chain[];
  /** By junction: the chains that begin or end there. */
  chainsAt: number[][];
  /** Straight pieces of all chains, to find the nearest street. */
  pieces: { chain: number; point: number }[];
  index: Flatbush | null;
}

/** Where one leaves the street for a door. */
export interface Foothold {
  chain: number;
  /** Metres along the chain from its first point. */
  offset_m: number;
  /** Metres from the street to the door, in a straight line. */
  access_m: number;
  place: Metres;
}

/** A door further than this from every street has no way that is known. */
const MOST_ACCESS_M = 250;
const FIRST_SEARCH_M = 40;
/** Pieces of street that hang together but are shorter than this share of the longest net lead nowhere: a courtyard's path that was drawn by itself. */
const LEAST_SHARE = 0.05;

/** The network of some centrelines. Yields between its steps: thousands of lines take a while. */
export function* streetNetwork(lines: readonly StreetLine[]): Generator<void, StreetNetwork> {
  const drawn = segmentsOf(lines);
  yield;
  const segments = withoutFragments(drawn);
  yield;
  const chains = chainsOf(segments);
  yield;
  const junctions = Math.max(0, ...chains.flatMap(({ from, to }) => [from + 1, to + 1]));
  const chainsAt = Array.from({ length: junctions }, (): number[] => []);
  for (const [chain, { from, to }] of chains.entries()) {
    chainsAt[from]?.push(chain);
    if (to !== from) chainsAt[to]?.push(chain);
  }
  const pieces = chains.flatMap(({ points }, chain) => points.slice(1).map((_, point) => ({ chain, point })));
  const corners = chains.flatMap(({ points }) => points);
  const starts: number[] = [];
  for (const { points } of chains) starts.push((starts.at(-1) ?? 0) + points.length);
  const cornerOf = ({ chain, point }: { chain: number; point: number }) => (chain === 0 ? 0 : (starts[chain - 1] as number)) + point;
  const index =
    pieces.length === 0
      ? null
      : pieceIndex(
          corners,
          pieces.map((piece) => ({ from: cornerOf(piece), to: cornerOf(piece) + 1 })),
        );
  return { junctions, chains, chainsAt, pieces, index };
}

/** The nearest street of a point; null where none is within 250 m. */
export function footholdOf({ chains, pieces, index }: StreetNetwork, point: Metres): Foothold | null {
  if (index === null) return null;
  for (let reach = FIRST_SEARCH_M; ; reach = Math.min(reach * 2, MOST_ACCESS_M)) {
    let best: Foothold | null = null;
    for (const piece of index.search(point[0] - reach, point[1] - reach, point[0] + reach, point[1] + reach).sort((a, b) => a - b)) {
      const { chain, point: at } = pieces[piece] as { chain: number; point: number };
      const { points, offsets_m } = chains[chain] as Chain;
      const [a, b] = [points[at] as Metres, points[at + 1] as Metres];
      const hit = projectOnto(point, a, b);
      if (hit.distance_m > reach || (best !== null && hit.distance_m >= best.access_m)) continue;
      best = { chain, offset_m: (offsets_m[at] as number) + hit.share * distance_m(a, b), access_m: hit.distance_m, place: hit.place };
    }
    if (best !== null || reach >= MOST_ACCESS_M) return best;
  }
}

interface Link {
  piece: number;
  to: number;
}

function linksOf({ places, pieces }: Segments): Link[][] {
  const links = places.map((): Link[] => []);
  for (const [piece, { from, to }] of pieces.entries()) {
    links[from]?.push({ piece, to });
    links[to]?.push({ piece, to: from });
  }
  return links;
}

function withoutFragments(segments: Segments): Segments {
  const { places, pieces } = segments;
  const links = linksOf(segments);
  const netOf = new Int32Array(places.length).fill(-1);
  const lengths_m: number[] = [];
  for (let first = 0; first < places.length; first += 1) {
    if (netOf[first] !== -1) continue;
    const net = lengths_m.push(0) - 1;
    const open = [first];
    netOf[first] = net;
    for (let place = open.pop(); place !== undefined; place = open.pop())
      for (const { to } of links[place] ?? []) {
        lengths_m[net] = (lengths_m[net] as number) + distance_m(places[place] as Metres, places[to] as Metres) / 2;
        if (netOf[to] !== -1) continue;
        netOf[to] = net;
        open.push(to);
      }
  }
  const least = LEAST_SHARE * lengths_m.reduce((most, length) => Math.max(most, length), 0);
  return { places, pieces: pieces.filter(({ from }) => (lengths_m[netOf[from] as number] as number) >= least) };
}

function chainsOf(segments: Segments): Chain[] {
  const { places, pieces } = segments;
  const links = linksOf(segments);
  const used = new Uint8Array(pieces.length);
  const junctionOf = new Map<number, number>();
  const junction = (place: number): number => {
    if (!junctionOf.has(place)) junctionOf.set(place, junctionOf.size);
    return junctionOf.get(place) as number;
  };
  const chains: Chain[] = [];
  const follow = (start: number, first: Link): void => {
    const numbers = [start];
    let link: Link | undefined = first;
    while (link !== undefined) {
      used[link.piece] = 1;
      numbers.push(link.to);
      const onward: Link[] = links[link.to] ?? [];
      link = onward.length === 2 && link.to !== start ? onward.find(({ piece }) => used[piece] === 0) : undefined;
    }
    chains.push(
      chainOf(
        numbers.map((number) => places[number] as Metres),
        junction(start),
        junction(numbers.at(-1) as number),
      ),
    );
  };
  // Junctions first; what is left afterwards are rings that no other street touches.
  for (const atJunctions of [true, false])
    for (const [place, around] of links.entries()) {
      if (atJunctions && around.length === 2) continue;
      for (const link of around) if (used[link.piece] === 0) follow(place, link);
    }
  return chains;
}

function chainOf(points: Metres[], from: number, to: number): Chain {
  const offsets_m = [0];
  for (let index = 1; index < points.length; index += 1)
    offsets_m.push((offsets_m[index - 1] as number) + distance_m(points[index - 1] as Metres, points[index] as Metres));
  return { from, to, points, offsets_m, length_m: offsets_m.at(-1) as number };
}
