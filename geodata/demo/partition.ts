import { findCut } from './cut.ts';
import { inRiver, type Layout, STREET_WIDTH_M, type StreetClass } from './layout.ts';
import type { CommunityPlan, DistrictPlan } from './plan.ts';
import { PlanarGraph } from './planar-graph.ts';
import { area, at, centroid, orientedBox, type Point } from './plane.ts';
import type { Random } from './random.ts';

/** A level-4 grid in the making: one or more faces of the street graph. */
export interface Cell {
  faces: number[];
  area: number;
  centre: Point;
  community: number;
}

export interface Partition {
  graph: PlanarGraph;
  layout: Layout;
  /** By face; -1 = outside. */
  cellOf: number[];
  cells: Cell[];
  communities: { plan: CommunityPlan; subdistrict: number; cells: number[] }[];
  /** Faces that are river, with no land to build on. */
  riverFaces: Set<number>;
}

/** How willingly two neighbours across such a street are put into one community: arterials are the borders people know. */
const MERGE_EASE: Record<StreetClass, number> = { a: 0.15, b: 0.4, c: 1, d: 1.7, lane: 2, path: 2 };

/** Cuts the skeleton's faces into level-4 cells, and groups these into communities and subdistricts along the bigger streets. */
export function partition(layout: Layout, plan: DistrictPlan, random: Random): Partition {
  const graph = PlanarGraph.build(layout.outline, layout.lines);
  const macroFaces = graph.faceStart.length;
  const macroOf = graph.faceStart.map((_, face) => face);
  const riverFaces = new Set<number>();
  for (let face = 1; face < macroFaces; face += 1) if (inRiver(layout, centroid(graph.points(face)))) riverFaces.add(face);
  const subdistrictOfMacro = graph.faceStart.map((_, face) => nearestSubdistrict(centroid(graph.points(face)), plan));
  cutIntoCells(graph, layout, plan, macroOf, riverFaces, random);
  const groups = mergeSlivers(graph, layout, plan, riverFaces);
  const cells = groups.map((faces): Cell => {
    const biggest = faces.reduce((best, face) => (area(graph.points(face)) > area(graph.points(best)) ? face : best));
    return { faces, area: faces.reduce((sum, face) => sum + area(graph.points(face)), 0), centre: centroid(graph.points(biggest)), community: -1 };
  });
  const cellOf: number[] = graph.faceStart.map(() => -1);
  for (const [cell, { faces }] of cells.entries()) for (const face of faces) cellOf[face] = cell;
  const borders = bordersOf(graph, layout, cellOf, cells.length);
  const subdistrictOf = cells.map(({ faces }) => at(subdistrictOfMacro, at(macroOf, at(faces, 0))));
  connect(subdistrictOf, borders, plan.subdistricts.length);
  const communities: Partition['communities'] = [];
  for (const [subdistrict, { communities: plans }] of plan.subdistricts.entries()) {
    const members = cells.flatMap((_, cell) => (subdistrictOf[cell] === subdistrict ? [cell] : []));
    const regions = agglomerate(members, cells, borders, plans.length);
    for (const [index, region] of matchNames(regions, cells, plans, plan).entries()) {
      for (const cell of region) at(cells, cell).community = communities.length;
      communities.push({ plan: at(plans, index), subdistrict, cells: region });
    }
  }
  return { graph, layout, cellOf, cells, communities, riverFaces };
}

function nearestSubdistrict(p: Point, plan: DistrictPlan): number {
  let best = 0;
  let least = Infinity;
  for (const [index, { communities }] of plan.subdistricts.entries()) {
    for (const { at: place } of communities) {
      const off = Math.hypot(p.x - place[0] * plan.scale.halfWidth, p.y - place[1] * plan.scale.halfHeight);
      if (off < least) {
        least = off;
        best = index;
      }
    }
  }
  return best;
}

function cutIntoCells(graph: PlanarGraph, layout: Layout, plan: DistrictPlan, macroOf: number[], riverFaces: Set<number>, random: Random): void {
  const queue = graph.faceStart.map((_, face) => face).slice(1);
  for (let face = queue.pop(); face !== undefined; face = queue.pop()) {
    if (riverFaces.has(face)) continue;
    const points = graph.points(face);
    const size = area(points);
    if (size < plan.scale.cellArea * random.range(1.15, 1.75)) continue;
    const ratio = size / plan.scale.cellArea;
    const streetClass: StreetClass = ratio > 9 ? 'b' : ratio > 3 ? 'c' : 'd';
    const cut = findCut(points, random, { turn: ratio > 3 ? 0.12 : 0.07, bow: 0.035, share: 0.3, snap: Math.min(45, Math.sqrt(plan.scale.cellArea) * 0.2) });
    if (cut === null) continue;
    const street = layout.streets.push({ class: streetClass, name: null, widthM: STREET_WIDTH_M[streetClass] * random.range(0.85, 1.1) }) - 1;
    const added = graph.splitFace(face, cut, street);
    macroOf[added] = at(macroOf, face);
    queue.push(face, added);
  }
}

/** Too small or too thin to be a grid: joined to the neighbour with the longest common border. River stretches join a bank. */
function mergeSlivers(graph: PlanarGraph, layout: Layout, plan: DistrictPlan, riverFaces: Set<number>): number[][] {
  const groupOf = graph.faceStart.map((_, face) => face);
  const find = (face: number): number => (groupOf[face] === face ? face : find(at(groupOf, face)));
  const slivers = graph.faceStart
    .map((_, face) => ({ face, size: area(graph.points(face)) }))
    .slice(1)
    .filter(
      ({ face, size }) =>
        riverFaces.has(face) || size < plan.scale.cellArea * 0.3 || orientedBox(graph.points(face)).width < Math.sqrt(plan.scale.cellArea) * 0.28,
    )
    .sort((a, b) => a.size - b.size);
  for (const { face } of slivers) {
    const shared = new Map<number, number>();
    for (const h of graph.loop(face)) {
      const other = at(graph.face, h ^ 1);
      if (other === 0 || find(other) === find(face) || (riverFaces.has(face) && riverFaces.has(other))) continue;
      const ease = riverFaces.has(other) ? 0.01 : MERGE_EASE[at(layout.streets, at(graph.street, h >> 1)).class];
      shared.set(find(other), (shared.get(find(other)) ?? 0) + graph.edgeLength(h) * (riverFaces.has(face) ? 1 : ease));
    }
    const target = [...shared].sort((a, b) => b[1] - a[1])[0];
    if (target !== undefined) groupOf[find(face)] = target[0];
  }
  const groups = new Map<number, number[]>();
  for (let face = 1; face < groupOf.length; face += 1) groups.set(find(face), [...(groups.get(find(face)) ?? []), face]);
  return [...groups.values()];
}

/** Length of common border of every two neighbouring cells, weighted by how easily it is crossed. */
type Borders = Map<number, number>[];

function bordersOf(graph: PlanarGraph, layout: Layout, cellOf: readonly number[], count: number): Borders {
  const borders: Borders = Array.from({ length: count }, () => new Map());
  for (let h = 0; h < graph.origin.length; h += 1) {
    const one = at(cellOf, at(graph.face, h));
    const other = at(cellOf, at(graph.face, h ^ 1));
    if (one < 0 || other < 0 || one === other) continue;
    const weight = graph.edgeLength(h) * MERGE_EASE[at(layout.streets, at(graph.street, h >> 1)).class];
    at(borders, one).set(other, (at(borders, one).get(other) ?? 0) + weight);
  }
  return borders;
}

/** Cells cut off from the main body of their subdistrict go to the neighbour they touch most. */
function connect(groupOf: number[], borders: Borders, groups: number): void {
  for (let round = 0; round < 4; round += 1) {
    for (let group = 0; group < groups; group += 1) {
      const parts = components(
        groupOf.flatMap((own, cell) => (own === group ? [cell] : [])),
        borders,
      ).sort((a, b) => b.length - a.length);
      for (const part of parts.slice(1)) {
        const pull = new Map<number, number>();
        for (const cell of part) {
          for (const [other, weight] of at(borders, cell)) {
            const own = at(groupOf, other);
            if (own !== group) pull.set(own, (pull.get(own) ?? 0) + weight);
          }
        }
        const target = [...pull].sort((a, b) => b[1] - a[1])[0];
        if (target !== undefined) for (const cell of part) groupOf[cell] = target[0];
      }
    }
  }
}

function components(members: readonly number[], borders: Borders): number[][] {
  const left = new Set(members);
  const parts: number[][] = [];
  for (const start of members) {
    if (!left.delete(start)) continue;
    const part = [start];
    for (const cell of part) for (const other of at(borders, cell).keys()) if (left.delete(other)) part.push(other);
    parts.push(part);
  }
  return parts;
}

/** Joins the smallest region to its most willing neighbour until `count` are left. */
function agglomerate(members: readonly number[], cells: readonly Cell[], borders: Borders, count: number): number[][] {
  const regions = members.map((cell) => [cell]);
  const size = (region: readonly number[]): number => region.reduce((sum, cell) => sum + at(cells, cell).area, 0);
  while (regions.length > count) {
    regions.sort((a, b) => size(a) - size(b));
    const small = regions.find((region) => neighbour(region, regions, borders, size) !== null);
    if (small === undefined) break;
    const target = neighbour(small, regions, borders, size) as number[];
    target.push(...small);
    regions.splice(regions.indexOf(small), 1);
  }
  if (regions.length !== count) throw new Error(`${regions.length} communities instead of ${count}`);
  return regions;
}

function neighbour(region: readonly number[], regions: number[][], borders: Borders, size: (region: readonly number[]) => number): number[] | null {
  let best: number[] | null = null;
  let most = 0;
  for (const other of regions) {
    if (other === region) continue;
    const inOther = new Set(other);
    let shared = 0;
    for (const cell of region) for (const [next, weight] of at(borders, cell)) if (inOther.has(next)) shared += weight;
    const score = shared / Math.sqrt(size(other));
    if (score > most) {
      most = score;
      best = other;
    }
  }
  return best;
}

/** Gives every region the name whose planned place is nearest, closest pairs first. Result is in the order of the plans. */
function matchNames(regions: readonly number[][], cells: readonly Cell[], plans: readonly CommunityPlan[], plan: DistrictPlan): number[][] {
  const pairs = regions.flatMap((region, index) => {
    const total = region.reduce((sum, cell) => sum + at(cells, cell).area, 0);
    const x = region.reduce((sum, cell) => sum + at(cells, cell).centre.x * at(cells, cell).area, 0) / total;
    const y = region.reduce((sum, cell) => sum + at(cells, cell).centre.y * at(cells, cell).area, 0) / total;
    return plans.map((one, name) => ({ index, name, off: Math.hypot(x - one.at[0] * plan.scale.halfWidth, y - one.at[1] * plan.scale.halfHeight) }));
  });
  const named: number[][] = [];
  const used = new Set<number>();
  for (const { index, name } of pairs.sort((a, b) => a.off - b.off)) {
    if (named[name] !== undefined || used.has(index)) continue;
    named[name] = at(regions, index);
    used.add(index);
  }
  return named;
}
