import type { Cut } from './cut.ts';
import { area, at, between, contains, crossing, distance, type Point } from './plane.ts';

/** A line of the map that becomes edges: its points, and the street it belongs to. */
export interface StreetLine {
  street: number;
  points: Point[];
}

/** Corners closer than this are one corner: it keeps hair-thin blocks out. */
const MERGE_M = 7;
const round = (value: number): number => Math.round(value * 100) / 100;

/**
 * A planar partition kept as half-edges. Half-edge h runs from origin[h] to origin[h ^ 1]; its face lies on the left; h >> 1 is its edge.
 * Blocks, grids and roads are all read from this one structure, so neighbours share their border point by point.
 */
export class PlanarGraph {
  readonly corners: Point[] = [];
  readonly origin: number[] = [];
  readonly next: number[] = [];
  readonly face: number[] = [];
  /** By edge (h >> 1). */
  readonly street: number[] = [];
  /** One half-edge of each face; face 0 is the outside. */
  readonly faceStart: number[] = [];

  /** Builds the partition of the inside of `outline` by the lines; parts of lines that end nowhere are dropped. */
  static build(outline: StreetLine, lines: readonly StreetLine[]): PlanarGraph {
    const graph = new PlanarGraph();
    const edges = graph.#crossAll(outline, lines);
    graph.#dropDeadEnds(edges);
    graph.#link([...edges.values()]);
    return graph;
  }

  /** Half-edges round a face. */
  loop(face: number): number[] {
    const start = at(this.faceStart, face);
    const halfEdges: number[] = [];
    let h = start;
    do {
      halfEdges.push(h);
      h = at(this.next, h);
    } while (h !== start);
    return halfEdges;
  }

  corner(h: number): Point {
    return at(this.corners, at(this.origin, h));
  }

  points(face: number): Point[] {
    return this.loop(face).map((h) => this.corner(h));
  }

  edgeLength(h: number): number {
    return distance(this.corner(h), this.corner(h ^ 1));
  }

  /** Splits a face along a cut found on `points(face)`; returns the new face (the part right of the cut's way). */
  splitFace(face: number, cut: Cut, street: number): number {
    const loop = this.loop(face);
    const first = at(loop, cut.from.edge);
    const second = at(loop, cut.to.edge);
    const from = cut.from.t === 0 ? first : this.#splitEdge(first, cut.from.t);
    const to = cut.to.t === 0 ? second : this.#splitEdge(second, cut.to.t);
    return this.#join(face, from, to, cut.bends, street);
  }

  /** Puts a corner on the half-edge; returns the half-edge that now starts there. */
  #splitEdge(h: number, t: number): number {
    const p = between(this.corner(h), this.corner(h ^ 1), t);
    const corner = this.corners.push({ x: round(p.x), y: round(p.y) }) - 1;
    const twin = h ^ 1;
    const added = this.origin.length;
    // h: a -> new, added: new -> b; twin: b -> … is handed to the added edge's other side, so that twin stays h ^ 1.
    this.origin.push(corner, at(this.origin, twin));
    this.face.push(at(this.face, h), at(this.face, twin));
    this.next.push(at(this.next, h), twin);
    this.street.push(at(this.street, h >> 1));
    const before = this.#previous(twin);
    this.next[h] = added;
    this.next[before] = added ^ 1;
    this.origin[twin] = corner;
    if (this.faceStart[at(this.face, twin)] === twin) this.faceStart[at(this.face, twin)] = added ^ 1;
    return added;
  }

  #previous(h: number): number {
    // Walk round the face: faces are small, and only the outside is long.
    let step = h;
    while (at(this.next, step) !== h) step = at(this.next, step);
    return step;
  }

  #join(face: number, from: number, to: number, bends: readonly Point[], street: number): number {
    const way = [at(this.origin, from), ...bends.map((p) => this.corners.push({ x: round(p.x), y: round(p.y) }) - 1), at(this.origin, to)];
    const beforeFrom = this.#previous(from);
    const beforeTo = this.#previous(to);
    const added = this.faceStart.length;
    const start = this.origin.length;
    for (let step = 0; step + 1 < way.length; step += 1) {
      this.origin.push(at(way, step), at(way, step + 1));
      this.face.push(face, added);
      this.street.push(street);
      this.next.push(start + 2 * step + 2, start + 2 * step - 1);
    }
    const last = this.origin.length - 2;
    this.next[last] = to;
    this.next[start + 1] = from;
    this.next[beforeFrom] = start;
    this.next[beforeTo] = last + 1;
    this.faceStart[face] = start;
    this.faceStart.push(start + 1);
    for (const h of this.loop(added)) this.face[h] = added;
    return added;
  }

  #crossAll(outline: StreetLine, lines: readonly StreetLine[]): Map<string, [number, number, number]> {
    const all = [outline, ...lines];
    const segments = all.flatMap(({ street, points }, line) => points.slice(1).map((b, index) => ({ a: at(points, index), b, street, line, stops: [0, 1] })));
    for (const [index, one] of segments.entries()) {
      for (let other = index + 1; other < segments.length; other += 1) {
        const two = at(segments, other);
        if (one.line === two.line) continue;
        const hit = crossing(one.a, one.b, two.a, two.b);
        if (hit === null) continue;
        one.stops.push(hit.t);
        two.stops.push(hit.u);
      }
    }
    const edges = new Map<string, [number, number, number]>();
    for (const { a, b, street, stops } of segments) {
      let before = -1;
      for (const t of stops.sort((first, second) => first - second)) {
        const corner = this.#cornerNear(between(a, b, t));
        if (before >= 0 && before !== corner) {
          const middle = between(at(this.corners, before), at(this.corners, corner), 0.5);
          const key = `${Math.min(before, corner)}-${Math.max(before, corner)}`;
          const keep = street === outline.street || contains(outline.points, middle);
          if (keep && !edges.has(key)) edges.set(key, [before, corner, street]);
        }
        before = corner;
      }
    }
    return edges;
  }

  #cornerNear(p: Point): number {
    const found = this.corners.findIndex((corner) => distance(corner, p) < MERGE_M);
    return found >= 0 ? found : this.corners.push({ x: round(p.x), y: round(p.y) }) - 1;
  }

  #dropDeadEnds(edges: Map<string, [number, number, number]>): void {
    for (let dropped = true; dropped; ) {
      dropped = false;
      const degree = new Map<number, number>();
      for (const [a, b] of edges.values()) {
        degree.set(a, (degree.get(a) ?? 0) + 1);
        degree.set(b, (degree.get(b) ?? 0) + 1);
      }
      for (const [key, [a, b]] of edges) {
        if (degree.get(a) !== 1 && degree.get(b) !== 1) continue;
        edges.delete(key);
        dropped = true;
      }
    }
  }

  #link(edges: readonly [number, number, number][]): void {
    const leaving = new Map<number, { h: number; angle: number }[]>();
    for (const [a, b, street] of edges) {
      const h = this.origin.length;
      this.origin.push(a, b);
      this.street.push(street);
      for (const [side, from, to] of [
        [h, a, b],
        [h + 1, b, a],
      ] as const) {
        const p = at(this.corners, from);
        const q = at(this.corners, to);
        const list = leaving.get(from) ?? [];
        list.push({ h: side, angle: Math.atan2(q.y - p.y, q.x - p.x) });
        leaving.set(from, list);
      }
    }
    for (const list of leaving.values()) {
      list.sort((first, second) => first.angle - second.angle);
      // Arriving by h ^ 1's twin, the face on the left goes on with the next edge clockwise.
      for (const [index, { h }] of list.entries()) this.next[h ^ 1] = at(list, index - 1).h;
    }
    this.#findFaces();
  }

  #findFaces(): void {
    const loops: number[][] = [];
    const seen = new Set<number>();
    for (let start = 0; start < this.origin.length; start += 1) {
      if (seen.has(start)) continue;
      const loop: number[] = [];
      for (let h = start; !seen.has(h); h = at(this.next, h)) {
        seen.add(h);
        loop.push(h);
      }
      loops.push(loop);
    }
    const isOutside = (loop: number[]): boolean => area(loop.map((h) => this.corner(h))) < 0;
    const outside = loops.filter(isOutside);
    if (outside.length !== 1) throw new Error(`the streets fall apart into ${outside.length} pieces`);
    for (const loop of [...outside, ...loops.filter((one) => !isOutside(one))]) {
      const face = this.faceStart.push(at(loop, 0)) - 1;
      for (const h of loop) this.face[h] = face;
    }
  }
}
