import { drawCablesAndParking } from './cables-parking.ts';
import type { GridTree } from './grids.ts';
import type { Block } from './land.ts';
import { parallel } from './layout.ts';
import { LANE_FIRST, LANE_STEMS, LANE_TAILS, NamePool } from './names.ts';
import type { Partition } from './partition.ts';
import { at, between, distance, lineLength, type Point } from './plane.ts';
import type { Projection } from './projection.ts';
import type { Random } from './random.ts';
import type { DemoAlley } from './types.ts';

/** A piece of lane inside one block. */
interface Piece {
  points: Point[];
  block: number;
  widthM: number;
  isDeadEnd: boolean;
  kerbs: [number, number];
}

/** An alley: pieces that run into one another, and the points of the whole. */
interface Way {
  points: Point[];
  pieces: { block: number; lengthM: number }[];
  widthM: number;
  isDeadEnd: boolean;
}

/** A lane goes on across a lane or a narrow street, never across a road of more than this half width: there it ends at the kerb. */
const CROSSABLE_M = 9;

/** Lanes that meet across a block's border and go straight on are one alley. */
function joinPieces(pieces: readonly Piece[]): Way[] {
  const ways = pieces.map(({ points: whole, block, widthM, isDeadEnd, kerbs }): Way => {
    const points = trim(whole, kerbs[0] > CROSSABLE_M ? kerbs[0] : 0, kerbs[1] > CROSSABLE_M ? kerbs[1] : 0);
    return { points, pieces: [{ block, lengthM: lineLength(points) }], widthM, isDeadEnd };
  });
  const CELL = 40;
  const key = (p: Point): string => `${Math.round(p.x / CELL)},${Math.round(p.y / CELL)}`;
  const openEnds = new Map<string, { way: number; end: 0 | 1 }[]>();
  const intoOf = ways.map((_, index) => index);
  const find = (way: number): number => (intoOf[way] === way ? way : find(at(intoOf, way)));
  for (const [way, { points, isDeadEnd }] of ways.entries()) {
    const ends: (0 | 1)[] = isDeadEnd ? [0] : [0, 1];
    for (const end of ends) {
      const p = end === 0 ? at(points, 0) : at(points, points.length - 1);
      const partner = nearbyEnd(p, way, ways, openEnds, key, find);
      if (partner !== null) {
        merge(ways, intoOf, find(partner.way), find(way), p);
        const list = openEnds.get(partner.key) ?? [];
        list.splice(list.indexOf(partner.entry), 1);
      } else openEnds.set(key(p), [...(openEnds.get(key(p)) ?? []), { way, end }]);
    }
  }
  return ways.filter((_, index) => intoOf[index] === index);
}

type OpenEnd = { way: number; end: 0 | 1 };

function nearbyEnd(
  p: Point,
  own: number,
  ways: readonly Way[],
  openEnds: Map<string, OpenEnd[]>,
  key: (p: Point) => string,
  find: (way: number) => number,
): { way: number; key: string; entry: OpenEnd } | null {
  for (const dx of [0, -40, 40]) {
    for (const dy of [0, -40, 40]) {
      const cell = key({ x: p.x + dx, y: p.y + dy });
      for (const entry of openEnds.get(cell) ?? []) {
        const root = find(entry.way);
        if (root === find(own)) continue;
        const other = at(ways, root);
        const way = at(ways, find(own));
        const otherTip = tipAt(other, p);
        const ownTip = tipAt(way, p);
        if (otherTip === null || ownTip === null || at(way.pieces, 0).block === at(other.pieces, 0).block || other.pieces.length + way.pieces.length > 4)
          continue;
        const cosine = ownTip.x * otherTip.x + ownTip.y * otherTip.y;
        if (cosine < -0.8) return { way: entry.way, key: cell, entry };
      }
    }
  }
  return null;
}

/** Direction in which the way leaves the end that lies at p, or null when neither end does. */
function tipAt({ points }: Way, p: Point): Point | null {
  const JOIN_M = 6;
  for (const line of [points, points.toReversed()]) {
    const first = at(line, 0);
    if (distance(first, p) > JOIN_M) continue;
    const second = at(line, 1);
    const length = distance(first, second);
    return { x: (second.x - first.x) / length, y: (second.y - first.y) / length };
  }
  return null;
}

function merge(ways: Way[], intoOf: number[], target: number, source: number, p: Point): void {
  const a = at(ways, target);
  const b = at(ways, source);
  const before = distance(at(a.points, a.points.length - 1), p) <= distance(at(a.points, 0), p) ? a.points : a.points.toReversed();
  const after = distance(at(b.points, 0), p) <= distance(at(b.points, b.points.length - 1), p) ? b.points : b.points.toReversed();
  ways[target] = {
    points: [...before, ...after.slice(1)],
    pieces: [...a.pieces, ...b.pieces],
    widthM: Math.max(a.widthM, b.widthM),
    isDeadEnd: a.isDeadEnd || b.isDeadEnd,
  };
  intoOf[source] = target;
}

/** Lanes along the borders of micro-grids: moved half a metre aside, so that their length lies in one grid and is never counted in two. */
function borderLanes({ graph, layout }: Partition, blockOf: readonly number[]): Piece[] {
  const byStreet = new Map<number, number[]>();
  for (let h = 0; h < graph.origin.length; h += 2) {
    const street = at(graph.street, h >> 1);
    if (at(layout.streets, street).class === 'lane') byStreet.set(street, [...(byStreet.get(street) ?? []), h]);
  }
  const pieces: Piece[] = [];
  for (const [street, edges] of byStreet) {
    const halves = new Map<number, number[]>();
    for (const h of edges) {
      const block = at(blockOf, at(graph.face, h));
      halves.set(block, [...(halves.get(block) ?? []), h]);
    }
    for (const [block, run] of halves) {
      const next = new Map(run.map((h) => [at(graph.origin, h), h]));
      const starts = run.filter((h) => !run.some((other) => at(graph.origin, other ^ 1) === at(graph.origin, h)));
      for (const start of starts) {
        const points = [graph.corner(start)];
        for (let h: number | undefined = start; h !== undefined; h = next.get(at(graph.origin, h ^ 1))) points.push(graph.corner(h ^ 1));
        if (lineLength(points) < 24) continue;
        pieces.push({
          points: parallel(trim(points, 4, 4), () => 0.6),
          block,
          widthM: Math.round(at(layout.streets, street).widthM * 10) / 10,
          isDeadEnd: false,
          kerbs: [0, 0],
        });
      }
    }
  }
  return pieces;
}

/** The line without its first `head` and last `tail` metres. */
function trim(points: readonly Point[], head: number, tail: number): Point[] {
  const cut = (line: readonly Point[], metres: number): Point[] => {
    let rest = metres;
    for (let index = 1; index < line.length; index += 1) {
      const length = distance(at(line, index - 1), at(line, index));
      if (length > rest) return [between(at(line, index - 1), at(line, index), rest / length), ...line.slice(index)];
      rest -= length;
    }
    return [...line];
  };
  return cut(cut(points, head).reverse(), tail).reverse();
}

const SURFACES = ['asphalt', 'concrete', 'brick', 'stone', 'earth', 'unknown'] as const;
const SURFACE_WEIGHTS = [22, 42, 14, 4, 12, 6];

export interface Alleys {
  alleys: DemoAlley[];
  /** By alley: its points in the plane, for works and issues along it. */
  lines: Point[][];
  /** By alley: the block of its longest piece. */
  blocks: number[];
}

/** All alleys of the district, named and measured. */
export function buildAlleys(
  partition: Partition,
  blocks: readonly Block[],
  blockOf: readonly number[],
  tree: GridTree,
  projection: Projection,
  random: Random,
): Alleys {
  const pieces = blocks.flatMap(({ filling }, block) => filling.lanes.map((lane): Piece => ({ ...lane, block })));
  const ways = [
    ...joinPieces(pieces),
    ...borderLanes(partition, blockOf).map(({ points, block, widthM, isDeadEnd }): Way => ({ points, pieces: [{ block, lengthM: 1 }], widthM, isDeadEnd })),
  ];
  const pool = new NamePool(random.fork('names'));
  const overAndAlong = random.fork('cables and parking');
  const result: Alleys = { alleys: [], lines: [], blocks: [] };
  for (const way of ways) {
    const lengthM = lineLength(way.points);
    if (lengthM < 26) continue;
    const shares = new Map<number, number>();
    for (const { block, lengthM: part } of way.pieces) shares.set(block, (shares.get(block) ?? 0) + part);
    const total = [...shares.values()].reduce((sum, part) => sum + part, 0);
    const ranked = [...shares].sort((a, b) => b[1] - a[1]);
    const block = at(ranked, 0)[0];
    const nameStatus = random.chance(0.72) ? 'standard' : random.chance(0.7) ? 'unnamed' : 'unknown';
    const id = result.alleys.length + 1;
    result.alleys.push({
      id,
      code: `${tree.district.code}-X${String(result.alleys.length + 1).padStart(4, '0')}`,
      name: nameStatus === 'standard' ? pool.draw([LANE_FIRST, LANE_STEMS], random.pick(LANE_TAILS)) : null,
      nameStatus,
      microGrids: ranked.map(([one, part]) => ({ gridId: at(tree.micros, one).id, share: part / total })),
      widthM: way.widthM,
      lengthM: Math.round(lengthM * 100) / 100,
      surface: at(SURFACES, random.weighted(SURFACE_WEIGHTS)),
      isDeadEnd: way.isDeadEnd,
      ...drawCablesAndParking({ lengthM, widthM: way.widthM }, overAndAlong),
      line: way.points.map(projection.position),
    });
    result.lines.push(way.points);
    result.blocks.push(block);
  }
  return result;
}
