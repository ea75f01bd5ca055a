import { z } from 'zod';
import { CoverageState, UncoveredHousehold } from '../coverage/contract.ts';
import { GridRef } from '../grids/contract.ts';
import { Limit, pageOf, type RouteContract } from '../http/contract.ts';
import { Issue } from '../issues/contract.ts';
import { Work } from '../works/contract.ts';

/** 路平 灯明 水畅 线齐 景美, always in this order. */
export const AlleyStandard = z.enum(['road', 'light', 'water', 'line', 'scene']);
export type AlleyStandard = z.infer<typeof AlleyStandard>;
export const ALLEY_STANDARDS = AlleyStandard.options;
export const Condition = z.enum(['meets', 'fails', 'unknown']);
export type Condition = z.infer<typeof Condition>;

export const Alley = z.object({
  id: z.number().int(),
  code: z.string(),
  name: z.string().nullable(),
  nameStatus: z.enum(['standard', 'unnamed', 'unknown']),
  widthM: z.number().nullable(),
  lengthM: z.number(),
  surface: z.string(),
  isDeadEnd: z.boolean().nullable(),
  grid: GridRef.nullable(),
  conditions: z.record(AlleyStandard, Condition),
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]),
});
export type Alley = z.infer<typeof Alley>;
/** Shares of the alley's length per smallest grid: they sum to 1, less what lies outside every grid. */
export const AlleyDetail = Alley.extend({
  grids: z.array(z.object({ grid: GridRef, share: z.number(), lengthM: z.number() })),
  geometry: z.object({ type: z.literal('MultiLineString'), coordinates: z.array(z.array(z.array(z.number()))) }),
});
export type AlleyDetail = z.infer<typeof AlleyDetail>;
export const AlleySurvey = z.object({
  id: z.number().int(),
  standard: AlleyStandard,
  meets: z.boolean(),
  need: z.number().int().nullable(),
  measuredValue: z.number().nullable(),
  measuredUnit: z.string().nullable(),
  surveyedOn: z.string(),
  note: z.string().nullable(),
});

const AlleyId = z.object({ id: z.coerce.number().int() });
const distance = z.coerce.number().min(1).max(2000).default(50);
export const AlleyListQuery = z.object({ grid: z.string().optional(), q: z.string().max(100).optional(), limit: Limit, cursor: z.string().optional() });
export const NearAlleyQuery = z.object({ distance_m: distance, campaign: z.string().optional(), limit: Limit, cursor: z.string().optional() });
/** Every target near the alley, covered or not, nearest first. */
export const HouseholdNearAlley = UncoveredHousehold.extend({ state: CoverageState, distanceM: z.number() });

export const alleyRoutes = {
  list: { method: 'get', path: '/api/alleys', summary: 'Alleys', query: AlleyListQuery, response: pageOf(Alley) },
  detail: { method: 'get', path: '/api/alleys/:id', summary: 'One alley with its shares and geometry', params: AlleyId, response: AlleyDetail },
  surveys: { method: 'get', path: '/api/alleys/:id/surveys', summary: 'Dated surveys per standard', params: AlleyId, response: pageOf(AlleySurvey) },
  households: {
    method: 'get',
    path: '/api/alleys/:id/households',
    summary: 'Visit targets within a distance of an alley',
    params: AlleyId,
    query: NearAlleyQuery,
    response: pageOf(HouseholdNearAlley),
  },
  issues: {
    method: 'get',
    path: '/api/alleys/:id/issues',
    summary: 'Issues within a distance of an alley',
    params: AlleyId,
    query: NearAlleyQuery.omit({ campaign: true }),
    response: pageOf(Issue),
  },
  works: {
    method: 'get',
    path: '/api/alleys/:id/works',
    summary: 'Works within a distance of an alley',
    params: AlleyId,
    query: NearAlleyQuery.omit({ campaign: true }),
    response: pageOf(Work),
  },
} satisfies Record<string, RouteContract>;
