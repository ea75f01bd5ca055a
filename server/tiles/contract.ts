import { z } from 'zod';
import type { RouteContract } from '../http/contract.ts';

export const TileLayer = z.enum(['grids-1', 'grids-2', 'grids-3', 'grids-4', 'grids-5', 'buildings', 'alleys', 'households', 'roads', 'water', 'green']);
export type TileLayer = z.infer<typeof TileLayer>;
export const TILE_LAYERS = TileLayer.options;

/**
 * The attributes of each layer beside the feature id (= the row's id): integer ids and static facts only, never a person, phone or room.
 * grids-N: name, code, kind. buildings: floors, kind. alleys: name, width (m). households: kind (index into HOUSEHOLD_KINDS), building (id, 0 none).
 * roads: class (a/b/c/d), name, width (m), bridge. water, green: class, name.
 */
export const TileJson = z.object({
  tilejson: z.literal('3.0.0'),
  name: z.string(),
  tiles: z.array(z.string()),
  minzoom: z.number().int(),
  maxzoom: z.number().int(),
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]).optional(),
  attribution: z.string(),
  vector_layers: z.array(z.object({ id: z.string(), fields: z.record(z.string(), z.string()), minzoom: z.number().int(), maxzoom: z.number().int() })),
  /** Not part of TileJSON 3.0: the revision in the tiles' address. */
  revision: z.number().int(),
});
export type TileJson = z.infer<typeof TileJson>;

export const tileRoutes = {
  tileJson: { method: 'get', path: '/tiles/:layer.json', summary: 'TileJSON of a layer', params: z.object({ layer: TileLayer }), response: TileJson },
  tile: {
    method: 'get',
    path: '/tiles/:layer/:revision/:z/:x/:y.mvt',
    summary: 'One vector tile; immutable',
    params: z.object({
      layer: TileLayer,
      revision: z.coerce.number().int(),
      z: z.coerce.number().int(),
      x: z.coerce.number().int(),
      y: z.coerce.number().int(),
    }),
    alsoAs: ['application/vnd.mapbox-vector-tile'],
  },
} satisfies Record<string, RouteContract>;
