import { z } from 'zod';
import { GridRef, Responsibility } from '../grids/contract.ts';
import { pageOf, type RouteContract } from '../http/contract.ts';

const lon = z.coerce.number().min(-180).max(180);
const lat = z.coerce.number().min(-90).max(90);
export const PlaceQuery = z.object({ lon, lat });
/** Which five levels hold this point (from the district down; shorter when it lies outside), and who answers for each. */
export const Place = z.object({
  lon: z.number(),
  lat: z.number(),
  grids: z.array(GridRef),
  dedicated: z.array(GridRef),
  responsibilities: z.array(Responsibility),
});
export type Place = z.infer<typeof Place>;
export const NearestQuery = z.object({
  lon,
  lat,
  kind: z.enum(['grid', 'alley']).default('grid'),
  level: z.coerce.number().int().min(1).max(5).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(5),
});
export const NearestHit = z.object({
  kind: z.enum(['grid', 'alley']),
  id: z.number().int(),
  code: z.string(),
  name: z.string().nullable(),
  distanceM: z.number(),
});
export const placeRoutes = {
  place: { method: 'get', path: '/api/places', summary: 'The grids that hold a point, and their five responsible persons', query: PlaceQuery, response: Place },
  nearest: { method: 'get', path: '/api/nearest', summary: 'Nearest grids or alleys to a point', query: NearestQuery, response: pageOf(NearestHit) },
} satisfies Record<string, RouteContract>;
