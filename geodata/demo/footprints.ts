import { allClear, findCut, splitLot } from './cut.ts';
import { area, at, centroid, contains, inset, type LotPoint, lineLength, orientedBox, type Point, rectangle } from './plane.ts';
import type { Random } from './random.ts';

/** A building before it has a name: footprint and how many homes it can hold (floors × staircases × doors). */
export interface Footprint {
  points: Point[];
  kind: 'residential' | 'courtyard' | 'commercial' | 'school' | 'hospital' | 'market' | 'station' | 'industrial' | 'office' | 'construction';
  floors: number;
  units: number;
  /** Homes per floor and staircase; 0 = nobody lives here. */
  doors: number;
}

/** A lane between courtyards before it has a name. */
export interface Lane {
  points: Point[];
  widthM: number;
  isDeadEnd: boolean;
  /** Metres at its start and end that lie in the street it opens on. */
  kerbs: [number, number];
}

export interface GreenArea {
  layer: 'green' | 'water';
  class: 'park' | 'garden' | 'field' | 'pitch' | 'pond';
  points: Point[];
}

/** What a block is filled with. */
export interface Filling {
  footprints: Footprint[];
  lanes: Lane[];
  greens: GreenArea[];
}

export const emptyFilling = (): Filling => ({ footprints: [], lanes: [], greens: [] });

export interface RowStyle {
  kind: Footprint['kind'];
  lengths: readonly number[];
  depth: number;
  pitch: number;
  gap: number;
  floors: readonly [number, number];
  doors: number;
  /** Metres of slab per staircase; 0 = one staircase whatever the length. */
  unitLength: number;
  /** Share of the places left empty (yards, gardens). */
  empty: number;
}

/** Turn of the rows against east-west: along the block, but never so far that the rooms stop looking south. */
export function southTurn(lot: readonly Point[], random: Random): number {
  const { axis } = orientedBox(lot);
  const quarter = Math.PI / 2;
  let angle = Math.atan2(axis.y, axis.x) % quarter;
  if (angle > quarter / 2) angle -= quarter;
  if (angle < -quarter / 2) angle += quarter;
  return Math.max(-0.42, Math.min(0.42, angle)) + random.normal() * 0.008;
}

/** Fills a lot with parallel rows of slabs or sheds, each as long as its place allows. */
export function rows(lot: readonly LotPoint[], turn: number, style: RowStyle, random: Random): Footprint[] {
  const made: Footprint[] = [];
  const cos = Math.cos(turn);
  const sin = Math.sin(turn);
  const us = lot.map((p) => p.x * cos + p.y * sin);
  const vs = lot.map((p) => p.y * cos - p.x * sin);
  const end = Math.max(...us);
  const top = Math.max(...vs);
  const floors = random.int(...style.floors);
  for (let v = Math.min(...vs) + style.depth / 2 + 4; v < top; ) {
    let found = false;
    for (let u = Math.min(...us) + 2; u < end; ) {
      const length = style.lengths.find((one) => {
        const centre = { x: (u + one / 2) * cos - v * sin, y: (u + one / 2) * sin + v * cos };
        const box = rectangle(centre, turn, one, style.depth);
        const middles = box.map((p, index) => ({ x: (p.x + at(box, index + 1).x) / 2, y: (p.y + at(box, index + 1).y) / 2 }));
        return allClear(lot, [...box, ...middles]);
      });
      if (length === undefined) {
        u += 3;
        continue;
      }
      found = true;
      if (!random.chance(style.empty)) {
        const centre = { x: (u + length / 2) * cos - v * sin, y: (u + length / 2) * sin + v * cos };
        const units = style.unitLength === 0 ? 1 : Math.max(1, Math.round(length / style.unitLength));
        made.push({
          points: rectangle(centre, turn, length, style.depth),
          kind: style.kind,
          floors: floors + (random.chance(0.15) ? 1 : 0),
          units,
          doors: style.doors,
        });
      }
      u += length + style.gap * random.range(0.9, 1.25);
    }
    v += found ? style.pitch * random.range(0.97, 1.08) : 3;
  }
  return made;
}

/** Cuts a lot into courtyards along crooked lanes, some of them dead ends, and puts a house on each. */
export function courtyards(lot: LotPoint[], random: Random, style: { plot: number; floors: readonly [number, number]; hints: readonly Point[] }): Filling {
  const filling = emptyFilling();
  const queue: { lot: LotPoint[]; depth: number }[] = [{ lot, depth: 0 }];
  for (let item = queue.pop(); item !== undefined; item = queue.pop()) {
    const size = area(item.lot);
    const isLane = size > style.plot * 4.4;
    const cut =
      size < style.plot * random.range(0.95, 1.7)
        ? null
        : findCut(item.lot, random, { turn: isLane ? 0.08 : 0.05, bow: isLane ? 0.05 : 0, share: 0.27, snap: isLane ? 4 : 1.5, hints: style.hints });
    if (cut === null) {
      const house = houseOn(item.lot, random, style.floors);
      if (house !== null) filling.footprints.push(house);
      continue;
    }
    const widthM = Math.round(random.range(item.depth === 0 ? 3 : 1.8, item.depth === 0 ? 5 : 3.4) * 10) / 10;
    const reach = isLane && item.depth > 0 && random.chance(0.34) ? random.range(0.5, 0.85) : 1;
    const wall = random.range(0.12, 0.5);
    const { lots, lane, kerbs } = splitLot(item.lot, cut, isLane ? widthM / 2 + 0.3 : wall, wall, reach);
    if (isLane && lineLength(lane) > 22) filling.lanes.push({ points: lane, widthM, isDeadEnd: reach < 1, kerbs });
    queue.push({ lot: lots[0], depth: item.depth + 1 }, { lot: lots[1], depth: item.depth + 1 });
  }
  return filling;
}

function houseOn(lot: readonly LotPoint[], random: Random, floors: readonly [number, number]): Footprint | null {
  let points = inset(lot);
  if (points.length < 3 || area(points) < 42) return null;
  const box = orientedBox(points);
  if (box.width < 5) return null;
  if (points.length === 4 && area(points) > 110 && random.chance(0.5)) points = withYard(points, random);
  if (!contains(points, centroid(points)) && points.length !== 6) return null;
  return { points, kind: 'courtyard', floors: random.int(...floors), units: 1, doors: 1 };
}

/** Takes a corner out of a four-sided house: the yard. The corner facing south-east, where the gate is. */
function withYard(points: readonly Point[], random: Random): Point[] {
  let corner = 0;
  for (let index = 1; index < 4; index += 1) if (at(points, index).x - at(points, index).y > at(points, corner).x - at(points, corner).y) corner = index;
  const [a, b, c, d] = [0, 1, 2, 3].map((step) => at(points, corner + step)) as [Point, Point, Point, Point];
  const s = random.range(0.4, 0.62);
  const t = random.range(0.4, 0.62);
  const along = (p: Point, q: Point, share: number): Point => ({ x: p.x + (q.x - p.x) * share, y: p.y + (q.y - p.y) * share });
  const onFirst = along(a, b, s);
  const onLast = along(a, d, t);
  const inner = along(along(a, b, s), along(d, c, s), t);
  return [onFirst, b, c, d, onLast, inner];
}

/** An oval (running track, pond) that fits into the lot at the centre given, or null. */
export function oval(lot: readonly LotPoint[], centre: Point, turn: number, length: number, width: number): Point[] | null {
  const points: Point[] = [];
  for (let index = 0; index < 28; index += 1) {
    const angle = (index / 28) * 2 * Math.PI;
    const u = (Math.cos(angle) * length) / 2;
    const v = (Math.sin(angle) * width) / 2;
    points.push({ x: centre.x + u * Math.cos(turn) - v * Math.sin(turn), y: centre.y + u * Math.sin(turn) + v * Math.cos(turn) });
  }
  return allClear(lot, points) ? points : null;
}
