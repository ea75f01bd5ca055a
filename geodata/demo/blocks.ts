import { courtyards, emptyFilling, type Filling, type Footprint, oval, type RowStyle, rows, southTurn } from './footprints.ts';
import type { Use } from './plan.ts';
import { area, at, centroid, distanceToSegment, inset, type LotPoint, orientedBox, type Point } from './plane.ts';
import type { Random } from './random.ts';

/** What stands on a micro-grid: the use of its cell, or something of its own. */
export type BlockUse = Use | 'school' | 'kindergarten' | 'market' | 'hospital' | 'station' | 'shops';

const SLABS: RowStyle = { kind: 'residential', lengths: [64, 48, 34], depth: 11.5, pitch: 27, gap: 9, floors: [5, 6], doors: 2, unitLength: 16, empty: 0.04 };
const OLD_SLABS: RowStyle = { ...SLABS, lengths: [52, 40, 28], depth: 10, pitch: 22, gap: 7, floors: [3, 5], unitLength: 13.5, empty: 0.06 };
const MID_RISES: RowStyle = { ...SLABS, lengths: [56, 38], depth: 14, pitch: 44, gap: 16, floors: [9, 11], unitLength: 19, empty: 0.05 };
const TOWERS: RowStyle = { ...SLABS, lengths: [30, 24], depth: 17, pitch: 52, gap: 24, floors: [16, 24], doors: 4, unitLength: 0, empty: 0.08 };
const SHEDS: RowStyle = { kind: 'industrial', lengths: [86, 62, 40, 26], depth: 27, pitch: 40, gap: 12, floors: [1, 2], doors: 0, unitLength: 0, empty: 0.12 };
const OFFICES: RowStyle = { kind: 'office', lengths: [46, 32, 22], depth: 17, pitch: 40, gap: 20, floors: [4, 9], doors: 0, unitLength: 0, empty: 0.1 };
const SCHOOL_WINGS: RowStyle = { kind: 'school', lengths: [58, 40, 26, 18], depth: 10.5, pitch: 27, gap: 9, floors: [3, 5], doors: 0, unitLength: 0, empty: 0 };
const WARDS: RowStyle = { ...SCHOOL_WINGS, kind: 'hospital', lengths: [60, 42, 26], depth: 16, pitch: 32, floors: [5, 12] };
const STALLS: RowStyle = { ...SCHOOL_WINGS, kind: 'market', lengths: [70, 50, 30, 18], depth: 9, pitch: 14, gap: 6, floors: [1, 2] };
const SHELLS: RowStyle = { kind: 'construction', lengths: [40, 30, 22], depth: 16, pitch: 48, gap: 26, floors: [1, 9], doors: 0, unitLength: 0, empty: 0.35 };
const FARM: RowStyle = { kind: 'industrial', lengths: [30, 18], depth: 8, pitch: 46, gap: 60, floors: [1, 1], doors: 0, unitLength: 0, empty: 0.6 };

/** Fills one face of the street graph, its edges carrying their setbacks, according to its use. `hints`: where lanes of the neighbours end. */
export function fillBlock(use: BlockUse, lot: LotPoint[], random: Random, hints: readonly Point[]): Filling {
  const turn = southTurn(lot, random);
  switch (use) {
    case 'village':
      return courtyards(lot, random, { plot: 235, floors: [1, 4], hints });
    case 'courtyards':
      return courtyards(lot, random, { plot: 205, floors: [1, 2], hints });
    case 'old_compound':
      return compound(lot, turn, random.chance(0.4) ? OLD_SLABS : SLABS, random);
    case 'new_compound':
      return compound(lot, turn, random.chance(0.45) ? TOWERS : MID_RISES, random);
    case 'industrial':
      return { ...emptyFilling(), footprints: rows(lot, turn, SHEDS, random) };
    case 'office':
      return { ...emptyFilling(), footprints: rows(lot, turn, OFFICES, random) };
    case 'construction':
      return { ...emptyFilling(), footprints: rows(lot, turn, SHELLS, random) };
    case 'shops':
      return { ...emptyFilling(), footprints: shopFronts(lot, random) };
    case 'school':
    case 'kindergarten':
      return school(lot, turn, use, random);
    case 'hospital':
      return { ...emptyFilling(), footprints: rows(lot, turn, WARDS, random) };
    case 'station':
      return {
        ...emptyFilling(),
        footprints: rows(lot, turn, { ...STALLS, kind: 'station', lengths: [96, 70, 48, 30], depth: 24, pitch: 60 }, random).slice(0, 3),
      };
    case 'market':
      return { ...emptyFilling(), footprints: rows(lot, turn, STALLS, random) };
    case 'park':
      return park(lot, turn, random);
    case 'fields':
      return fields(lot, turn, random);
  }
}

function compound(lot: LotPoint[], turn: number, style: RowStyle, random: Random): Filling {
  const filling = emptyFilling();
  filling.footprints = rows(lot, turn, style, random);
  if (style !== OLD_SLABS && area(lot) > 9_000) {
    const garden = gardenBetween(lot, filling.footprints, random);
    if (garden !== null) filling.greens.push({ layer: 'green', class: 'garden', points: garden });
  }
  return filling;
}

/** A green yard somewhere between the houses. */
function gardenBetween(lot: readonly LotPoint[], footprints: readonly Footprint[], random: Random): Point[] | null {
  const box = orientedBox(lot);
  for (let attempt = 0; attempt < 6; attempt += 1) {
    const centre = { x: box.centre.x + random.range(-0.3, 0.3) * box.length, y: box.centre.y + random.range(-0.3, 0.3) * box.width };
    const radius = random.range(9, 15);
    const free = footprints.every(({ points }) => points.every((p, index) => distanceToSegment(centre, p, at(points, index + 1)) > radius + 2));
    const shape = free ? oval(lot, centre, 0, radius * 2.2, radius * 1.4) : null;
    if (shape !== null) return shape;
  }
  return null;
}

/** Two-storey shop houses along the edge of a block, doors to the street. */
function shopFronts(lot: readonly LotPoint[], random: Random): Footprint[] {
  const inner: LotPoint[] = lot.map((p) => ({ ...p }));
  const made: Footprint[] = [];
  for (let index = 0; index < inner.length; index += 1) {
    const a = at(inner, index);
    const b = at(inner, index + 1);
    const angle = Math.atan2(b.y - a.y, b.x - a.x);
    const style: RowStyle = { kind: 'commercial', lengths: [26, 18, 12], depth: 9, pitch: 400, gap: 1.5, floors: [2, 3], doors: 0, unitLength: 0, empty: 0.08 };
    for (const one of rows(lot, angle, style, random)) {
      const centre = centroid(one.points);
      const clash = made.some(({ points }) => Math.hypot(centroid(points).x - centre.x, centroid(points).y - centre.y) < 24);
      if (!clash) made.push(one);
    }
  }
  return made;
}

function school(lot: LotPoint[], turn: number, use: 'school' | 'kindergarten', random: Random): Filling {
  const filling = emptyFilling();
  const wings = rows(lot, turn, SCHOOL_WINGS, random);
  if (use === 'kindergarten' || area(lot) < 6_000) {
    filling.footprints = wings.slice(0, 3);
    return filling;
  }
  const box = orientedBox(lot);
  // The sports ground takes the place of the wings that stand on it.
  for (const [length, width] of [
    [88, 46],
    [66, 36],
    [46, 28],
  ] as const) {
    const along = Math.atan2(box.axis.y, box.axis.x);
    const centre = { x: box.centre.x - box.axis.x * box.length * 0.16, y: box.centre.y - box.axis.y * box.length * 0.16 };
    const pitch = oval(lot, centre, along, length, width);
    if (pitch === null) continue;
    filling.greens.push({ layer: 'green', class: 'pitch', points: pitch });
    filling.footprints = wings
      .filter(({ points }) => points.every((p, index) => distanceToSegment(centre, p, at(points, index + 1)) > length / 2 + 4))
      .slice(0, 5);
    if (filling.footprints.length > 0) return filling;
    filling.greens.pop();
  }
  filling.footprints = wings.slice(0, 4);
  return filling;
}

function park(lot: LotPoint[], turn: number, random: Random): Filling {
  const filling = emptyFilling();
  const ground = inset(lot.map((p) => ({ ...p, setback: Math.max(2, p.setback - 4) })));
  if (ground.length > 2) filling.greens.push({ layer: 'green', class: 'park', points: ground });
  const pond =
    area(lot) > 5_000 && random.chance(0.5) ? oval(lot, centroid(lot), turn + random.range(-0.5, 0.5), random.range(34, 52), random.range(18, 28)) : null;
  if (pond !== null) filling.greens.push({ layer: 'water', class: 'pond', points: pond });
  return filling;
}

function fields(lot: LotPoint[], turn: number, random: Random): Filling {
  const filling = emptyFilling();
  const ground = inset(lot);
  if (ground.length > 2) filling.greens.push({ layer: 'green', class: 'field', points: ground });
  filling.footprints = rows(lot, turn, FARM, random).slice(0, 3);
  return filling;
}
