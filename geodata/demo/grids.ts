import type { Block } from './land.ts';
import type { Partition } from './partition.ts';
import type { DistrictPlan } from './plan.ts';
import { area, at, centroid, clears, contains, type Point } from './plane.ts';
import type { Projection } from './projection.ts';
import type { DemoGrid, DemoGridCode, GridLevel, PolygonRings } from './types.ts';

export interface GridTree {
  grids: DemoGrid[];
  codes: DemoGridCode[];
  district: DemoGrid;
  subdistricts: DemoGrid[];
  communities: DemoGrid[];
  /** By cell of the partition. */
  cells: DemoGrid[];
  /** By block. */
  micros: DemoGrid[];
}

export interface GridIdentity {
  /** 'KF' */
  code: string;
  name: string;
  /** Six digits of the statistical code. */
  areaCode: string;
  validFrom: string;
}

const two = (number: number): string => String(number).padStart(2, '0');

/** The five levels, each dissolved from the same faces, so that every border has the same corners on both sides and on every level. */
export function buildGrids(partition: Partition, blocks: readonly Block[], plan: DistrictPlan, projection: Projection, identity: GridIdentity): GridTree {
  const grids: DemoGrid[] = [];
  const codes: DemoGridCode[] = [];
  const polygonsOf = (faces: readonly number[]): { polygons: PolygonRings[]; labelPoint: DemoGrid['labelPoint'] } => {
    const loops = dissolve(partition, faces);
    const outer = loops.filter((loop) => area(loop) > 0).sort((a, b) => area(b) - area(a));
    const holes = loops.filter((loop) => area(loop) < 0);
    return {
      polygons: outer.map((loop) => [projection.ring(loop), ...holes.filter((hole) => contains(loop, innerPoint(hole))).map((hole) => projection.ring(hole))]),
      labelPoint: projection.position(labelPoint(at(outer, 0))),
    };
  };
  const add = (level: GridLevel, parent: DemoGrid | null, suffix: string, name: string, shortName: string, faces: readonly number[]): DemoGrid => {
    const code = (parent?.code ?? '') + suffix;
    const grid: DemoGrid = {
      id: grids.length + 1,
      code,
      path: parent === null ? code : `${parent.path}/${code}`,
      level,
      parentId: parent?.id ?? null,
      name,
      shortName,
      kind: 'basic',
      ...polygonsOf(faces),
      validFrom: identity.validFrom,
      attributes: {},
    };
    grids.push(grid);
    return grid;
  };
  const facesOfCells = (cells: readonly number[]): number[] => cells.flatMap((cell) => at(partition.cells, cell).faces);
  const district = add(1, null, identity.code, identity.name, identity.name, facesOfCells(partition.cells.map((_, cell) => cell)));
  codes.push({ gridId: district.id, codeSystem: 'NBS-12', code: `${identity.areaCode}000000` });
  const subdistricts = plan.subdistricts.map(({ name }, index) => {
    const cells = partition.communities.filter(({ subdistrict }) => subdistrict === index).flatMap((one) => one.cells);
    const grid = add(2, district, two(index + 1), `${name}街道`, name, facesOfCells(cells));
    codes.push({ gridId: grid.id, codeSystem: 'NBS-12', code: `${identity.areaCode}0${two(index + 1)}000` });
    return grid;
  });
  const numbers = subdistricts.map(() => 0);
  const communities = partition.communities.map(({ plan: { name }, subdistrict, cells }) => {
    const number = at(numbers, subdistrict) + 1;
    numbers[subdistrict] = number;
    const grid = add(3, at(subdistricts, subdistrict), two(number), `${name}社区`, name, facesOfCells(cells));
    codes.push({ gridId: grid.id, codeSystem: 'NBS-12', code: `${identity.areaCode}0${two(subdistrict + 1)}0${two(number)}` });
    return grid;
  });
  const cells: DemoGrid[] = [];
  const micros: DemoGrid[] = [];
  for (const [index, { plan: community, cells: members }] of partition.communities.entries()) {
    const ordered = readingOrder(members, (cell) => at(partition.cells, cell).centre);
    for (const [place, cell] of ordered.entries()) {
      const number = two(place + 1);
      const grid = add(4, at(communities, index), number, `${community.name}${number}网格`, `${number}网格`, at(partition.cells, cell).faces);
      cells[cell] = grid;
      const inside = readingOrder(
        blocks.flatMap((block, one) => (block.cell === cell ? [one] : [])),
        (one) => at(blocks, one).centre,
      );
      for (const [part, one] of inside.entries()) {
        micros[one] = add(5, grid, two(part + 1), `${community.name}${number}网格${two(part + 1)}微网格`, `${two(part + 1)}微网格`, at(blocks, one).faces);
      }
    }
  }
  return { grids, codes, district, subdistricts, communities, cells, micros };
}

/** From north to south in bands, each from west to east: the way grids are numbered. */
function readingOrder(list: readonly number[], centre: (item: number) => Point): number[] {
  const band = (item: number): number => -Math.round(centre(item).y / 120);
  return list.toSorted((a, b) => band(a) - band(b) || centre(a).x - centre(b).x);
}

/** Border loops of a union of faces: outer ones counter-clockwise, holes clockwise. */
export function dissolve({ graph }: Partition, faces: readonly number[]): Point[][] {
  const own = new Set(faces);
  const isBorder = (h: number): boolean => !own.has(at(graph.face, h ^ 1));
  const loops: Point[][] = [];
  const seen = new Set<number>();
  for (const face of faces) {
    for (const start of graph.loop(face)) {
      if (seen.has(start) || !isBorder(start)) continue;
      const loop: Point[] = [];
      let h = start;
      do {
        seen.add(h);
        loop.push(graph.corner(h));
        h = at(graph.next, h);
        while (!isBorder(h)) h = at(graph.next, h ^ 1);
      } while (h !== start);
      loops.push(loop);
    }
  }
  return loops;
}

/** A point just inside a hole's ring. */
function innerPoint(loop: readonly Point[]): Point {
  const a = at(loop, 0);
  const b = at(loop, 1);
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

/** The centroid, or where that falls outside, the inside point of a coarse raster that is farthest from the border. */
export function labelPoint(loop: readonly Point[]): Point {
  const centre = centroid(loop);
  const lot = loop.map((p) => ({ ...p, setback: 0 }));
  if (clears(lot, centre, 8)) return centre;
  const xs = loop.map(({ x }) => x);
  const ys = loop.map(({ y }) => y);
  const [left, right, bottom, top] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  for (const margin of [12, 6, 2, 0.2]) {
    for (let step = 0; step < 400; step += 1) {
      const p = { x: left + ((right - left) * (((step * 7) % 20) + 0.5)) / 20, y: bottom + ((top - bottom) * (Math.floor(step / 20) + 0.5)) / 20 };
      if (clears(lot, p, margin)) return p;
    }
  }
  return centre;
}
