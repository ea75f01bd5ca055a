/** Polygons of vector tiles as SVG paths, for browsers that cannot draw them otherwise. */
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';

export type Bounds = readonly [west: number, south: number, east: number, north: number];

const EXTENT = 4096;
/** As many tiles as this cover a district: finer ones than its size asks for would say nothing more on a still picture. */
const MOST_TILES = 6;
const FINEST = 14;

/** A place in Web Mercator, the world being one wide and one high. */
export function mercator([lon, lat]: readonly [number, number]): [number, number] {
  const sine = Math.sin((lat * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

export interface TileAddress {
  z: number;
  x: number;
  y: number;
}

/** The finest tiles of which a few cover a box, between the coarsest zoom a layer has and the finest that is worth it. */
export function tilesOver([west, south, east, north]: Bounds, coarsest: number): TileAddress[] {
  const [left, top] = mercator([west, north]);
  const [right, bottom] = mercator([east, south]);
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
}
export interface TilePaths extends TileAddress {
  paths: TilePath[];
}

/** Polygons of one layer in one tile; basic grids only, where the layer is of grids. */
export function pathsOf(bytes: Uint8Array, layer: string, address: TileAddress): TilePaths {
  const found = new VectorTile(new PbfReader(bytes)).layers[layer];
  const paths: TilePath[] = [];
  for (let index = 0; index < (found?.length ?? 0); index++) {
    const feature = found?.feature(index);
    if (feature === undefined || (layer.startsWith('grids-') && feature.properties.kind !== 'basic')) continue;
    const scale = EXTENT / feature.extent;
    const ring = (points: { x: number; y: number }[]): string => `M${points.map(({ x, y }) => `${Math.round(x * scale)} ${Math.round(y * scale)}`).join('L')}Z`;
    paths.push({ id: Number(feature.id), d: feature.loadGeometry().map(ring).join('') });
  }
  return { ...address, paths };
}

/** Where a tile lies on a picture on which the box's corner is 0, 0 and one world is `world` pixels wide. */
export function tileTransform({ z, x, y }: TileAddress, [left, top]: readonly [number, number], world: number): string {
  const size = 2 ** -z;
  return `translate(${(x * size - left) * world} ${(y * size - top) * world}) scale(${(size * world) / EXTENT})`;
}
