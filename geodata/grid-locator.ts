import Flatbush from 'flatbush';
import type { Position } from 'geojson';

/** A grid to be found by a point. polygons: MultiPolygon coordinates in degrees. */
export interface LocatableGrid {
  id: number;
  path: string;
  level: number;
  polygons: Position[][][];
}

export interface GridLocator<Grid extends LocatableGrid> {
  /** The smallest grid that holds a point, or null. On a border: the one with the lowest path among the smallest. */
  smallestAt(lon: number, lat: number): Grid | null;
  /** Every grid that holds a point, borders included. */
  allAt(lon: number, lat: number): Grid[];
}

/** Edges of a polygon of more vertices than this are looked up by latitude band. */
const BANDS_FROM = 64;

/**
 * Finds the grids of points, 100-400 thousand a second, with PostGIS's answers: borders belong to the grid, holes do not. Each edge is
 * looked at from its lower end, so neighbours that share an edge agree on which side of it a point lies.
 */
export function createGridLocator<Grid extends LocatableGrid>(grids: readonly Grid[]): GridLocator<Grid> {
  // By level from below, then by path: the first hit is the answer.
  const ordered = grids.filter((grid) => grid.polygons.length > 0).sort((a, b) => b.level - a.level || (a.path < b.path ? -1 : 1));
  if (ordered.length === 0) return { smallestAt: () => null, allAt: () => [] };
  const shapes = ordered.map((grid) => createShape(grid.polygons));
  const index = new Flatbush(ordered.length);
  for (const { box } of shapes) index.add(...box);
  index.finish();
  const candidates = (lon: number, lat: number) => index.search(lon, lat, lon, lat).sort((a, b) => a - b);
  const holds = (at: number, lon: number, lat: number) => holdsPoint(shapes[at] as Shape, lon, lat);
  return {
    smallestAt(lon, lat) {
      for (const at of candidates(lon, lat)) if (holds(at, lon, lat)) return ordered[at] as Grid;
      return null;
    },
    allAt(lon, lat) {
      return candidates(lon, lat)
        .filter((at) => holds(at, lon, lat))
        .map((at) => ordered[at] as Grid);
    },
  };
}

interface Shape {
  box: [number, number, number, number];
  /** x1, y1, x2, y2 of each edge with y1 ≤ y2; all rings together, for even-odd counting knows holes by itself. */
  edges: Float64Array;
  /** Indexes of the edges that meet each latitude band. */
  bands: Int32Array[];
}

function createShape(polygons: Position[][][]): Shape {
  const rings = polygons.flat();
  const edges = new Float64Array(4 * rings.reduce((sum, ring) => sum + Math.max(0, ring.length - 1), 0));
  const box: Shape['box'] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let at = 0;
  for (const ring of rings)
    for (let vertex = 0; vertex + 1 < ring.length; vertex++) {
      const [ax = 0, ay = 0] = ring[vertex] as Position;
      const [bx = 0, by = 0] = ring[vertex + 1] as Position;
      const isUpward = ay < by || (ay === by && ax <= bx);
      edges.set(isUpward ? [ax, ay, bx, by] : [bx, by, ax, ay], at);
      at += 4;
      box[0] = Math.min(box[0], ax);
      box[1] = Math.min(box[1], ay);
      box[2] = Math.max(box[2], ax);
      box[3] = Math.max(box[3], ay);
    }
  return { box, edges, bands: bandsOf(edges, box) };
}

function bandsOf(edges: Float64Array, box: Shape['box']): Int32Array[] {
  const count = edges.length / 4;
  const bandCount = count < BANDS_FROM ? 1 : Math.ceil(count / 8);
  const bands: number[][] = Array.from({ length: bandCount }, () => []);
  for (let edge = 0; edge < count; edge++) {
    const first = bandOf(edges[edge * 4 + 1] as number, box, bandCount);
    const last = bandOf(edges[edge * 4 + 3] as number, box, bandCount);
    for (let band = first; band <= last; band++) bands[band]?.push(edge);
  }
  return bands.map((band) => Int32Array.from(band));
}

function bandOf(y: number, box: Shape['box'], bandCount: number): number {
  const height = box[3] - box[1];
  return height === 0 ? 0 : Math.min(bandCount - 1, Math.max(0, Math.floor(((y - box[1]) / height) * bandCount)));
}

function holdsPoint({ box, edges, bands }: Shape, x: number, y: number): boolean {
  let isInside = false;
  for (const edge of bands[bandOf(y, box, bands.length)] as Int32Array) {
    const x1 = edges[edge * 4] as number;
    const y1 = edges[edge * 4 + 1] as number;
    const x2 = edges[edge * 4 + 2] as number;
    const y2 = edges[edge * 4 + 3] as number;
    if (y < y1 || y > y2) continue;
    const side = (x2 - x1) * (y - y1) - (y2 - y1) * (x - x1);
    if (side === 0 && x >= Math.min(x1, x2) && x <= Math.max(x1, x2)) return true;
    if (y1 !== y2 && y < y2 && side > 0) isInside = !isInside;
  }
  return isInside;
}
