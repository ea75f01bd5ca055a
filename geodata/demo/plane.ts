/** Small geometry in the local metre plane (x east, y north). Loops are open: the last point is not repeated; counter-clockwise is positive. */
export interface Point {
  x: number;
  y: number;
}
/** A loop whose edge from this point to the next keeps buildings `setback` metres away. */
export interface LotPoint extends Point {
  setback: number;
}

/** Element at index, wrapping round. @throws RangeError on an empty list. */
export function at<T>(list: ArrayLike<T>, index: number): T {
  const item = list[((index % list.length) + list.length) % list.length];
  if (item === undefined) throw new RangeError(`nothing at ${index}`);
  return item;
}

export const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);
export const between = (a: Point, b: Point, t: number): Point => ({ x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t });
const cross = (a: Point, b: Point, c: Point): number => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);

/** Signed area in m². */
export function area(loop: readonly Point[]): number {
  let sum = 0;
  let before = loop[loop.length - 1];
  if (before === undefined) return 0;
  for (const p of loop) {
    sum += before.x * p.y - p.x * before.y;
    before = p;
  }
  return sum / 2;
}

export function centroid(loop: readonly Point[]): Point {
  const origin = at(loop, 0);
  let sum = 0;
  let x = 0;
  let y = 0;
  for (let index = 1; index + 1 < loop.length; index += 1) {
    const a = at(loop, index);
    const b = at(loop, index + 1);
    const weight = cross(origin, a, b);
    sum += weight;
    x += weight * (origin.x + a.x + b.x);
    y += weight * (origin.y + a.y + b.y);
  }
  return Math.abs(sum) < 1e-9 ? origin : { x: x / (3 * sum), y: y / (3 * sum) };
}

export function contains(loop: readonly Point[], p: Point): boolean {
  let inside = false;
  let b = loop[loop.length - 1];
  if (b === undefined) return false;
  for (const a of loop) {
    if (a.y > p.y !== b.y > p.y && p.x < ((b.x - a.x) * (p.y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
    b = a;
  }
  return inside;
}

export function distanceToSegment(p: Point, a: Point, b: Point): number {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const length2 = dx * dx + dy * dy;
  const t = length2 === 0 ? 0 : Math.max(0, Math.min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length2));
  return Math.hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

/** Inside the loop and at least the setback of every edge (plus margin) away from it. */
export function clears(loop: readonly LotPoint[], p: Point, margin = 0): boolean {
  if (!contains(loop, p)) return false;
  let a = at(loop, loop.length - 1);
  for (const b of loop) {
    if (distanceToSegment(p, a, b) < a.setback + margin) return false;
    a = b;
  }
  return true;
}

/** Do the open segments ab and cd cross or touch? */
export function segmentsMeet(a: Point, b: Point, c: Point, d: Point): boolean {
  const abc = cross(a, b, c);
  const abd = cross(a, b, d);
  const cda = cross(c, d, a);
  const cdb = cross(c, d, b);
  return abc * abd <= 0 && cda * cdb <= 0 && (abc !== 0 || abd !== 0);
}

/** Where segments ab and cd cross, as fractions along each, or null. */
export function crossing(a: Point, b: Point, c: Point, d: Point): { t: number; u: number } | null {
  const denominator = (b.x - a.x) * (d.y - c.y) - (b.y - a.y) * (d.x - c.x);
  if (Math.abs(denominator) < 1e-9) return null;
  const t = ((c.x - a.x) * (d.y - c.y) - (c.y - a.y) * (d.x - c.x)) / denominator;
  const u = ((c.x - a.x) * (b.y - a.y) - (c.y - a.y) * (b.x - a.x)) / denominator;
  return t >= -1e-9 && t <= 1 + 1e-9 && u >= -1e-9 && u <= 1 + 1e-9 ? { t, u } : null;
}

export interface Frame {
  /** Unit vector of the longer side. */
  axis: Point;
  length: number;
  width: number;
  centre: Point;
}

/** The smallest box around the loop that has a side along one of its edges. */
export function orientedBox(loop: readonly Point[]): Frame {
  let best: Frame | undefined;
  for (let index = 0; index < loop.length; index += 1) {
    const a = at(loop, index);
    const b = at(loop, index + 1);
    const size = distance(a, b);
    if (size < 1e-6) continue;
    const ux = (b.x - a.x) / size;
    const uy = (b.y - a.y) / size;
    let u0 = Infinity;
    let u1 = -Infinity;
    let v0 = Infinity;
    let v1 = -Infinity;
    for (const p of loop) {
      const u = p.x * ux + p.y * uy;
      const v = p.y * ux - p.x * uy;
      if (u < u0) u0 = u;
      if (u > u1) u1 = u;
      if (v < v0) v0 = v;
      if (v > v1) v1 = v;
    }
    const along = u1 - u0;
    const across = v1 - v0;
    if (best !== undefined && along * across >= best.length * best.width) continue;
    const u = (u0 + u1) / 2;
    const v = (v0 + v1) / 2;
    const centre = { x: u * ux - v * uy, y: u * uy + v * ux };
    best =
      along >= across ? { axis: { x: ux, y: uy }, length: along, width: across, centre } : { axis: { x: -uy, y: ux }, length: across, width: along, centre };
  }
  if (best === undefined) throw new RangeError('a loop without edges has no box');
  return best;
}

/**
 * The loop moved inward by each edge's setback, cut by one half-plane per edge: exact for convex lots, and only ever too small for
 * the slightly concave ones that street bends make. Returns [] when nothing is left.
 */
export function inset(loop: readonly LotPoint[]): Point[] {
  let kept: Point[] = loop.map(({ x, y }) => ({ x, y }));
  for (let index = 0; index < loop.length && kept.length > 2; index += 1) {
    const a = at(loop, index);
    const b = at(loop, index + 1);
    const size = distance(a, b);
    if (size < 0.05) continue;
    const nx = -(b.y - a.y) / size;
    const ny = (b.x - a.x) / size;
    const limit = nx * a.x + ny * a.y + a.setback;
    const cut: Point[] = [];
    let before = at(kept, kept.length - 1);
    let heightBefore = nx * before.x + ny * before.y - limit;
    for (const p of kept) {
      const height = nx * p.x + ny * p.y - limit;
      if (height >= 0 !== heightBefore >= 0) cut.push(between(before, p, heightBefore / (heightBefore - height)));
      if (height >= 0) cut.push(p);
      before = p;
      heightBefore = height;
    }
    kept = cut;
  }
  return kept.length > 2 ? kept : [];
}

/** A rectangle by centre, direction of its length, and size; counter-clockwise. */
export function rectangle(centre: Point, angle: number, length: number, depth: number): Point[] {
  const ux = (Math.cos(angle) * length) / 2;
  const uy = (Math.sin(angle) * length) / 2;
  const vx = (-Math.sin(angle) * depth) / 2;
  const vy = (Math.cos(angle) * depth) / 2;
  return [
    { x: centre.x - ux - vx, y: centre.y - uy - vy },
    { x: centre.x + ux - vx, y: centre.y + uy - vy },
    { x: centre.x + ux + vx, y: centre.y + uy + vy },
    { x: centre.x - ux + vx, y: centre.y - uy + vy },
  ];
}

export function lineLength(line: readonly Point[]): number {
  let sum = 0;
  for (let index = 1; index < line.length; index += 1) sum += distance(at(line, index - 1), at(line, index));
  return sum;
}
