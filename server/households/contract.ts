import { z } from 'zod';
import { CampaignRef, CoverageState, UncoveredFormat, UncoveredHousehold, Within } from '../coverage/contract.ts';
import { GridCode } from '../grids/contract.ts';
import { Day, pageOf, type RouteContract } from '../http/contract.ts';
// In a file of their own: the contract of the coverage needs the kinds, and this one needs the coverage.
import { HOUSEHOLD_KINDS, HouseholdKind } from './kinds.ts';

export { HOUSEHOLD_KINDS, HouseholdKind };

const limit = z.number().int().min(1).max(10_000);
const id = z.number().int().positive();
const level = z.number().int().min(2).max(5);

/** Which targets of a place are listed; what is absent does not restrict. `inside`, `building` and `aboveLevel` stand for a line of a list. */
const filters = {
  campaign: z.string().max(100).optional(),
  /** As of the end of a day that is over, by today's boundaries; without a round: of the last that had begun. */
  day: Day.optional(),
  kind: HouseholdKind.optional(),
  /** Only targets that were in the round when it opened. */
  frozen: z.boolean().optional(),
  /** Only what also lies in this grid. */
  inside: z.string().max(100).optional(),
  /** Only what stands in this building. */
  building: id.optional(),
  /** Only what lies in no grid of this level, nor in an undivided one above it: what a list of those grids leaves over. */
  aboveLevel: level.optional(),
};

export const HouseholdsQuery = z.object({
  ...filters,
  frozen: z
    .enum(['true', 'false'])
    .transform((word) => word === 'true')
    .optional(),
  building: z.coerce.number().pipe(id).optional(),
  aboveLevel: z.coerce.number().pipe(level).optional(),
  /** One state or several, separated by commas. */
  state: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(CoverageState).min(1))
    .optional(),
  limit: z.coerce.number().pipe(limit).optional(),
  cursor: z.string().optional(),
  f: UncoveredFormat.optional(),
});
export const HouseholdsBody = z.strictObject({
  within: Within,
  ...filters,
  state: z.array(CoverageState).min(1).optional(),
  limit: limit.optional(),
  cursor: z.string().optional(),
});

export const RoundHousehold = UncoveredHousehold.extend({ state: CoverageState });
export type RoundHousehold = z.infer<typeof RoundHousehold>;
/** total: of all pages, where the tallies know it. */
export const RoundHouseholdPage = pageOf(RoundHousehold).extend({ campaign: CampaignRef, asOf: z.string() });
export type RoundHouseholdPage = z.infer<typeof RoundHouseholdPage>;

const streams = ['application/geo+json', 'text/csv', 'application/x-ndjson'];

export const householdRoutes = {
  inGrid: {
    method: 'get',
    path: '/api/grids/:code/households',
    summary: 'Visit targets of any state inside a grid',
    params: GridCode,
    query: HouseholdsQuery,
    response: RoundHouseholdPage,
    alsoAs: streams,
  },
  query: {
    method: 'post',
    path: '/api/households/query',
    summary: 'Visit targets of any state inside a polygon, a grid or around an alley',
    query: z.object({ f: UncoveredFormat.optional() }),
    body: HouseholdsBody,
    response: RoundHouseholdPage,
    alsoAs: streams,
  },
} satisfies Record<string, RouteContract>;
