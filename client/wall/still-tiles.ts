/** Shapes of vector tiles as paths (in the letters of SVG): the still map of a wall, drawn without WebGL. */
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';

export type Bounds = readonly [west: number, south: number, east: number, north: number];

/** Units of a tile's side. */
export const EXTENT = 4096;
/** As many tiles as this cover a district: finer ones than its size asks for would say nothing more on a still picture. */
const MOST_TILES = 6;
const FINEST = 14;
/** Width of the world in pixels at zoom 0. */
const WORLD_PX = 512;
const LINE = 2;

/** A place in Web Mercator, the world being one wide and one high. */
export function mercator([lon, lat]: readonly [number, number]): [number, number] {
  const sine = Math.sin((lat * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

function degrees(x: number, y: number): [number, number] {
  return [(x - 0.5) * 360, (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI];
}

/** Pixels kept free at each side of a map. */
interface Clear {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

/** Where the earth lies in a box of the screen. */
export interface Frame {
  /** Of the box, in pixels. */
  width: number;
  height: number;
  /** Width of the world in pixels. */
  world: number;
  /** Web Mercator at the upper left corner of the box. */
  corner: readonly [number, number];
  /** The zoom at which MapLibre shows the same. */
  zoom: number;
  /** What of the earth the box shows. */
  bounds: Bounds;
  /** Pixels from the upper left corner of the box. */
  place(position: readonly [number, number]): [number, number];
}

/** A box of the earth in the middle of what `clear` leaves free of a box of `width` × `height` pixels: the camera MapLibre takes for the same bounds and padding. */
export function frameOf(bounds: Bounds, { width, height }: { width: number; height: number }, clear: Clear): Frame {
  const [left, top] = mercator([bounds[0], bounds[3]]);
  const [right, bottom] = mercator([bounds[2], bounds[1]]);
  const room = { width: width - clear.left - clear.right, height: height - clear.top - clear.bottom };
  const world = Math.min(room.width / (right - left), room.height / (bottom - top));
  const x = (left + right) / 2 - (clear.left + room.width / 2) / world;
  const y = (top + bottom) / 2 - (clear.top + room.height / 2) / world;
  const place = (position: readonly [number, number]): [number, number] => {
    const [east, south] = mercator(position);
    return [(east - x) * world, (south - y) * world];
  };
  const [west, north] = degrees(x, y);
  const [east, south] = degrees(x + width / world, y + height / world);
  return { width, height, world, corner: [x, y], zoom: Math.log2(world / WORLD_PX), bounds: [west, south, east, north], place };
}

export interface TileAddress {
  z: number;
  x: number;
  y: number;
}

/** The finest tiles of which a few cover a box, between the coarsest zoom a layer has and the finest that is worth it; those only that touch `within`. */
export function tilesOver([west, south, east, north]: Bounds, coarsest: number, within: Bounds = [-180, -85, 180, 85]): TileAddress[] {
  const [left, top] = mercator([Math.max(west, within[0]), Math.min(north, within[3])]);
  const [right, bottom] = mercator([Math.min(east, within[2]), Math.max(south, within[1])]);
  if (left > right || top > bottom) return [];
  for (let z = FINEST; ; z--) {
    const at = (value: number): number => Math.floor(value * 2 ** z);
    const [columns, rows] = [at(right) - at(left) + 1, at(bottom) - at(top) + 1];
    if (columns * rows > MOST_TILES && z > coarsest) continue;
    return Array.from({ length: columns * rows }, (_, index) => ({ z, x: at(left) + (index % columns), y: at(top) + Math.floor(index / columns) }));
  }
}

export interface TilePath {
  id: number;
  /** In units of the tile, 0 to EXTENT. */
  d: string;
  /** Of roads; '' for anything else. */
  class: string;
  isBridge: boolean;
}
export interface TilePaths extends TileAddress {
  paths: TilePath[];
}

/** Shapes of one layer in one tile; basic grids only, where the layer is of grids. */
export function pathsOf(bytes: Uint8Array, layer: string, address: TileAddress): TilePaths {
  const found = new VectorTile(new PbfReader(bytes)).layers[layer];
  const paths: TilePath[] = [];
  for (let index = 0; index < (found?.length ?? 0); index++) {
    const feature = found?.feature(index);
    if (feature === undefined || (layer.startsWith('grids-') && feature.properties.kind !== 'basic')) continue;
    const scale = EXTENT / feature.extent;
    const end = feature.type === LINE ? '' : 'Z';
    const path = (points: { x: number; y: number }[]): string =>
      `M${points.map(({ x, y }) => `${Math.round(x * scale)} ${Math.round(y * scale)}`).join('L')}${end}`;
    paths.push({
      id: Number(feature.id),
      d: feature.loadGeometry().map(path).join(''),
      class: String(feature.properties.class ?? ''),
      isBridge: feature.properties.bridge === true,
    });
  }
  return { ...address, paths };
}

/** The value at a zoom between ascending stops, growing by `base` per zoom as MapLibre's exponential interpolation does; the nearest stop's beyond them. */
export function alongZoom(zoom: number, stops: readonly (readonly [number, number])[], base: number): number {
  const next = stops.findIndex(([at]) => at > zoom);
  const [last] = stops.slice(-1);
  if (next === -1) return last?.[1] ?? 0;
  const [to, from] = [stops[next], stops[next - 1]];
  if (to === undefined || from === undefined) return to?.[1] ?? 0;
  const share = base === 1 ? (zoom - from[0]) / (to[0] - from[0]) : (base ** (zoom - from[0]) - 1) / (base ** (to[0] - from[0]) - 1);
  return from[1] + (to[1] - from[1]) * share;
}
