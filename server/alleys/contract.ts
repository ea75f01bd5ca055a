import { z } from 'zod';
import { CABLES, PARKING } from '#geodata/cables-parking';
import { CoverageState, UncoveredHousehold } from '../coverage/contract.ts';
import { GridRef } from '../grids/contract.ts';
import { Bbox, Day, FileLimit, Limit, Position, pageOf, type RouteContract } from '../http/contract.ts';
import { Issue } from '../issues/contract.ts';
import { ProjectPhase } from '../projects/contract.ts';
import { Work } from '../works/contract.ts';
// In a file of their own: the state of the map needs them before anybody asks for an alley.
import { AlleyStandard, Condition } from './conditions.ts';

export { AlleyStandard, Condition };
export const ALLEY_STANDARDS = AlleyStandard.options;

/** A need of 0-100 that is known to lie between min and max; source components: told by lamps and drains, not by a survey. */
export const Need = z.object({ min: z.number(), max: z.number(), source: z.enum(['survey', 'components', 'none']) });
export type Need = z.infer<typeof Need>;
export const NameStatus = z.enum(['standard', 'unnamed', 'unknown']);
export const Cables = z.enum(CABLES);
export const Parking = z.enum(PARKING);
/** An import may bring others: they are shown as they are. */
export const Surface = z.enum(['asphalt', 'concrete', 'brick', 'stone', 'earth', 'unknown']);

export const Alley = z.object({
  id: z.number().int(),
  code: z.string(),
  name: z.string().nullable(),
  nameStatus: NameStatus,
  widthM: z.number().nullable(),
  lengthM: z.number(),
  /** Length by width; null where the width is not known. */
  areaM2: z.number().nullable(),
  surface: z.string(),
  isDeadEnd: z.boolean().nullable(),
  cables: Cables,
  /** Metres of cable overhead; 0 where there are none, null where nobody has measured. */
  overheadM: z.number().nullable(),
  parking: Parking,
  /** Places to park a car; 0 where there are none, null where nobody has counted. */
  parkingSpaces: z.number().int().nullable(),
  grid: GridRef.nullable(),
  conditions: z.record(AlleyStandard, Condition),
  needs: z.record(AlleyStandard, Need),
  /** How many standards are not met. */
  fails: z.number().int(),
  /** Of the newest survey; null = never surveyed. */
  surveyedOn: z.string().nullable(),
  /** Homes within 50 m (setting alley_rules), or within 50 m of a lane that is reached only through this one. */
  servedHouseholds: z.number().int().nullable(),
  /** Length farther than the reach of a lamp that works; null where no lamps are registered near. */
  darkM: z.number().nullable(),
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]),
});
export type Alley = z.infer<typeof Alley>;

const MultiLine = z.object({ type: z.literal('MultiLineString'), coordinates: z.array(z.array(z.array(z.number()))) });
/** Shares of the alley's length per smallest grid: they sum to 1, less what lies outside every grid. */
export const AlleyDetail = Alley.extend({
  grids: z.array(z.object({ grid: GridRef, share: z.number(), lengthM: z.number() })),
  geometry: MultiLine,
  /** Pieces between junctions; their lengths add up to the alley's. */
  segments: z.array(
    z.object({
      segment: z.number().int(),
      lengthM: z.number(),
      areaM2: z.number().nullable(),
      geometry: z.object({ type: z.literal('LineString'), coordinates: z.array(z.array(z.number())) }),
    }),
  ),
  components: z.array(
    z.object({
      id: z.number().int(),
      code: z.string(),
      kind: z.enum(['lamp', 'manhole', 'drain']),
      /** faulty also while an issue about it is open. */
      condition: z.enum(['working', 'faulty', 'unknown']),
      lon: z.number(),
      lat: z.number(),
    }),
  ),
  /** darkMinM and darkMaxM differ where it is not known whether a lamp works; null where no lamps are registered near. */
  light: z
    .object({
      lamps: z.number().int(),
      workingLamps: z.number().int(),
      reachM: z.number(),
      darkMinM: z.number().nullable(),
      darkMaxM: z.number().nullable(),
      geometry: MultiLine.nullable(),
    })
    .nullable(),
  /** That name the alley, or whose line or area touches it. */
  projects: z.array(
    z.object({
      id: z.number().int(),
      code: z.string(),
      name: z.string(),
      kind: z.object({ code: z.string(), name: z.string(), nameEn: z.string() }),
      phase: ProjectPhase,
      startsOn: z.string().nullable(),
      endsOn: z.string().nullable(),
    }),
  ),
  water: z.object({ drains: z.number().int(), faulty: z.number().int(), faultyPer100M: z.number().nullable() }).nullable(),
});
export type AlleyDetail = z.infer<typeof AlleyDetail>;

/**
 * GeoJSON features whose id is the alley's; an alley may have one of each state. dark: farther than the reach of a lamp that works. unknown: nobody has
 * said whether the lamps there work, or none is registered near and nobody has measured; it may lie on what is dark.
 */
export const DarkStretches = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      id: z.number().int(),
      geometry: MultiLine,
      properties: z.object({ state: z.enum(['dark', 'unknown']), lengthM: z.number(), share: z.number().nullable() }),
    }),
  ),
});
export type DarkStretches = z.infer<typeof DarkStretches>;

/** Places on the lines of alleys. kind found: by a survey, item = the line of its checklist, value in that item's unit; the others: out of order. */
export const LineFaults = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      geometry: z.object({ type: z.literal('Point'), coordinates: z.array(z.number()) }),
      properties: z.object({
        alleyId: z.number().int(),
        kind: z.enum(['lamp', 'manhole', 'drain', 'found']),
        item: z.string().nullable(),
        value: z.number().nullable(),
        /** Of the alley, told at one of its drains or manholes that are out of order; null at the others. */
        drainsPer100M: z.number().nullable(),
      }),
    }),
  ),
});
export type LineFaults = z.infer<typeof LineFaults>;

const AlleyId = z.object({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });
const distance = z.coerce.number().min(1).max(2000).default(50);
/** road,light: alleys for which this holds of all of them. */
const standards = z
  .string()
  .transform((text) => text.split(','))
  .pipe(z.array(AlleyStandard).min(1).max(5))
  .optional();
export const AlleySort = z.enum([
  'code',
  'name',
  'status',
  'surface',
  'length',
  'width',
  'area',
  'served',
  'fails',
  'surveyed',
  'dark',
  'overhead',
  'spaces',
  ...AlleyStandard.options.map((standard) => `need.${standard}` as const),
]);
export type AlleySort = z.infer<typeof AlleySort>;
export const AlleyListQuery = z.object({
  grid: z.string().optional(),
  q: z.string().max(100).optional(),
  fails: standards,
  unknown: standards,
  surface: z.string().max(50).optional(),
  name_status: NameStatus.optional(),
  cables: Cables.optional(),
  parking: Parking.optional(),
  min_width: z.coerce.number().min(0).max(1000).optional(),
  max_width: z.coerce.number().min(0).max(1000).optional(),
  served_min: z.coerce.number().int().min(0).max(1e6).optional(),
  /** need.road … order by the middle of what the need may be. What nobody knows comes last. */
  sort: AlleySort.default('code'),
  order: z.enum(['asc', 'desc']).default('asc'),
  /** csv and geojson come whole unless limit is given. */
  f: z.enum(['json', 'csv', 'geojson']).optional(),
  limit: FileLimit,
  cursor: z.string().optional(),
});
export type AlleyListQuery = z.infer<typeof AlleyListQuery>;
const editing = {
  /** Made by the client; sent again with the same content nothing happens. */
  clientUuid: z.uuid(),
  reason: z.string().trim().min(1).max(500).optional(),
  /** The newest revision its editor has seen, null = none; another one since then refuses the edit. Left out, nothing is compared. */
  afterRevision: z.number().int().nullable().optional(),
};
export const SplitBody = z.strictObject({ ...editing, point: Position });
export type SplitBody = z.infer<typeof SplitBody>;
/** otherId is taken into this alley and is gone. */
export const JoinBody = z.strictObject({ ...editing, otherId: z.number().int().positive() });
export type JoinBody = z.infer<typeof JoinBody>;
const Line = z.array(Position).min(2).max(2_000);
export const RedrawBody = z.strictObject({
  ...editing,
  geometry: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('LineString'), coordinates: Line }),
    z.strictObject({ type: z.literal('MultiLineString'), coordinates: z.array(Line).min(1).max(50) }),
  ]),
});
export type RedrawBody = z.infer<typeof RedrawBody>;
/** Roles that may change what the register says of an alley: where it lies, what it is. */
export const MAY_EDIT_ALLEYS = ['planner', 'district_command', 'administrator'];
/** What of the register may be corrected by hand; null = not known. */
const amendable = {
  name: z.string().trim().min(1).max(100).nullable(),
  nameStatus: NameStatus,
  widthM: z.number().min(0.3).max(100).nullable(),
  surface: Surface,
  isDeadEnd: z.boolean().nullable(),
  cables: Cables,
  overheadM: z.number().min(0).max(100_000).nullable(),
  parking: Parking,
  parkingSpaces: z.number().int().min(0).max(100_000).nullable(),
};
export type Amendable = keyof typeof amendable;
export const AMENDABLE = Object.keys(amendable) as [Amendable, ...Amendable[]];
/** What is left out stays as it is. */
export const AmendBody = z
  .strictObject({ ...editing, ...z.object(amendable).partial().shape })
  .refine((body) => AMENDABLE.some((field) => body[field] !== undefined), { message: `Send at least one of ${AMENDABLE.join(', ')}.` });
export type AmendBody = z.infer<typeof AmendBody>;
/** The alleys that are there after the edit; the one that was edited first. */
const EditedAlleys = z.object({ items: z.array(AlleyDetail) });
const FactValue = z.union([z.string(), z.number(), z.boolean()]).nullable();
/** An alley before a change. personName is null for whoever is nobody. */
export const AlleyRevision = z.object({
  id: z.number().int(),
  action: z.enum(['redraw', 'split', 'split_off', 'join', 'joined_into', 'amend']),
  relatedId: z.number().int().nullable(),
  reason: z.string().nullable(),
  personName: z.string().nullable(),
  occurredAt: z.string(),
  lengthM: z.number().nullable(),
  name: z.string().nullable(),
  code: z.string(),
  /** The former line; null where the line has not changed (amend). */
  geometry: MultiLine.nullable(),
  /** What an amendment has corrected; empty for changes of the line. */
  changes: z.array(z.object({ field: z.enum(AMENDABLE), before: FactValue, after: FactValue })),
});
export type AlleyRevision = z.infer<typeof AlleyRevision>;

/** As of the end of a day that is over, by today's lines. */
const day = Day.optional();
export const NearAlleyQuery = z.object({ distance_m: distance, campaign: z.string().optional(), limit: Limit, cursor: z.string().optional() });
const NearOnDayQuery = NearAlleyQuery.omit({ campaign: true }).extend({ day });
/** Every target near the alley, covered or not, nearest first. */
export const HouseholdNearAlley = UncoveredHousehold.extend({ state: CoverageState, distanceM: z.number() });

export const alleyRoutes = {
  list: {
    method: 'get',
    path: '/api/alleys',
    summary: 'The register of alleys',
    query: AlleyListQuery,
    response: pageOf(Alley),
    alsoAs: ['text/csv', 'application/geo+json'],
  },
  dark: {
    method: 'get',
    path: '/api/dark-stretches',
    summary: 'Parts of alleys farther than the reach of a lamp that works',
    query: z.object({ grid: z.string().optional(), bbox: Bbox.optional(), day }),
    response: DarkStretches,
  },
  faults: {
    method: 'get',
    path: '/api/line-faults',
    summary: 'Lamps, manholes and drains out of order and finds of surveys, on the lines of alleys',
    query: z.object({ grid: z.string().optional(), bbox: Bbox.optional(), day }),
    response: LineFaults,
  },
  detail: {
    method: 'get',
    path: '/api/alleys/:id',
    summary: 'One alley with its shares and geometry',
    params: AlleyId,
    query: z.object({ day }),
    response: AlleyDetail,
  },
  revisions: {
    method: 'get',
    path: '/api/alleys/:id/revisions',
    summary: 'What an alley was before each change of its line or of its facts, the latest first',
    params: AlleyId,
    response: pageOf(AlleyRevision),
  },
  split: { method: 'post', path: '/api/alleys/:id/split', summary: 'Cut an alley in two', params: AlleyId, body: SplitBody, response: EditedAlleys },
  join: { method: 'post', path: '/api/alleys/:id/join', summary: 'Take another alley into this one', params: AlleyId, body: JoinBody, response: EditedAlleys },
  redraw: {
    method: 'post',
    path: '/api/alleys/:id/redraw',
    summary: 'Draw the line of an alley anew',
    params: AlleyId,
    body: RedrawBody,
    response: EditedAlleys,
  },
  amend: {
    method: 'post',
    path: '/api/alleys/:id/amend',
    summary: 'Correct what the register says of an alley',
    params: AlleyId,
    body: AmendBody,
    response: EditedAlleys,
  },
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
    query: NearOnDayQuery,
    response: pageOf(Issue),
  },
  works: {
    method: 'get',
    path: '/api/alleys/:id/works',
    summary: 'Works within a distance of an alley',
    params: AlleyId,
    query: NearOnDayQuery,
    response: pageOf(Work),
  },
} satisfies Record<string, RouteContract>;
