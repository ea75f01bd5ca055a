import type { Footprint } from './footprints.ts';
import { type GridTree, labelPoint } from './grids.ts';
import type { Block } from './land.ts';
import { COMPOUND_STEMS, ENTERPRISE_STEMS, ENTERPRISE_TRADES, NamePool, NEW_TAILS, OLD_OWNERS, OLD_TAILS, SCHOOL_STEMS, SITE_KINDS } from './names.ts';
import type { Partition } from './partition.ts';
import type { DistrictPlan } from './plan.ts';
import { at, centroid, contains, type Point } from './plane.ts';
import type { Projection } from './projection.ts';
import type { Random } from './random.ts';
import type { DemoBuilding, DemoHouseholds } from './types.ts';

/** A building with the number of homes in it. */
interface House {
  footprint: Footprint;
  block: number;
  floors: number;
  homes: number;
}

export interface Homes {
  buildings: DemoBuilding[];
  households: DemoHouseholds;
  /** By household: its block. */
  blockOf: Int32Array;
}

/** Everybody who is to be visited: homes filled up to the planned number, and the enterprises, schools and building sites. */
export function buildHomes(
  partition: Partition,
  blocks: readonly Block[],
  tree: GridTree,
  plan: DistrictPlan,
  projection: Projection,
  random: Random,
  now: { year: number },
): Homes {
  const houses = blocks.flatMap(({ filling }, block) =>
    filling.footprints.map((footprint): House => ({ footprint, block, floors: footprint.floors, homes: 0 })),
  );
  fitToPlan(houses, plan.households, blocks, random.fork('homes'));
  const buildings = nameBuildings(houses, partition, blocks, tree, projection, random.fork('names'), now.year);
  const targets = new TargetColumns();
  const place = random.fork('places');
  for (const [index, house] of houses.entries()) addHomes(targets, house, at(buildings, index), tree, projection, place);
  const openPlaces = blocks.map(({ faces }) => labelPoint(partition.graph.points(at(faces, 0))));
  addOthers(targets, houses, buildings, blocks, tree, plan, projection, openPlaces, random.fork('others'));
  return { buildings, ...targets.finish() };
}

/** Courtyards keep the families they have room for; the slabs' floors grow or shrink until the whole district houses exactly the plan's number. */
function fitToPlan(houses: House[], wanted: number, blocks: readonly Block[], random: Random): void {
  for (const house of houses) {
    if (house.footprint.kind !== 'courtyard') continue;
    const crowded = at(blocks, house.block).use === 'village';
    house.homes = 1 + (random.chance(crowded ? 0.42 : 0.3) ? 1 : 0) + (crowded && house.floors > 2 ? random.int(0, 2) : 0);
  }
  const slabs = houses.filter(({ footprint }) => footprint.kind === 'residential');
  const capacity = slabs.reduce((sum, { footprint }) => sum + footprint.floors * footprint.units * footprint.doors, 0);
  const rest = wanted - houses.reduce((sum, { homes }) => sum + homes, 0);
  const factor = rest / capacity;
  for (const house of slabs) {
    const { floors, units, doors } = house.footprint;
    house.floors = Math.max(2, Math.min(33, Math.floor(floors * factor + random.next())));
    house.homes = house.floors * units * doors;
  }
  let missing = wanted - houses.reduce((sum, { homes }) => sum + homes, 0);
  while (missing !== 0) {
    const house = random.pick(slabs);
    const { units, doors } = house.footprint;
    if (missing > 0 && house.floors < 33) {
      const added = Math.min(missing, units * doors);
      if (house.homes < house.floors * units * doors) continue;
      house.floors += 1;
      house.homes += added;
      missing -= added;
    } else if (missing < 0 && house.homes > units * doors * 2) {
      // Some ground-floor or top-floor doors belong to shops and offices: no home behind them.
      const dropped = Math.min(-missing, random.int(1, 2));
      if (house.homes - dropped <= (house.floors - 1) * units * doors) continue;
      house.homes -= dropped;
      missing += dropped;
    }
  }
}

const FIRST_YEAR: Record<string, readonly [number, number]> = {
  courtyards: [1952, 1988],
  village: [1978, 2009],
  old_compound: [1979, 2003],
  new_compound: [2006, 2021],
};

function nameBuildings(
  houses: readonly House[],
  partition: Partition,
  blocks: readonly Block[],
  tree: GridTree,
  projection: Projection,
  random: Random,
  year: number,
): DemoBuilding[] {
  const pool = new NamePool(random.fork('compounds'));
  const compoundOfCell = partition.cells.map(({ community }, cell) => {
    const use = blocks.find((block) => block.cell === cell)?.use;
    const name = at(partition.communities, community).plan.name;
    if (use === 'new_compound') return pool.draw([COMPOUND_STEMS], random.pick(NEW_TAILS));
    if (use === 'village') return `${name}${random.pick(['村', '前街', '后街', '东头', '西头'])}`;
    if (use === 'courtyards') return `${name}${random.pick(['老街', '坊', '里'])}`;
    return random.chance(0.6) ? pool.draw([OLD_OWNERS], '家属院') : pool.draw([COMPOUND_STEMS], random.pick(OLD_TAILS));
  });
  const yearOfCell = partition.cells.map((_, cell) => random.range(...(FIRST_YEAR[blocks.find((block) => block.cell === cell)?.use ?? ''] ?? [1985, 2016])));
  const numbers = new Map<string, number>();
  return houses.map(({ footprint, block, floors }, index) => {
    const { cell, use } = at(blocks, block);
    const isHome = footprint.kind === 'residential' || footprint.kind === 'courtyard';
    const compound = isHome ? at(compoundOfCell, cell) : null;
    const place = compound ?? at(tree.cells, cell).name;
    const number = (numbers.get(place) ?? 0) + 1;
    numbers.set(place, number);
    const name = footprint.kind === 'courtyard' ? `${place}${number}号` : isHome ? `${place}${number}号楼` : `${place}${number}号房`;
    const built = use === 'construction' ? year : Math.min(year, Math.round(at(yearOfCell, cell) + random.range(-3, 6)));
    return {
      id: index + 1,
      code: `${tree.district.code}-B${String(index + 1).padStart(5, '0')}`,
      name,
      kind: footprint.kind,
      compound,
      microGridId: at(tree.micros, block).id,
      floors,
      units: footprint.units,
      builtYear: built,
      address: `${at(tree.communities, at(partition.cells, cell).community).name}${name}`,
      polygon: [projection.ring(footprint.points)],
    };
  });
}

function addHomes(targets: TargetColumns, house: House, building: DemoBuilding, tree: GridTree, projection: Projection, random: Random): void {
  const { footprint, block, homes } = house;
  const microGridId = at(tree.micros, block).id;
  const perFloor = footprint.units * footprint.doors;
  for (let home = 0; home < homes; home += 1) {
    if (footprint.kind === 'courtyard') {
      targets.add(
        {
          kind: 0,
          buildingId: building.id,
          unit: 0,
          floor: Math.min(house.floors, home + 1),
          room: 0,
          microGridId,
          block,
          point: spot(footprint.points, 0.5 + random.range(-0.3, 0.3), 0.5 + random.range(-0.3, 0.3), random),
        },
        projection,
      );
      continue;
    }
    const floor = Math.floor(home / perFloor) + 1;
    const unit = Math.floor((home % perFloor) / footprint.doors) + 1;
    const door = (home % footprint.doors) + 1;
    // Doors of one staircase stand side by side; floors are drawn one above the other across the depth of the house.
    const along = (unit - 1 + (door - 0.5) / footprint.doors) / footprint.units;
    const across = house.floors === 1 ? 0.5 : 0.15 + (0.7 * (floor - 1)) / (house.floors - 1);
    targets.add(
      { kind: 0, buildingId: building.id, unit, floor, room: floor * 100 + door, microGridId, block, point: spot(footprint.points, along, across, random) },
      projection,
    );
  }
}

/** A point inside the footprint at shares (s, t) of a four-sided one, or a random inside point of any other. */
function spot(points: readonly Point[], s: number, t: number, random: Random): Point {
  if (points.length === 4) {
    const [a, b, c, d] = points as [Point, Point, Point, Point];
    const bottom = { x: a.x + (b.x - a.x) * s, y: a.y + (b.y - a.y) * s };
    const top = { x: d.x + (c.x - d.x) * s, y: d.y + (c.y - d.y) * s };
    const p = { x: bottom.x + (top.x - bottom.x) * t, y: bottom.y + (top.y - bottom.y) * t };
    if (contains(points, p)) return p;
  }
  const middle = centroid(points);
  for (let attempt = 0; attempt < 30; attempt += 1) {
    const corner = at(points, random.int(0, points.length - 1));
    const share = random.range(0.1, 0.7);
    const p = { x: middle.x + (corner.x - middle.x) * share, y: middle.y + (corner.y - middle.y) * share };
    if (contains(points, p)) return p;
  }
  return ear(points);
}

/** The centre of the first triangle of three following corners that lies inside: every simple polygon has one. */
function ear(points: readonly Point[]): Point {
  for (let index = 0; index < points.length; index += 1) {
    const [a, b, c] = [at(points, index), at(points, index + 1), at(points, index + 2)];
    const p = { x: (a.x + b.x + c.x) / 3, y: (a.y + b.y + c.y) / 3 };
    if (contains(points, p)) return p;
  }
  return centroid(points);
}

function addOthers(
  targets: TargetColumns,
  houses: readonly House[],
  buildings: readonly DemoBuilding[],
  blocks: readonly Block[],
  tree: GridTree,
  plan: DistrictPlan,
  projection: Projection,
  openPlaces: readonly Point[],
  random: Random,
): void {
  const pool = new NamePool(random.fork('names'));
  const ofKind = (...kinds: Footprint['kind'][]): number[] => houses.flatMap(({ footprint }, index) => (kinds.includes(footprint.kind) ? [index] : []));
  const put = (kind: number, house: number, name: string): void => {
    const { footprint, block } = at(houses, house);
    targets.add(
      {
        kind,
        buildingId: at(buildings, house).id,
        unit: 0,
        floor: 1,
        room: 0,
        microGridId: at(tree.micros, block).id,
        block,
        point: spot(footprint.points, random.range(0.2, 0.8), random.range(0.2, 0.8), random),
        name,
      },
      projection,
    );
  };
  const sheds = ofKind('industrial', 'office', 'commercial');
  // A district so small that it has no works has its firms in the houses.
  const works = random.shuffle(sheds.length > 0 ? sheds : ofKind('residential', 'courtyard'));
  for (let index = 0; index < plan.enterprises; index += 1) put(1, at(works, index), pool.draw([ENTERPRISE_STEMS, ENTERPRISE_TRADES], '有限公司'));
  const campuses = new Map<number, number>();
  const wings = ofKind('school');
  for (const house of wings.length > 0 ? wings : ofKind('residential'))
    if (!campuses.has(at(houses, house).block)) campuses.set(at(houses, house).block, house);
  const stems = [...SCHOOL_STEMS];
  const school = [...campuses];
  for (let index = 0; index < plan.schools; index += 1) {
    const [block, house] = at(school, index);
    put(2, house, pool.draw([[at(stems, index)]], at(blocks, block).use === 'kindergarten' ? '幼儿园' : random.pick(['小学', '小学', '中学'])));
  }
  const shells = random.shuffle(ofKind('construction'));
  const first = shells.filter((house, index) => shells.findIndex((other) => at(houses, other).block === at(houses, house).block) === index);
  const sites = [...first, ...shells.filter((house) => !first.includes(house))];
  const places = plan.subdistricts.flatMap(({ communities }) => communities.map(({ name }) => name));
  for (let index = 0; index < plan.sites; index += 1) {
    const name = pool.draw([places, SITE_KINDS], '项目工地');
    const house = sites[index];
    if (house !== undefined) put(3, house, name);
    else {
      // Works in the open, with no shell yet: a place inside an ordinary block.
      const block = random.int(0, blocks.length - 1);
      targets.add(
        { kind: 3, buildingId: 0, unit: 0, floor: 0, room: 0, microGridId: at(tree.micros, block).id, block, point: at(openPlaces, block), name },
        projection,
      );
    }
  }
}

interface Target {
  kind: number;
  buildingId: number;
  unit: number;
  floor: number;
  room: number;
  microGridId: number;
  block: number;
  point: Point;
  name?: string;
}

/** Collects targets column by column. */
class TargetColumns {
  readonly #columns = {
    kind: [] as number[],
    buildingId: [] as number[],
    unit: [] as number[],
    floor: [] as number[],
    room: [] as number[],
    microGridId: [] as number[],
    block: [] as number[],
    longitude: [] as number[],
    latitude: [] as number[],
  };
  readonly #names = new Map<number, string>();

  add(target: Target, projection: Projection): void {
    const columns = this.#columns;
    if (target.name !== undefined) this.#names.set(columns.kind.length, target.name);
    const [longitude, latitude] = projection.position(target.point);
    columns.kind.push(target.kind);
    columns.buildingId.push(target.buildingId);
    columns.unit.push(target.unit);
    columns.floor.push(target.floor);
    columns.room.push(target.room);
    columns.microGridId.push(target.microGridId);
    columns.block.push(target.block);
    columns.longitude.push(longitude);
    columns.latitude.push(latitude);
  }

  finish(): { households: DemoHouseholds; blockOf: Int32Array } {
    const columns = this.#columns;
    const count = columns.kind.length;
    return {
      blockOf: Int32Array.from(columns.block),
      households: {
        count,
        firstId: 1,
        kind: Uint8Array.from(columns.kind),
        buildingId: Int32Array.from(columns.buildingId),
        unit: Uint8Array.from(columns.unit),
        floor: Uint8Array.from(columns.floor),
        room: Uint16Array.from(columns.room),
        longitude: Float64Array.from(columns.longitude),
        latitude: Float64Array.from(columns.latitude),
        microGridId: Int32Array.from(columns.microGridId),
        frozen: new Uint8Array(count).fill(1),
        inClosedRound: new Uint8Array(count).fill(1),
        state: new Uint8Array(count),
        names: this.#names,
      },
    };
  }
}
