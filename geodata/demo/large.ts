import { drawCablesAndParking } from './cables-parking.ts';
import { type Block, blockRing, fraction, insideCell, type Lattice, mix, place } from './large-lattice.ts';
import { createRandom } from './random.ts';
import { COVERAGE_STATES, type DemoAlley, type DemoGrid, type DemoHouseholds, type GridLevel, HOUSEHOLD_KINDS, type Position, type Ring } from './types.ts';

/** How a grid of one level is cut into those of the next: columns × rows. */
type Split = readonly [columns: number, rows: number];

export interface LargeOptions {
  seed: number;
  /** Districts side by side, west to east. */
  districts: number;
  /** District → subdistricts → communities → grids → micro-grids. */
  splits: readonly [Split, Split, Split, Split];
  households: number;
  alleysPerDistrict: number;
  validFrom: string;
}

/** Size L: 5 districts, 9,600 micro-grids, 4,750 alleys, 4 million visit targets. */
export const LARGE: LargeOptions = {
  seed: 830,
  districts: 5,
  // 8 subdistricts of 12 communities of 4 grids of 5 micro-grids.
  splits: [
    [2, 4],
    [4, 3],
    [2, 2],
    [5, 1],
  ],
  households: 4_000_000,
  alleysPerDistrict: 950,
  validFrom: '2026-01-01',
};

/** A hundredth of L with the same density, grid for grid, up to the community: what L's times are compared with. */
export const HUNDREDTH: LargeOptions = {
  ...LARGE,
  districts: 1,
  splits: [
    [2, 1],
    [1, 2],
    [2, 2],
    [5, 1],
  ],
  households: 40_000,
  alleysPerDistrict: 48,
};

/** One building 楼 with the targets inside it: ids firstHousehold … firstHousehold + households − 1. */
export interface LargeBuilding {
  id: number;
  code: string;
  name: string;
  compound: string;
  address: string;
  floors: number;
  units: number;
  firstHousehold: number;
  households: number;
  ring: Ring;
  /** Metres of its south-west corner and its extent, from the lattice's origin: where its households are put. */
  corners: [Position, Position, Position, Position];
}

/** Visit targets of a run of cells. Their micro-grid is not told: it is found from the points, as for any import. */
export type LargeHouseholds = Pick<
  DemoHouseholds,
  'count' | 'firstId' | 'kind' | 'buildingId' | 'unit' | 'floor' | 'room' | 'longitude' | 'latitude' | 'frozen' | 'state'
>;

/** The plan of a large city: small, made in milliseconds, the same in every thread; rows are made from it cell by cell. */
export interface LargeCity {
  options: LargeOptions;
  lattice: Lattice;
  cells: number;
  /** Id of the first household and building of a cell (row-major, west to east, then north), and one past the last at [cells]. */
  firstHousehold: Int32Array;
  firstBuilding: Int32Array;
}

const CELL_WIDTH_M = 120;
const CELL_HEIGHT_M = 440;
/** South-west corner, near Zhoukou. */
const ORIGIN: Position = [114.45, 33.57];

export function planLargeCity(options: LargeOptions): LargeCity {
  const across = options.splits.reduce((product, [columns]) => product * columns, 1);
  const rows = options.splits.reduce((product, [, northward]) => product * northward, 1);
  const columns = across * options.districts;
  const cells = columns * rows;
  const lattice: Lattice = { seed: options.seed, columns, rows, cellWidthM: CELL_WIDTH_M, cellHeightM: CELL_HEIGHT_M, origin: ORIGIN };
  const firstHousehold = new Int32Array(cells + 1);
  const firstBuilding = new Int32Array(cells + 1);
  const weights = Float64Array.from({ length: cells }, (_, cell) => 0.4 + fraction(options.seed + 3, cell) * 1.2);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let weight = 0;
  let buildings = 0;
  for (let cell = 0; cell <= cells; cell++) {
    firstHousehold[cell] = 1 + Math.round((options.households * weight) / total);
    firstBuilding[cell] = 1 + buildings;
    weight += weights[cell] ?? 0;
    buildings += 7 + (mix(options.seed + 4, cell) % 7);
  }
  return { options, lattice, cells, firstHousehold, firstBuilding };
}

const LEVEL_NAMES = ['区', '街道', '社区', '网格', '微网格'] as const;
const CODE_DIGITS = [6, 3, 3, 3, 2] as const;

/** Grids of all five levels, parents before children; `path` is made of full codes, as in life (63 characters at level 5). */
export function largeGrids(city: LargeCity): DemoGrid[] {
  const { lattice, options } = city;
  const across = lattice.columns / options.districts;
  const grids: DemoGrid[] = [];
  const add = (level: GridLevel, block: Block, parent: DemoGrid | null, serial: number): void => {
    const digits = CODE_DIGITS[level - 1] as number;
    const code = (parent?.code ?? '') + String(level === 1 ? 411_690 + serial : serial).padStart(digits, '0');
    const ring = blockRing(lattice, block);
    const middle = place(lattice, ((block.west + block.east) / 2) * CELL_WIDTH_M, ((block.south + block.north) / 2) * CELL_HEIGHT_M);
    const grid: DemoGrid = {
      id: grids.length + 1,
      code,
      path: parent === null ? code : `${parent.path}/${code}`,
      level,
      parentId: parent?.id ?? null,
      name: `${parent === null ? '' : parent.shortName}第${serial}${LEVEL_NAMES[level - 1]}`,
      shortName: `第${serial}${LEVEL_NAMES[level - 1]}`,
      kind: 'basic',
      polygons: [[ring]],
      labelPoint: middle,
      validFrom: options.validFrom,
      attributes: {},
    };
    grids.push(grid);
    if (level < 5) for (const [index, part] of parts(block, options.splits[level - 1] as Split).entries()) add((level + 1) as GridLevel, part, grid, index + 1);
  };
  for (let district = 0; district < options.districts; district++)
    add(1, { west: district * across, south: 0, east: (district + 1) * across, north: lattice.rows }, null, district + 1);
  return grids;
}

/** West to east, then north to south: the order in which grids are numbered. */
function parts({ west, south, east, north }: Block, [columns, rows]: Split): Block[] {
  const width = (east - west) / columns;
  const height = (north - south) / rows;
  return Array.from({ length: columns * rows }, (_, index) => {
    const left = west + (index % columns) * width;
    const top = north - Math.floor(index / columns) * height;
    return { west: left, south: top - height, east: left + width, north: top };
  });
}

const COMPOUNDS = ['翠园', '康乐', '和平', '新华', '滨河', '育才', '建设', '文昌', '东苑', '西苑', '光明', '富民'] as const;
/** Of so many cells on the southern edge one has a building beyond it: targets outside every grid are kept, flagged and counted. */
const OUTSIDE_EVERY = 40;

/** The buildings of one cell, in two rows of blocks. */
export function largeBuildings(city: LargeCity, cell: number): LargeBuilding[] {
  const { lattice, options } = city;
  const column = cell % lattice.columns;
  const row = Math.floor(cell / lattice.columns);
  const first = city.firstBuilding[cell] as number;
  const count = (city.firstBuilding[cell + 1] as number) - first;
  const firstHousehold = city.firstHousehold[cell] as number;
  const households = (city.firstHousehold[cell + 1] as number) - firstHousehold;
  const compound = `${COMPOUNDS[mix(options.seed + 5, cell) % COMPOUNDS.length]}${1 + (cell % 97)}小区`;
  const tiers = Math.ceil(count / 2);
  return Array.from({ length: count }, (_, index) => {
    const outside = index === 0 && row === 0 && column % OUTSIDE_EVERY === 7;
    const east = index % 2 === 0 ? 0.28 : 0.72;
    const north = (Math.floor(index / 2) + 0.5) / tiers - (outside ? 0.8 : 0);
    const corner = (x: number, y: number): Position => insideCell(lattice, column, row, east + x * 0.16, north + (y * 0.3) / tiers);
    const corners: LargeBuilding['corners'] = [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)];
    const before = Math.floor((households * index) / count);
    const inside = Math.floor((households * (index + 1)) / count) - before;
    const ring = corners.map(([x, y]) => place(lattice, x, y));
    ring.push(ring[0] as Position);
    return {
      id: first + index,
      code: `L${first + index}`,
      name: `${index + 1}号楼`,
      compound,
      address: `${compound}${index + 1}号楼`,
      floors: Math.max(1, Math.ceil(inside / 6)),
      units: 3,
      firstHousehold: firstHousehold + before,
      households: inside,
      ring,
      corners,
    };
  });
}

/** Of a thousand targets so many are enterprises, schools, sites (by number, after the households): about as in a development zone. */
const OTHER_KINDS = [1, 2, 3];
/** untried, tried, appointment, exempt_pending, exempt among those not covered. */
const NOT_COVERED = [0.6, 0.18, 0.08, 0.06, 0.08];
const NOT_COVERED_STATES = [0, 1, 2, 4, 5];

/** The visit targets of cells from … to − 1. Coverage is uneven: one block of cells is nearly done, the next half done. */
export function largeHouseholds(city: LargeCity, from: number, to: number): LargeHouseholds {
  const firstId = city.firstHousehold[from] as number;
  const count = (city.firstHousehold[to] as number) - firstId;
  const out: LargeHouseholds = {
    count,
    firstId,
    kind: new Uint8Array(count),
    buildingId: new Int32Array(count),
    unit: new Uint8Array(count),
    floor: new Uint8Array(count),
    room: new Uint16Array(count),
    longitude: new Float64Array(count),
    latitude: new Float64Array(count),
    frozen: new Uint8Array(count),
    state: new Uint8Array(count),
  };
  for (let cell = from; cell < to; cell++) for (const building of largeBuildings(city, cell)) fillBuilding(city, cell, building, out);
  return out;
}

function fillBuilding(city: LargeCity, cell: number, building: LargeBuilding, out: LargeHouseholds): void {
  const { lattice, options } = city;
  const random = createRandom(mix(options.seed + 6, building.id));
  const column = cell % lattice.columns;
  const block = Math.floor(column / 10) + Math.floor(cell / lattice.columns / 2) * 1_000;
  const coveredShare = 0.68 + 0.3 * fraction(options.seed + 7, block);
  const [a, b, c, d] = building.corners;
  for (let index = 0; index < building.households; index++) {
    const at = building.firstHousehold + index - out.firstId;
    const east = random.next();
    const north = random.next();
    const blend = (axis: 0 | 1): number => (a[axis] * (1 - east) + b[axis] * east) * (1 - north) + (d[axis] * (1 - east) + c[axis] * east) * north;
    const [longitude, latitude] = place(lattice, blend(0), blend(1));
    const floor = 1 + Math.floor(index / (building.units * 2));
    const thousandth = random.int(0, 999);
    out.kind[at] = OTHER_KINDS.includes(thousandth) ? thousandth : 0;
    out.buildingId[at] = building.id;
    out.unit[at] = 1 + (Math.floor(index / 2) % building.units);
    out.floor[at] = floor;
    out.room[at] = floor * 100 + 1 + (index % 2);
    out.longitude[at] = longitude;
    out.latitude[at] = latitude;
    out.frozen[at] = random.chance(0.98) ? 1 : 0;
    out.state[at] = random.chance(coveredShare) ? COVERAGE_STATES.indexOf('covered') : (NOT_COVERED_STATES[random.weighted(NOT_COVERED)] as number);
  }
}

/** Households have an address and no name; the other kinds of target have a name (of no real firm). */
export function largeName(kind: number, id: number): string | null {
  return kind === 0 ? null : `${{ household: '', enterprise: '企业', school: '学校', construction_site: '工地' }[HOUSEHOLD_KINDS[kind] ?? 'household']}${id}`;
}

/** Back alleys: bent centrelines of 100 to 600 m that run across borders as often as not. Which grids they cross is found from the geometry. */
export function largeAlleys(city: LargeCity): Omit<DemoAlley, 'microGrids' | 'lengthM'>[] {
  const { lattice, options } = city;
  const width = (lattice.columns * CELL_WIDTH_M) / options.districts;
  const height = lattice.rows * CELL_HEIGHT_M;
  return Array.from({ length: options.districts * options.alleysPerDistrict }, (_, index) => {
    const random = createRandom(mix(options.seed + 8, index));
    const district = Math.floor(index / options.alleysPerDistrict);
    let x = (district + random.range(0.02, 0.98)) * width;
    let y = random.range(0.05, 0.95) * height;
    let heading = random.range(0, 2 * Math.PI);
    const line: Position[] = [place(lattice, x, y)];
    let lengthM = 0;
    for (let bend = random.int(2, 6); bend > 0; bend--) {
      const step = random.range(50, 100);
      lengthM += step;
      x += Math.cos(heading) * step;
      y += Math.sin(heading) * step;
      heading += random.range(-0.6, 0.6);
      line.push(place(lattice, x, y));
    }
    const widthM = random.range(2, 8);
    return {
      id: index + 1,
      code: `LA${String(index + 1).padStart(5, '0')}`,
      name: `${COMPOUNDS[index % COMPOUNDS.length]}${index + 1}巷`,
      nameStatus: 'standard',
      widthM,
      surface: 'concrete',
      isDeadEnd: random.chance(0.2),
      ...drawCablesAndParking({ lengthM, widthM }, random.fork('cables and parking')),
      line,
    };
  });
}
