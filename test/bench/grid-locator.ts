import Flatbush from 'flatbush';
import type { Ring } from '../../geodata/demo/types.ts';

/** Tells which of many polygons holds a point: a packed spatial index over their boxes, then ray casting. */
export interface GridLocator {
  /** Number of the polygon in the list given, or −1 outside all. */
  find(longitude: number, latitude: number): number;
}

/** @param rings closed outer rings that do not overlap. */
export function createGridLocator(rings: readonly Ring[]): GridLocator {
  const index = new Flatbush(rings.length);
  const outlines = rings.map((ring) => Float64Array.from(ring.flat()));
  for (const outline of outlines) {
    const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let at = 0; at < outline.length; at += 2) {
      const x = outline[at] as number;
      const y = outline[at + 1] as number;
      if (x < box[0]) box[0] = x;
      if (y < box[1]) box[1] = y;
      if (x > box[2]) box[2] = x;
      if (y > box[3]) box[3] = y;
    }
    index.add(...box);
  }
  index.finish();
  let last = -1;
  return {
    find(longitude, latitude) {
      // Rows of a file come building by building: the polygon of the row before is usually right, and looking twice costs a tenth.
      if (last >= 0 && holds(outlines[last] as Float64Array, longitude, latitude)) return last;
      for (const candidate of index.search(longitude, latitude, longitude, latitude)) {
        if (holds(outlines[candidate] as Float64Array, longitude, latitude)) {
          last = candidate;
          return candidate;
        }
      }
      return -1;
    },
  };
}

function holds(outline: Float64Array, x: number, y: number): boolean {
  let inside = false;
  let previousX = outline[outline.length - 2] as number;
  let previousY = outline[outline.length - 1] as number;
  for (let at = 0; at < outline.length; at += 2) {
    const nextX = outline[at] as number;
    const nextY = outline[at + 1] as number;
    if (nextY > y !== previousY > y && x < ((previousX - nextX) * (y - nextY)) / (previousY - nextY) + nextX) inside = !inside;
    previousX = nextX;
    previousY = nextY;
  }
  return inside;
}
