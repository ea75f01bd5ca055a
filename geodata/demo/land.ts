import { type BlockUse, fillBlock } from './blocks.ts';
import { findCut } from './cut.ts';
import type { Filling } from './footprints.ts';
import { STREET_WIDTH_M, type StreetClass } from './layout.ts';
import type { Partition } from './partition.ts';
import { type DistrictPlan, USES, type Use } from './plan.ts';
import { area, at, centroid, type LotPoint, orientedBox, type Point } from './plane.ts';
import type { Random } from './random.ts';

/** A micro-grid in the making: the faces it is made of, what it is used for, and what stands on it. */
export interface Block {
  cell: number;
  faces: number[];
  use: BlockUse;
  area: number;
  centre: Point;
  filling: Filling;
}

/** The class of the ways that divide a cell of such a use; 'path' is drawn by nobody, 'lane' becomes an alley. */
const INNER_STREET: Record<Use, StreetClass> = {
  village: 'lane',
  courtyards: 'lane',
  old_compound: 'path',
  new_compound: 'path',
  industrial: 'd',
  office: 'd',
  construction: 'd',
  park: 'path',
  fields: 'path',
};
/** How much bigger than usual the micro-grids of such a cell are: slabs and sheds need room, courtyards do not. */
const ROOM: Record<Use, number> = {
  village: 0.95,
  courtyards: 0.9,
  old_compound: 1.5,
  new_compound: 1.7,
  industrial: 2,
  office: 1.5,
  construction: 1.5,
  park: 2.5,
  fields: 2.5,
};
const KERB_M: Record<StreetClass, number> = { a: 7, b: 5, c: 3.5, d: 2, lane: 0.3, path: 1.5 };

/** Gives every cell a use, cuts it into micro-grids, places schools, a market, a hospital, a station, and builds on all of it. */
export function settle(partition: Partition, plan: DistrictPlan, random: Random): Block[] {
  const uses = cellUses(partition, random.fork('uses'));
  cutIntoBlocks(partition, plan, uses, random.fork('blocks'));
  const blocks = collectBlocks(partition, plan, uses);
  placeSpecials(blocks, partition, plan, random.fork('specials'));
  const hints: Point[] = [];
  const fill = random.fork('fill');
  for (const block of blocks) {
    for (const face of block.faces) {
      if (partition.riverFaces.has(face)) continue;
      const lot = lotOf(partition, face);
      const near =
        block.use === 'village' || block.use === 'courtyards'
          ? hints.filter((p) => Math.abs(p.x - block.centre.x) < 160 && Math.abs(p.y - block.centre.y) < 160)
          : [];
      const filling = fillBlock(block.use, lot, fill, near);
      block.filling.footprints.push(...filling.footprints);
      block.filling.lanes.push(...filling.lanes);
      block.filling.greens.push(...filling.greens);
      for (const lane of filling.lanes) {
        hints.push(at(lane.points, 0));
        if (!lane.isDeadEnd) hints.push(at(lane.points, lane.points.length - 1));
      }
    }
  }
  return blocks;
}

function cellUses(partition: Partition, random: Random): Use[] {
  const uses: Use[] = partition.cells.map(() => 'old_compound');
  for (const { plan, cells } of partition.communities) {
    for (const cell of cells) uses[cell] = at(USES, random.weighted(plan.mix));
    // A community whose dice missed its main use would not deserve its name.
    const main = plan.mix.indexOf(Math.max(...plan.mix));
    if (!cells.some((cell) => uses[cell] === at(USES, main))) uses[at(cells, 0)] = at(USES, main);
  }
  return uses;
}

function cutIntoBlocks(partition: Partition, plan: DistrictPlan, uses: readonly Use[], random: Random): void {
  const { graph, layout, cellOf, riverFaces } = partition;
  const queue = graph.faceStart.map((_, face) => face).slice(1);
  for (let face = queue.pop(); face !== undefined; face = queue.pop()) {
    if (riverFaces.has(face)) continue;
    const cell = at(cellOf, face);
    const use = at(uses, cell);
    const points = graph.points(face);
    const wanted = plan.scale.microArea * ROOM[use];
    if (area(points) < wanted * random.range(1.15, 1.8)) continue;
    const cut = findCut(points, random, { turn: 0.07, bow: use === 'village' || use === 'courtyards' ? 0.06 : 0.015, share: 0.3, snap: 22 });
    if (cut === null) continue;
    const streetClass = use === 'courtyards' && random.chance(0.4) ? 'd' : INNER_STREET[use];
    const street = layout.streets.push({ class: streetClass, name: null, widthM: STREET_WIDTH_M[streetClass] * random.range(0.8, 1.3) }) - 1;
    const added = graph.splitFace(face, cut, street);
    cellOf[added] = cell;
    at(partition.cells, cell).faces.push(added);
    queue.push(face, added);
  }
}

/** One block a face; a river stretch or a splinter joins the block of its cell that it touches most. */
function collectBlocks(partition: Partition, plan: DistrictPlan, uses: readonly Use[]): Block[] {
  const { graph, riverFaces, cells } = partition;
  const blocks: Block[] = [];
  for (const [cell, { faces }] of cells.entries()) {
    const isPart = (face: number): boolean => riverFaces.has(face) || area(graph.points(face)) < plan.scale.microArea * 0.25;
    const whole = faces.filter((face) => !isPart(face));
    const hosts = whole.length > 0 ? whole : faces.slice(0, 1);
    const own = new Map(hosts.map((face) => [face, [face]]));
    const hostOf = new Map(hosts.map((face) => [face, face]));
    let rest = faces.filter((face) => !hostOf.has(face));
    while (rest.length > 0) {
      const left: number[] = [];
      for (const face of rest) {
        const shared = new Map<number, number>();
        for (const h of graph.loop(face)) {
          const host = hostOf.get(at(graph.face, h ^ 1));
          if (host !== undefined) shared.set(host, (shared.get(host) ?? 0) + graph.edgeLength(h));
        }
        const host = [...shared].sort((a, b) => b[1] - a[1])[0]?.[0];
        if (host === undefined) left.push(face);
        else {
          own.get(host)?.push(face);
          hostOf.set(face, host);
        }
      }
      if (left.length === rest.length) {
        // Touches nothing of its cell: stands alone.
        const face = at(left, 0);
        own.set(face, [face]);
        hostOf.set(face, face);
        left.shift();
      }
      rest = left;
    }
    for (const [host, members] of own) {
      const centre = centroid(graph.points(host));
      const size = members.reduce((sum, face) => sum + area(graph.points(face)), 0);
      blocks.push({ cell, faces: members, use: at(uses, cell), area: size, centre, filling: { footprints: [], lanes: [], greens: [] } });
    }
  }
  return blocks;
}

/** Schools spread over the district, one hospital and two markets near the old town, the station at the rim, small parks and shop blocks. */
function placeSpecials(blocks: Block[], partition: Partition, plan: DistrictPlan, random: Random): void {
  const { core } = partition.layout;
  const { halfWidth, halfHeight } = plan.scale;
  const free = blocks.filter(({ faces, use, area: size }) => {
    const box = orientedBox(partition.graph.points(at(faces, 0)));
    return faces.length === 1 && !partition.riverFaces.has(at(faces, 0)) && use !== 'park' && box.width > 50 && size > plan.scale.microArea * 0.6;
  });
  const take = (use: BlockUse, x: number, y: number): void => {
    let best: Block | undefined;
    for (const block of free)
      if (best === undefined || Math.hypot(block.centre.x - x, block.centre.y - y) < Math.hypot(best.centre.x - x, best.centre.y - y)) best = block;
    if (best === undefined) return;
    best.use = use;
    free.splice(free.indexOf(best), 1);
  };
  take('hospital', core.x + halfWidth * 0.3, core.y - halfHeight * 0.3);
  take('market', core.x - halfWidth * 0.08, core.y);
  take('market', halfWidth * 0.4, -halfHeight * 0.4);
  take('station', halfWidth * 0.4, -halfHeight * 0.85);
  const spread = random.shuffle(partition.communities.map((_, index) => index));
  for (let school = 0; school < plan.schools; school += 1) {
    const { plan: community } = at(partition.communities, at(spread, school));
    const x = (community.at[0] + random.range(-0.1, 0.1)) * halfWidth;
    take(school % 3 === 2 ? 'kindergarten' : 'school', x, (community.at[1] + random.range(-0.1, 0.1)) * halfHeight);
  }
  for (const block of free) {
    if (random.chance(0.035)) block.use = 'park';
    else if (block.use !== 'village' && random.chance(0.04)) block.use = 'shops';
    else if (random.chance(0.02)) block.use = 'construction';
  }
  for (const use of ['park', 'construction', 'industrial'] as const) {
    if (!blocks.some((block) => block.use === use)) take(use, random.range(-1, 1) * halfWidth, random.range(-1, 1) * halfHeight);
  }
}

/** A face as a lot: every edge keeps the street's half width and its pavement free. */
function lotOf({ graph, layout }: Partition, face: number): LotPoint[] {
  return graph.loop(face).map((h) => {
    const street = at(layout.streets, at(graph.street, h >> 1));
    return { ...graph.corner(h), setback: street.widthM / 2 + KERB_M[street.class] };
  });
}
