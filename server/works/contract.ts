import { z } from 'zod';
import { GridCode, GridRef } from '../grids/contract.ts';
import { Bbox, Limit, pageOf, type RouteContract } from '../http/contract.ts';

export const WorkFamily = z.enum(['road', 'light', 'water', 'line', 'scene', 'other']);
export type WorkFamily = z.infer<typeof WorkFamily>;
export const Qualifier = z.enum(['about', 'more_than']);
export const WorkPhase = z.enum(['planned', 'under_construction', 'done', 'accepted', 'cancelled']);

export const WorkType = z.object({
  code: z.string(),
  name: z.string(),
  nameEn: z.string(),
  unit: z.string(),
  dimension: z.enum(['area', 'length', 'count', 'mass']),
  family: WorkFamily,
});
export type WorkType = z.infer<typeof WorkType>;

export const Work = z.object({
  id: z.number().int(),
  code: z.string(),
  workType: z.string(),
  name: z.string().nullable(),
  quantity: z.number().nullable(),
  unit: z.string().nullable(),
  qualifier: Qualifier.nullable(),
  asOf: z.string().nullable(),
  phase: WorkPhase,
  startedOn: z.string().nullable(),
  completedOn: z.string().nullable(),
  grid: GridRef.nullable(),
  alleyId: z.number().int().nullable(),
  alleyName: z.string().nullable(),
  partOfId: z.number().int().nullable(),
  /** A point on the work; null when it has no geometry. */
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  flags: z.array(z.string()),
  distanceM: z.number().optional(),
});
export type Work = z.infer<typeof Work>;

/** One line per type and unit; types and units are never added together. */
export const WorkTotal = z.object({
  workType: WorkType,
  unit: z.string(),
  count: z.number().int(),
  quantity: z.number().nullable(),
  qualifier: Qualifier.nullable(),
  /** Nested figures: inside quantity, never added to it. */
  ofWhich: z.array(z.object({ id: z.number().int(), name: z.string(), quantity: z.number().nullable(), qualifier: Qualifier.nullable() })),
});
export type WorkTotal = z.infer<typeof WorkTotal>;
export const WorkTotals = z.object({ asOf: z.string(), items: z.array(WorkTotal) });
export type WorkTotals = z.infer<typeof WorkTotals>;

export const WorkListQuery = z.object({
  grid: z.string().optional(),
  bbox: Bbox.optional(),
  type: z.string().optional(),
  completed: z.enum(['true', 'false']).optional(),
  limit: Limit,
  cursor: z.string().optional(),
});
export const WorkPage = pageOf(Work);

export const workRoutes = {
  types: { method: 'get', path: '/api/work-types', summary: 'The catalogue of work types', query: z.object({}), response: pageOf(WorkType) },
  list: { method: 'get', path: '/api/works', summary: 'Works', query: WorkListQuery, response: WorkPage },
  detail: { method: 'get', path: '/api/works/:id', summary: 'One work', params: z.object({ id: z.coerce.number().int() }), response: Work },
  totals: { method: 'get', path: '/api/grids/:code/works', summary: 'Completed works of a grid by type and unit', params: GridCode, response: WorkTotals },
} satisfies Record<string, RouteContract>;
