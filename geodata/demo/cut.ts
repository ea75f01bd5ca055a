import { area, at, between, clears, contains, crossing, distance, type LotPoint, orientedBox, type Point, segmentsMeet } from './plane.ts';
import type { Random } from './random.ts';

/** A way across a loop: from a place on one edge to a place on another. `t` 0 = the edge's first point itself. */
export interface Cut {
  from: { edge: number; t: number };
  to: { edge: number; t: number };
  /** Bends between the two ends. */
  bends: Point[];
}

export interface CutOptions {
  /** Radians the cut may turn away from square to the block. */
  turn: number;
  /** Sideways bow as a share of the cut's length. */
  bow: number;
  /** Smallest share of the area a side may keep. */
  share: number;
  /** Metres within which a cut ends in an existing corner instead of making a new one. */
  snap: number;
  /** Where lanes of the neighbours end: a cut likes to go on from there. */
  hints?: readonly Point[];
}

const ATTEMPTS = 7;

/** Finds a cut roughly square to the longer side of the loop, or null when every attempt left a sliver or left the loop. */
export function findCut(loop: readonly Point[], random: Random, options: CutOptions): Cut | null {
  const box = orientedBox(loop);
  const total = Math.abs(area(loop));
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const crossways = attempt >= ATTEMPTS - 2 && box.length < box.width * 1.6;
    const axis = crossways ? { x: -box.axis.y, y: box.axis.x } : box.axis;
    const extent = crossways ? box.width : box.length;
    const place = (random.next() - 0.5) * 0.28 * extent;
    const angle = Math.atan2(axis.y, axis.x) + Math.PI / 2 + random.normal() * options.turn;
    const through = { x: box.centre.x + axis.x * place, y: box.centre.y + axis.y * place };
    const hint = attempt < 3 ? nearestHint(options.hints, through, axis, extent * 0.2) : null;
    const cut = straightCut(loop, hint ?? through, angle, box.length + box.width, options.snap);
    if (cut === null) continue;
    if (attempt < ATTEMPTS - 2) bend(loop, cut, random, options.bow);
    if (!crossesCleanly(loop, cut)) {
      cut.bends = [];
      if (!crossesCleanly(loop, cut)) continue;
    }
    const [left, right] = sides(loop, cut);
    if (Math.min(area(left), area(right)) >= options.share * total) return cut;
  }
  return null;
}

function nearestHint(hints: readonly Point[] | undefined, through: Point, axis: Point, reach: number): Point | null {
  let best: Point | null = null;
  let bestOff = reach;
  for (const hint of hints ?? []) {
    const off = Math.abs((hint.x - through.x) * axis.x + (hint.y - through.y) * axis.y);
    if (off < bestOff) {
      bestOff = off;
      best = hint;
    }
  }
  return best;
}

function straightCut(loop: readonly Point[], through: Point, angle: number, reach: number, snap: number): Cut | null {
  const dx = Math.cos(angle) * reach;
  const dy = Math.sin(angle) * reach;
  const a = { x: through.x - dx, y: through.y - dy };
  const b = { x: through.x + dx, y: through.y + dy };
  const hits: { edge: number; t: number; along: number }[] = [];
  for (let edge = 0; edge < loop.length; edge += 1) {
    const hit = crossing(a, b, at(loop, edge), at(loop, edge + 1));
    if (hit !== null && hit.u < 1) hits.push({ edge, t: Math.max(0, hit.u), along: hit.t });
  }
  hits.sort((first, second) => first.along - second.along);
  let best: [(typeof hits)[number], (typeof hits)[number]] | null = null;
  for (let index = 0; index + 1 < hits.length; index += 1) {
    const first = at(hits, index);
    const second = at(hits, index + 1);
    if (!contains(loop, between(a, b, (first.along + second.along) / 2))) continue;
    if (best === null || second.along - first.along > best[1].along - best[0].along) best = [first, second];
  }
  if (best === null) return null;
  const from = snapped(loop, best[0], snap);
  const to = snapped(loop, best[1], snap);
  return from.edge === to.edge ? null : { from, to, bends: [] };
}

function snapped(loop: readonly Point[], hit: { edge: number; t: number }, snap: number): { edge: number; t: number } {
  const length = distance(at(loop, hit.edge), at(loop, hit.edge + 1));
  if (hit.t * length < snap && hit.t <= 0.5) return { edge: hit.edge, t: 0 };
  if ((1 - hit.t) * length < snap) return { edge: (hit.edge + 1) % loop.length, t: 0 };
  return { edge: hit.edge, t: hit.t };
}

const endOf = (loop: readonly Point[], end: { edge: number; t: number }): Point => between(at(loop, end.edge), at(loop, end.edge + 1), end.t);

function bend(loop: readonly Point[], cut: Cut, random: Random, bow: number): void {
  const a = endOf(loop, cut.from);
  const b = endOf(loop, cut.to);
  const length = distance(a, b);
  if (bow === 0 || length < 30) return;
  const count = Math.max(1, Math.min(4, Math.round(length / 70)));
  const amplitude = random.normal() * bow * length;
  const wobble = bow * length * 0.35;
  for (let index = 1; index <= count; index += 1) {
    const t = index / (count + 1);
    const off = amplitude * 4 * t * (1 - t) + random.normal() * wobble * 0.5;
    const on = between(a, b, t);
    cut.bends.push({ x: on.x - ((b.y - a.y) / length) * off, y: on.y + ((b.x - a.x) / length) * off });
  }
}

function crossesCleanly(loop: readonly Point[], cut: Cut): boolean {
  const path = [endOf(loop, cut.from), ...cut.bends, endOf(loop, cut.to)];
  for (let step = 0; step + 1 < path.length; step += 1) {
    // The ends lie on the loop itself: pull them in a little so that only real crossings count.
    const p = step === 0 ? between(at(path, 0), at(path, 1), 0.02) : at(path, step);
    const q = step + 2 === path.length ? between(at(path, step + 1), at(path, step), 0.02) : at(path, step + 1);
    if (!contains(loop, p) || !contains(loop, q)) return false;
    for (let edge = 0; edge < loop.length; edge += 1) if (segmentsMeet(p, q, at(loop, edge), at(loop, edge + 1))) return false;
  }
  return true;
}

/** The two loops a cut makes: the one left of the way from → to, and the other. */
function sides(loop: readonly Point[], cut: Cut): [Point[], Point[]] {
  const a = endOf(loop, cut.from);
  const b = endOf(loop, cut.to);
  return [
    [a, ...cut.bends, b, ...walk(loop, cut.to, cut.from)],
    [b, ...cut.bends.toReversed(), a, ...walk(loop, cut.from, cut.to)],
  ];
}

function walk<T extends Point>(loop: readonly T[], from: { edge: number }, to: { edge: number; t: number }): T[] {
  const points: T[] = [];
  const last = to.t === 0 ? to.edge - 1 : to.edge;
  const count = (((last - from.edge) % loop.length) + loop.length) % loop.length;
  for (let step = 1; step <= count; step += 1) points.push(at(loop, from.edge + step));
  return points;
}

/**
 * Splits a lot along a cut into two lots. Edges keep their setbacks; along the cut both sides keep `near` metres up to the fraction
 * `reach` of its length and `far` metres after that (a lane that ends in a wall). `kerbs`: the setbacks of the edges the lane starts and ends on.
 */
export function splitLot(
  loop: readonly LotPoint[],
  cut: Cut,
  near: number,
  far: number,
  reach: number,
): { lots: [LotPoint[], LotPoint[]]; lane: Point[]; kerbs: [number, number] } {
  const a = endOf(loop, cut.from);
  const b = endOf(loop, cut.to);
  const path = reach < 1 ? shortened([a, ...cut.bends, b], reach) : { way: [a, ...cut.bends, b], end: cut.bends.length + 1 };
  const setbackAt = (step: number): number => (step < path.end ? near : far);
  const forward = path.way.map((p, step): LotPoint => ({ x: p.x, y: p.y, setback: setbackAt(step) }));
  const back = path.way.map((p, step): LotPoint => ({ x: p.x, y: p.y, setback: setbackAt(step - 1) })).reverse();
  const toEdge = at(loop, cut.to.edge).setback;
  const fromEdge = at(loop, cut.from.edge).setback;
  const last = forward.length - 1;
  return {
    lots: [
      [...forward.slice(0, last), { x: b.x, y: b.y, setback: toEdge }, ...walk(loop, cut.to, cut.from)],
      [...back.slice(0, last), { x: a.x, y: a.y, setback: fromEdge }, ...walk(loop, cut.from, cut.to)],
    ],
    lane: path.way.slice(0, path.end + 1),
    kerbs: [fromEdge, reach < 1 ? 0 : toEdge],
  };
}

/** The way with an extra point at the fraction given, and that point's index. */
function shortened(way: readonly Point[], reach: number): { way: Point[]; end: number } {
  let rest = 0;
  for (let step = 1; step < way.length; step += 1) rest += distance(at(way, step - 1), at(way, step));
  rest *= reach;
  for (let step = 1; step < way.length; step += 1) {
    const length = distance(at(way, step - 1), at(way, step));
    if (rest < length) {
      const stop = between(at(way, step - 1), at(way, step), rest / length);
      return { way: [...way.slice(0, step), stop, ...way.slice(step)], end: step };
    }
    rest -= length;
  }
  return { way: [...way], end: way.length - 1 };
}

/** Do all points keep their distance from the edges? */
export function allClear(loop: readonly LotPoint[], points: readonly Point[], margin = 0): boolean {
  return points.every((p) => clears(loop, p, margin));
}
