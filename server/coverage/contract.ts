import { z } from 'zod';
import { GridCode, GridRef } from '../grids/contract.ts';
import { HouseholdKind } from '../households/kinds.ts';
import { Day, FileLimit, pageOf, type RouteContract } from '../http/contract.ts';

export const CoverageState = z.enum(['untried', 'tried', 'appointment', 'covered', 'exempt_pending', 'exempt']);
export type CoverageState = z.infer<typeof CoverageState>;
export const COVERAGE_STATES = CoverageState.options;
export const UncoveredState = z.enum(['untried', 'tried', 'appointment', 'exempt_pending']);
export type UncoveredState = z.infer<typeof UncoveredState>;
export const UNCOVERED_STATES = UncoveredState.options;

export const CampaignRef = z.object({ id: z.number().int(), code: z.string(), name: z.string() });
export const Campaign = CampaignRef.extend({
  kind: z.enum(['round', 'recheck']),
  status: z.enum(['planned', 'open', 'closed']),
  startsOn: z.string(),
  endsOn: z.string().nullable(),
  /** Day of the round in the district's time zone, 1 on the first day; null before it starts and after it has closed. */
  dayNumber: z.number().int().nullable(),
});
export type Campaign = z.infer<typeof Campaign>;

/** A share is never shown without the name and the size of what it is a share of. rate is null when count is 0. */
export const Denominator = z.object({ count: z.number().int(), covered: z.number().int(), rate: z.number().nullable() });

/** reachable = all − exempt; uncovered = reachable − covered; frozen = in the round when it opened. */
export const CoverageFigures = z.object({
  untried: z.number().int(),
  tried: z.number().int(),
  appointment: z.number().int(),
  covered: z.number().int(),
  exemptPending: z.number().int(),
  exempt: z.number().int(),
  uncovered: z.number().int(),
  denominators: z.object({ all: Denominator, reachable: Denominator, frozen: Denominator }),
});
export type CoverageFigures = z.infer<typeof CoverageFigures>;

export const GridCoverage = z.object({
  campaign: CampaignRef,
  asOf: z.string(),
  /** The last numbered event (/api/live) that these figures hold. */
  seq: z.number().int(),
  grid: GridRef,
  own: CoverageFigures,
  byKind: z.record(HouseholdKind, CoverageFigures),
  children: z.array(z.object({ grid: GridRef, coverage: CoverageFigures })),
});
export type GridCoverage = z.infer<typeof GridCoverage>;

const campaign = z.string().max(100).optional();
/** As of the end of a day that is over, by today's boundaries; without a round: of the last that had begun. */
const day = Day.optional();
const kind = HouseholdKind.optional();
/** One state or several, separated by commas. */
const stateList = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(UncoveredState).min(1))
  .optional();

export const GridCoverageQuery = z.object({ campaign, kind, day });
export const UncoveredFormat = z.enum(['json', 'geojson', 'csv', 'ndjson']);
export const UncoveredQuery = z.object({
  campaign,
  day,
  kind,
  state: stateList,
  limit: FileLimit,
  cursor: z.string().optional(),
  f: UncoveredFormat.optional(),
});

const Ring = z.array(z.array(z.number()).min(2));
/** Topology is checked by geodata/checks.ts, so that the answer can say what to mend. */
export const PolygonGeometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: z.array(Ring) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(Ring)) }),
]);
export type PolygonGeometry = z.infer<typeof PolygonGeometry>;
export const DistanceM = z.number().min(1, 'Give a distance of 1 to 2,000 metres.').max(2000, 'Give a distance of 1 to 2,000 metres.');
export const Within = z.union([z.strictObject({ grid: z.string() }), z.strictObject({ alley: z.number().int(), distance_m: DistanceM }), PolygonGeometry], {
  error: 'Give a GeoJSON Polygon or MultiPolygon, {"grid": code}, or {"alley": id, "distance_m": 1 to 2000}.',
});
export type Within = z.infer<typeof Within>;

const filters = { campaign, day, kind, state: z.array(UncoveredState).min(1).optional() };
export const UncoveredHouseholdsBody = z.strictObject({
  within: Within,
  ...filters,
  limit: z.number().int().min(1).max(10_000).optional(),
  cursor: z.string().optional(),
});
export const UncoveredSummaryBody = z.strictObject({ within: Within, ...filters });

/** Personal names are never here: an enterprise, a school or a site has a name, a household has an address. */
export const UncoveredHousehold = z.object({
  id: z.number().int(),
  kind: HouseholdKind,
  state: UncoveredState,
  name: z.string().nullable(),
  gridCode: z.string().nullable(),
  gridName: z.string().nullable(),
  buildingId: z.number().int().nullable(),
  buildingName: z.string().nullable(),
  unit: z.string().nullable(),
  floor: z.number().int().nullable(),
  room: z.string().nullable(),
  address: z.string(),
  lon: z.number(),
  lat: z.number(),
  lastVisitedAt: z.string().nullable(),
  appointmentAt: z.string().nullable(),
});
export type UncoveredHousehold = z.infer<typeof UncoveredHousehold>;
export const UncoveredPage = pageOf(UncoveredHousehold).extend({ campaign: CampaignRef, asOf: z.string() });
export type UncoveredPage = z.infer<typeof UncoveredPage>;

/** 网格, by which the answer panel tells where the uncovered are: what one grid worker answers for. Micro-grids below
 * are too many for a panel, communities above too coarse to send somebody to. */
export const LEVEL_OF_GRIDS = 4;

/** The answer panel: figures over ALL targets inside, then where the uncovered are. Grids are of LEVEL_OF_GRIDS, or the last ones above it. */
export const UncoveredSummary = z.object({
  campaign: CampaignRef,
  asOf: z.string(),
  areaM2: z.number(),
  figures: CoverageFigures,
  byKind: z.record(HouseholdKind, CoverageFigures),
  byGrid: z.array(z.object({ grid: GridRef, uncovered: z.number().int(), total: z.number().int() })),
  /** At most 200, most uncovered first; buildingCount tells how many there are. */
  byBuilding: z.array(
    z.object({ id: z.number().int(), name: z.string(), lon: z.number(), lat: z.number(), uncovered: z.number().int(), total: z.number().int() }),
  ),
  buildingCount: z.number().int(),
});
export type UncoveredSummary = z.infer<typeof UncoveredSummary>;

export const CampaignPage = pageOf(Campaign);
const streams = ['application/geo+json', 'text/csv', 'application/x-ndjson'];

export const coverageRoutes = {
  campaigns: { method: 'get', path: '/api/campaigns', summary: 'Rounds of visits', query: z.object({}), response: CampaignPage },
  coverage: {
    method: 'get',
    path: '/api/grids/:code/coverage',
    summary: 'States and three named denominators, own and per child',
    params: GridCode,
    query: GridCoverageQuery,
    response: GridCoverage,
  },
  uncovered: {
    method: 'get',
    path: '/api/grids/:code/uncovered-households',
    summary: 'Uncovered households inside a grid',
    params: GridCode,
    query: UncoveredQuery,
    response: UncoveredPage,
    alsoAs: streams,
  },
  query: {
    method: 'post',
    path: '/api/uncovered-households/query',
    summary: 'Uncovered households inside a polygon, a grid or around an alley',
    query: z.object({ f: UncoveredFormat.optional() }),
    body: UncoveredHouseholdsBody,
    response: UncoveredPage,
    alsoAs: streams,
  },
  summary: {
    method: 'post',
    path: '/api/uncovered-households/summary',
    summary: 'Counts inside a polygon, a grid or around an alley',
    body: UncoveredSummaryBody,
    response: UncoveredSummary,
  },
} satisfies Record<string, RouteContract>;
