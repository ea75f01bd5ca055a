import { VectorTile, type VectorTileFeature } from '@mapbox/vector-tile';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import type { Position } from 'geojson';
import { PbfReader } from 'pbf';
import { type TileLayer, tileRoutes } from '#contract/tiles';
import { request } from '../api/request.ts';
import type { Plan } from '../surveys/line-plan.ts';

/** Fine enough to print (0.1 m at our latitude), coarse enough that a sketch lies in one to four tiles. */
const ZOOM = 16;
const LAYERS = ['green', 'water', 'buildings', 'roads', 'alleys', 'grids-4'] as const satisfies readonly TileLayer[];
type Layer = (typeof LAYERS)[number];

/** What lies within one tile. Shapes reach a little over its edge, so that their outlines are cut off there and no seam is drawn. */
export interface Piece {
  /** Corners of the tile, north-west and south-east: nothing of it is drawn outside. */
  corners: [Position, Position];
  shapes: Record<Layer, { id: number; name: string; lines: Position[][] }[]>;
}
export interface NamedLine {
  id: number;
  name: string;
  /** Where the name stands, and how it lies, in degrees against the screen's x. */
  at: [x: number, y: number];
  angle: number;
}

const lonOf = (x: number): number => (x / 2 ** ZOOM) * 360 - 180;
const latOf = (y: number): number => (Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / 2 ** ZOOM))) * 180) / Math.PI;
const columnOf = (lon: number): number => Math.floor(((lon + 180) / 360) * 2 ** ZOOM);
const rowOf = (lat: number): number => Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * 2 ** ZOOM);

/** The tiles a plan lies in. */
export function tilesOf(plan: Plan): { x: number; y: number }[] {
  const [west, north] = plan.toGround(0, 0);
  const [east, south] = plan.toGround(plan.width, plan.height);
  const tiles: { x: number; y: number }[] = [];
  for (let x = columnOf(west); x <= columnOf(east); x += 1) for (let y = rowOf(north); y <= rowOf(south); y += 1) tiles.push({ x, y });
  return tiles;
}

/** Lines and rings of a feature of a tile, in degrees. */
function linesOf(feature: VectorTileFeature, { x, y }: { x: number; y: number }): Position[][] {
  return feature.loadGeometry().map((points) => points.map((point): Position => [lonOf(x + point.x / feature.extent), latOf(y + point.y / feature.extent)]));
}

async function layerOf(template: string, layer: Layer, tile: { x: number; y: number }, signal: AbortSignal): Promise<Piece['shapes'][Layer]> {
  const address = template.replace('{z}', String(ZOOM)).replace('{x}', String(tile.x)).replace('{y}', String(tile.y));
  const answer = await fetch(address, { signal });
  // Where there is nothing there may be no tile either; the sketch has the alley all the same.
  if (!answer.ok || answer.status === 204) return [];
  const found = new VectorTile(new PbfReader(await answer.arrayBuffer())).layers[layer];
  if (found === undefined) return [];
  return Array.from({ length: found.length }, (_, index) => {
    const feature = found.feature(index);
    return { id: feature.id ?? 0, name: String(feature.properties.name ?? ''), lines: linesOf(feature, tile) };
  });
}

/** What lies around an alley: buildings, roads, water, green, other alleys and the borders of grids, from the tiles the map draws. */
export function useNeighbourhood(plan: Plan): UseQueryResult<Piece[]> {
  const tiles = tilesOf(plan);
  return useQuery({
    queryKey: ['alley-neighbourhood', tiles],
    queryFn: async ({ signal }) => {
      const templates = await Promise.all(LAYERS.map(async (layer) => (await request(tileRoutes.tileJson, { params: { layer }, signal })).tiles[0] as string));
      return Promise.all(
        tiles.map(async (tile): Promise<Piece> => {
          const shapes = await Promise.all(LAYERS.map((layer, index) => layerOf(templates[index] as string, layer, tile, signal)));
          return {
            corners: [
              [lonOf(tile.x), latOf(tile.y)],
              [lonOf(tile.x + 1), latOf(tile.y + 1)],
            ],
            shapes: Object.fromEntries(LAYERS.map((layer, index) => [layer, shapes[index]])) as Piece['shapes'],
          };
        }),
      );
    },
  });
}

/** A name needs so much of its line, in screen units a letter. */
const LETTER = 11;
const EDGE = 8;

/**
 * Where the names of lines stand: on the longest straight piece of each in view that is long enough, upright, none on another. ownId is left out.
 */
export function namesOf(plan: Plan, pieces: readonly Piece[], layer: 'alleys' | 'roads', ownId: number, taken: [x: number, y: number][]): NamedLine[] {
  const longest = new Map<string, NamedLine & { length: number }>();
  const isIn = ([x, y]: readonly [number, number]) => x > EDGE && y > EDGE && x < plan.width - EDGE && y < plan.height - EDGE;
  for (const { id, name, lines } of pieces.flatMap(({ shapes }) => shapes[layer])) {
    if (name === '' || id === ownId) continue;
    for (const line of lines)
      for (const [index, end] of line.slice(1).entries()) {
        const [from, to] = [plan.toScreen(line[index] as Position), plan.toScreen(end)];
        const at: [number, number] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
        const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
        if (!isIn(at) || length <= (longest.get(name)?.length ?? name.length * LETTER)) continue;
        const turned = (Math.atan2(to[1] - from[1], to[0] - from[0]) * 180) / Math.PI;
        const angle = turned > 90 ? turned - 180 : turned <= -90 ? turned + 180 : turned;
        longest.set(name, { id, name, at, angle, length });
      }
  }
  const placed: NamedLine[] = [];
  for (const { length: _length, ...one } of [...longest.values()].sort((a, b) => b.length - a.length)) {
    const room = (one.name.length * LETTER) / 2 + LETTER;
    if (taken.some(([x, y]) => Math.hypot(x - one.at[0], y - one.at[1]) < room)) continue;
    taken.push(one.at);
    placed.push(one);
  }
  return placed;
}
