import type { VectorTileFeature } from '@mapbox/vector-tile';

type Lines = { x: number; y: number }[][];

/** Steps between the positions that are measured, in tile units. */
const STEP = 4;

/** Lines of a feature, or the borders of its areas. */
export const linesOf = (feature: VectorTileFeature): Lines => feature.loadGeometry();

/**
 * Hausdorff distance in tile units between the lines (or borders) of two features, within the tile: beyond its edges each encoder may close
 * a cut area in its own way. A feature that has nothing within the tile is at no distance from anything.
 */
export function distanceWithin(a: Lines, b: Lines, margin: number): number {
  return Math.max(farthest(a, b, margin), farthest(b, a, margin));
}

function farthest(from: Lines, to: Lines, margin: number): number {
  let most = 0;
  for (const line of from) {
    for (const [x, y] of positions(line)) {
      if (x <= margin || y <= margin || x >= 4096 - margin || y >= 4096 - margin) continue;
      const distance = distanceTo(to, x, y);
      if (distance > most) most = distance;
    }
  }
  return most;
}

function* positions(line: Lines[number]): Generator<[number, number]> {
  for (let index = 1; index < line.length; index++) {
    const { x: x0, y: y0 } = line[index - 1] as Lines[number][number];
    const { x: x1, y: y1 } = line[index] as Lines[number][number];
    // Only the stretch within the tile: grids reach far beyond it.
    const steps = Math.max(1, Math.ceil(Math.hypot(x1 - x0, y1 - y0) / STEP));
    for (let step = 0; step <= steps; step++) yield [x0 + ((x1 - x0) * step) / steps, y0 + ((y1 - y0) * step) / steps];
  }
}

function distanceTo(lines: Lines, x: number, y: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (const line of lines) {
    for (let index = 1; index < line.length; index++) {
      const { x: x0, y: y0 } = line[index - 1] as Lines[number][number];
      const { x: x1, y: y1 } = line[index] as Lines[number][number];
      const dx = x1 - x0;
      const dy = y1 - y0;
      const square = dx * dx + dy * dy;
      const along = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - x0) * dx + (y - y0) * dy) / square));
      const distance = Math.hypot(x - x0 - along * dx, y - y0 - along * dy);
      if (distance < least) least = distance;
    }
  }
  return least;
}

/** Square units of the areas of a feature, holes taken off. */
export function areaOf(lines: Lines): number {
  return Math.abs(lines.reduce((sum, ring) => sum + signedArea(ring), 0));
}

/** Positive for the outer rings of a vector tile. */
export function signedArea(ring: Lines[number]): number {
  let doubled = 0;
  for (let index = 1; index < ring.length; index++) {
    const { x: x0, y: y0 } = ring[index - 1] as Lines[number][number];
    const { x: x1, y: y1 } = ring[index] as Lines[number][number];
    doubled += x0 * y1 - x1 * y0;
  }
  return doubled / 2;
}

/** Length in units. */
export function lengthOf(lines: Lines): number {
  let length = 0;
  for (const line of lines)
    for (let index = 1; index < line.length; index++) {
      const { x: x0, y: y0 } = line[index - 1] as Lines[number][number];
      const { x: x1, y: y1 } = line[index] as Lines[number][number];
      length += Math.hypot(x1 - x0, y1 - y0);
    }
  return length;
}
