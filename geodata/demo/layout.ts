import type { StreetLine } from './planar-graph.ts';
import { at, contains, distance, type Point } from './plane.ts';
import type { Random } from './random.ts';

export type StreetClass = 'a' | 'b' | 'c' | 'd' | 'lane' | 'path';

export interface Street {
  class: StreetClass;
  name: string | null;
  widthM: number;
}

/** What makes a small, a middle and a large district. */
export interface Scale {
  /** Half extent of the district east-west and north-south, metres. */
  halfWidth: number;
  halfHeight: number;
  /** Wanted area of a level-4 grid and of a micro-grid, m². */
  cellArea: number;
  microArea: number;
}

export interface Layout {
  outline: StreetLine;
  lines: StreetLine[];
  streets: Street[];
  river: { centre: Point[]; widths: number[]; name: string };
  /** Middle of the old town. */
  core: Point;
}

export const STREET_WIDTH_M: Record<StreetClass, number> = { a: 32, b: 22, c: 14, d: 8, lane: 3.2, path: 4 };

/** A curve through the points given as shares of the half extents, resampled about every `step` metres (Catmull-Rom). */
function curve(knots: readonly (readonly [number, number])[], scale: Scale, step: number): Point[] {
  const points = knots.map(([x, y]): Point => ({ x: x * scale.halfWidth, y: y * scale.halfHeight }));
  const line: Point[] = [];
  for (let index = 0; index + 1 < points.length; index += 1) {
    const p0 = at(points, Math.max(0, index - 1));
    const p1 = at(points, index);
    const p2 = at(points, index + 1);
    const p3 = at(points, Math.min(points.length - 1, index + 2));
    const count = Math.max(1, Math.round(distance(p1, p2) / step));
    for (let part = 0; part < count; part += 1) {
      const t = part / count;
      const blend = (a: number, b: number, c: number, d: number): number =>
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t);
      line.push({ x: blend(p0.x, p1.x, p2.x, p3.x), y: blend(p0.y, p1.y, p2.y, p3.y) });
    }
  }
  line.push(at(points, points.length - 1));
  return line;
}

function outlineOf(scale: Scale, random: Random): Point[] {
  const corners: Point[] = [];
  const count = scale.halfWidth < 900 ? 8 : 12;
  for (let index = 0; index < count; index += 1) {
    const angle = ((index + random.range(-0.28, 0.28)) / count) * 2 * Math.PI;
    // A superellipse with dents: districts fill their box better than an ellipse does.
    const squareness = (Math.abs(Math.cos(angle)) ** 2.6 + Math.abs(Math.sin(angle)) ** 2.6) ** (-1 / 2.6);
    const radius = squareness * random.range(0.88, 1.06);
    corners.push({ x: Math.cos(angle) * radius * scale.halfWidth, y: Math.sin(angle) * radius * scale.halfHeight });
  }
  const loop: Point[] = [];
  for (let index = 0; index < count; index += 1) {
    const a = at(corners, index);
    const b = at(corners, index + 1);
    const length = distance(a, b);
    const bow = random.range(-0.05, 0.09) * length;
    const parts = Math.max(2, Math.round(length / 120));
    for (let part = 0; part < parts; part += 1) {
      const t = part / parts;
      const off = bow * 4 * t * (1 - t);
      loop.push({ x: a.x + (b.x - a.x) * t + ((b.y - a.y) / length) * off, y: a.y + (b.y - a.y) * t - ((b.x - a.x) / length) * off });
    }
  }
  return loop;
}

/** Parallel line at `offset(index)` metres to the left. */
export function parallel(line: readonly Point[], offset: (index: number) => number): Point[] {
  return line.map((p, index) => {
    const before = at(line, Math.max(0, index - 1));
    const after = at(line, Math.min(line.length - 1, index + 1));
    const length = distance(before, after);
    return { x: p.x - ((after.y - before.y) / length) * offset(index), y: p.y + ((after.x - before.x) / length) * offset(index) };
  });
}

/** [class, name, smallest half width of a district that has it, knots 'x,y x,y …' as shares of the half extents] */
type RoadPlan = readonly [StreetClass, string, number, string];

const ROADS: readonly RoadPlan[] = [
  ['a', '建设大道', 0, '-1.3,0.3 -0.75,0.39 -0.25,0.31 0.2,0.36 0.6,0.3 1.3,0.47'],
  ['a', '建安大道', 0, '0.13,1.3 0.1,0.7 0.22,0.25 0.31,-0.2 0.27,-0.6 0.4,-1.3'],
  ['a', '文昌大道', 900, '-0.62,1.3 -0.5,0.75 -0.44,0.35 -0.3,-0.1 -0.27,-0.55 -0.12,-1.3'],
  ['a', '东环路', 900, '0.5,1.3 0.6,0.8 0.7,0.3 0.71,-0.15 0.62,-0.6 0.55,-1.3'],
  ['b', '新华路', 0, '-1.3,-0.42 -0.8,-0.57 -0.3,-0.53 0.1,-0.6 0.45,-0.5 0.8,-0.58 1.3,-0.4'],
  ['b', '人民路', 900, '-1.3,0.68 -0.7,0.74 -0.42,0.69 0.05,0.72 0.35,0.76'],
  ['b', '解放路', 900, '-1.2,0.02 -0.85,0.06 -0.6,0.2 -0.4,0.5 -0.24,0.69'],
  ['b', '育才路', 900, '-0.04,1.3 -0.12,0.9 -0.13,0.55 -0.06,0.25 -0.03,-0.1 0.03,-0.55 -0.04,-1.3'],
  ['b', '许寨路', 900, '0.16,0.52 0.42,0.6 0.7,0.53 0.95,0.62 1.3,0.58'],
  ['b', '高桥路', 900, '0.6,0.9 0.8,0.35 0.88,0.02 0.9,-0.35 1.1,-0.9'],
  ['b', '南营路', 900, '-0.75,0.1 -0.66,-0.2 -0.72,-0.55 -0.6,-1.3'],
  ['c', '纺织路', 900, '0.05,-0.8 0.3,-0.78 0.6,-0.84 0.9,-0.74'],
  ['c', '杏坛路', 900, '-0.8,-0.85 -0.5,-0.77 -0.2,-0.84 0.06,-0.78'],
];

const RIVER = '-1.35,-0.24 -0.95,-0.16 -0.6,-0.07 -0.25,-0.1 0.1,-0.15 0.45,-0.09 0.75,0.06 1.0,0.14 1.35,0.22';

/** The skeleton of a district: its outline, arterial, ring and radial roads, and a river between two bank roads. */
export function layOut(scale: Scale, random: Random): Layout {
  const step = Math.max(45, scale.halfWidth / 26);
  const streets: Street[] = [];
  const add = (streetClass: StreetClass, name: string | null): number =>
    streets.push({ class: streetClass, name, widthM: STREET_WIDTH_M[streetClass] * random.range(0.92, 1.1) }) - 1;
  const outline = outlineOf(scale, random.fork('outline'));
  const outlineStreet = add('b', null);
  const wobble = random.fork('roads');
  const jitter = (knots: string): [number, number][] =>
    knots.split(' ').map((knot) => {
      const [x, y] = knot.split(',').map(Number);
      return [(x ?? 0) + wobble.normal() * 0.014, (y ?? 0) + wobble.normal() * 0.02];
    });
  const lines: StreetLine[] = [];
  const centre = curve(jitter(RIVER), scale, step);
  const size = Math.min(1, scale.halfWidth / 1400) ** 0.6;
  const widths = centre.map((_, index) => (46 + 12 * Math.sin(index / 3.1) + 6 * Math.sin(index / 1.3)) * size);
  for (const side of [1, -1]) {
    const street = add('c', side > 0 ? '滨河北路' : '滨河南路');
    lines.push({ street, points: parallel(centre, (index) => side * (at(widths, index) / 2 + 26 * size)) });
  }
  for (const [streetClass, name, least, knots] of ROADS) {
    if (scale.halfWidth < least) continue;
    lines.push({ street: add(streetClass, name), points: curve(jitter(knots), scale, step) });
  }
  const core = { x: -0.16 * scale.halfWidth, y: 0.56 * scale.halfHeight };
  if (scale.halfWidth >= 900) lines.push(ringRoad(core, scale, add('b', '环城路'), wobble));
  return { outline: { street: outlineStreet, points: [...outline, at(outline, 0)] }, lines, streets, river: { centre, widths, name: '沙河' }, core };
}

/** The line of the old town wall: a rounded, slightly turned square, now a street. */
function ringRoad(core: Point, scale: Scale, street: number, random: Random): StreetLine {
  const radius = 0.27 * scale.halfHeight;
  const points: Point[] = [];
  const turn = 0.2 + random.normal() * 0.05;
  for (let index = 0; index <= 28; index += 1) {
    const angle = (index / 28) * 2 * Math.PI;
    const squareness = (Math.abs(Math.cos(angle)) ** 4 + Math.abs(Math.sin(angle)) ** 4) ** -0.25;
    const r = radius * squareness * (1 + 0.05 * Math.sin(3 * angle + 1));
    points.push({ x: core.x + r * 1.25 * Math.cos(angle + turn), y: core.y + r * Math.sin(angle + turn) });
  }
  points[28] = at(points, 0);
  return { street, points };
}

/** Is the point between the two banks? */
export function inRiver(layout: Layout, p: Point): boolean {
  return contains(riverOutline(layout, 8), p);
}

/** The water's edge, widened by `margin` metres on both sides. */
export function riverOutline(layout: Layout, margin = 0): Point[] {
  const { centre, widths } = layout.river;
  const left = parallel(centre, (index) => at(widths, index) / 2 + margin);
  const right = parallel(centre, (index) => -at(widths, index) / 2 - margin);
  return [...right, ...left.reverse()];
}
