import type { Position, Ring } from './types.ts';

/** How far a crossing is moved off its regular place, and an edge's inner points off their chord, as a share of the cell. Larger values let borders cross. */
const CROSSING_SHIFT = 0.16;
const EDGE_SHIFT = 0.05;
const EDGE_POINTS = 3;
const METRES_PER_DEGREE = 111_320;

/** A regular lattice of cells whose crossings and edges are shifted: borders are irregular, and neighbours share theirs to the last bit. */
export interface Lattice {
  seed: number;
  columns: number;
  rows: number;
  cellWidthM: number;
  cellHeightM: number;
  /** South-west corner. */
  origin: Position;
}

/** A rectangle of cells: columns west…east − 1, rows south…north − 1. */
export interface Block {
  west: number;
  south: number;
  east: number;
  north: number;
}

/** 32 well-mixed bits of up to three numbers (the finaliser of MurmurHash3): the same everywhere, with no state to carry from thread to thread. */
export function mix(seed: number, a: number, b = 0): number {
  let bits = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(a + 0x7f4a7c15, 0xc2b2ae35) ^ Math.imul(b + 0x165667b1, 0x27d4eb2f);
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** A number in [0, 1). */
export const fraction = (seed: number, a: number, b = 0): number => mix(seed, a, b) / 4_294_967_296;

/** Longitude and latitude of a place given in metres east and north of the origin, gently bent so that no border is straight. */
export function place(lattice: Lattice, eastM: number, northM: number): Position {
  const east = eastM + 150 * Math.sin(northM / 2_300) + 60 * Math.sin(northM / 700 + eastM / 5_000);
  const north = northM + 120 * Math.sin(eastM / 2_900) + 50 * Math.sin(eastM / 800 - northM / 4_000);
  const [longitude, latitude] = lattice.origin;
  return [round8(longitude + east / (METRES_PER_DEGREE * Math.cos((latitude * Math.PI) / 180))), round8(latitude + north / METRES_PER_DEGREE)];
}

const round8 = (degrees: number): number => Math.round(degrees * 1e8) / 1e8;

/** Where a crossing lies, in metres from the origin. */
export function crossing(lattice: Lattice, column: number, row: number): Position {
  const shift = (axis: number): number => (fraction(lattice.seed + axis, column, row) - 0.5) * 2 * CROSSING_SHIFT;
  return [(column + shift(1)) * lattice.cellWidthM, (row + shift(2)) * lattice.cellHeightM];
}

/** Points of an edge from one crossing to the next eastern or northern one, the far end left out: the next edge begins with it. */
function edge(lattice: Lattice, column: number, row: number, eastward: boolean): Position[] {
  const [fromX, fromY] = crossing(lattice, column, row);
  const [toX, toY] = eastward ? crossing(lattice, column + 1, row) : crossing(lattice, column, row + 1);
  const points: Position[] = [];
  for (let step = 0; step <= EDGE_POINTS; step++) {
    const share = step / (EDGE_POINTS + 1);
    const bend = step === 0 ? 0 : (fraction(lattice.seed + (eastward ? 10 : 20) + step, column, row) - 0.5) * 2 * EDGE_SHIFT;
    points.push(place(lattice, fromX + (toX - fromX) * share - (toY - fromY) * bend, fromY + (toY - fromY) * share + (toX - fromX) * bend));
  }
  return points;
}

/** The outline of a block of cells, counter-clockwise and closed, made of the very points its neighbours and its parts have. */
export function blockRing(lattice: Lattice, { west, south, east, north }: Block): Ring {
  const ring: Ring = [];
  for (let column = west; column < east; column++) ring.push(...edge(lattice, column, south, true));
  for (let row = south; row < north; row++) ring.push(...edge(lattice, east, row, false));
  // Backward edges are the forward ones turned round; their first point (the near crossing) then comes last and the far one is missing.
  for (let column = east - 1; column >= west; column--) ring.push(...backward(lattice, column, north, true));
  for (let row = north - 1; row >= south; row--) ring.push(...backward(lattice, west, row, false));
  ring.push(ring[0] as Position);
  return ring;
}

function backward(lattice: Lattice, column: number, row: number, eastward: boolean): Position[] {
  const far = eastward ? crossing(lattice, column + 1, row) : crossing(lattice, column, row + 1);
  return [place(lattice, far[0], far[1]), ...edge(lattice, column, row, eastward).slice(1).reverse()];
}

/** A place inside a cell by its share of the way east and north (0 to 1 each; outside that range it lies beyond the cell), in metres. */
export function insideCell(lattice: Lattice, column: number, row: number, east: number, north: number): Position {
  const a = crossing(lattice, column, row);
  const b = crossing(lattice, column + 1, row);
  const c = crossing(lattice, column, row + 1);
  const d = crossing(lattice, column + 1, row + 1);
  const blend = (axis: 0 | 1): number => (a[axis] * (1 - east) + b[axis] * east) * (1 - north) + (c[axis] * (1 - east) + d[axis] * east) * north;
  return [blend(0), blend(1)];
}
