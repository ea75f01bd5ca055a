import { z } from 'zod';
import { Condition } from '../alleys/conditions.ts';
import { CampaignRef, CoverageState } from '../coverage/contract.ts';
import { HouseholdKind } from '../households/kinds.ts';
import { Bbox, Day, type RouteContract } from '../http/contract.ts';
import { IssueState, Lateness } from '../issues/kinds.ts';
import { Qualifier } from '../works/kinds.ts';

export const StateLayer = z.enum(['grids', 'households', 'issues', 'works', 'alleys', 'responsibilities']);
export type StateLayer = z.infer<typeof StateLayer>;

const ints = z.array(z.number().int());
const numbers = z.array(z.number());
const strings = z.array(z.string());
const nullableStrings = z.array(z.string().nullable());
const base = { asOf: z.string() };
/** The last numbered event (/api/live) that these columns hold. */
const seq = z.number().int();

/** Columns: the n-th entries of all arrays describe one feature; id is the feature id in the tiles. */
export const GridState = z.object({
  layer: z.literal('grids'),
  ...base,
  seq,
  campaign: CampaignRef,
  id: ints,
  code: strings,
  name: strings,
  shortName: nullableStrings,
  level: ints,
  kind: strings,
  parentId: z.array(z.number().int().nullable()),
  /** Label point; null when the grid has no geometry. */
  lon: z.array(z.number().nullable()),
  lat: z.array(z.number().nullable()),
  total: ints,
  reachable: ints,
  covered: ints,
  uncovered: ints,
  frozen: ints,
  frozenCovered: ints,
  openIssues: ints,
  overdueIssues: ints,
});
/** Of the targets in view: all of them, or the uncovered only (only=uncovered). Dictionary-coded: state and kind index into states and kinds. */
export const HouseholdState = z.object({
  layer: z.literal('households'),
  ...base,
  seq,
  campaign: CampaignRef,
  states: z.array(CoverageState),
  kinds: z.array(HouseholdKind),
  id: ints,
  lon: numbers,
  lat: numbers,
  state: ints,
  kind: ints,
  /** 0 where the target has no building. */
  buildingId: ints,
});
/** Open issues, or those of any state with open=false. */
export const IssueStateColumns = z.object({
  layer: z.literal('issues'),
  ...base,
  id: ints,
  code: strings,
  title: strings,
  domain: strings,
  state: z.array(IssueState),
  lateness: z.array(Lateness),
  lon: numbers,
  lat: numbers,
  reportedAt: strings,
  dueAt: nullableStrings,
  /** Open issues in the same scope that have no place on the map. */
  withoutGeometry: z.number().int(),
});
/** Completed works. */
export const WorkState = z.object({
  layer: z.literal('works'),
  ...base,
  id: ints,
  workType: strings,
  /** As the work says, or else as its type does. */
  kind: strings,
  name: nullableStrings,
  quantity: z.array(z.number().nullable()),
  unit: nullableStrings,
  qualifier: z.array(Qualifier.nullable()),
  completedOn: nullableStrings,
  /** 0 where the work belongs to no alley. */
  alleyId: ints,
  /** How many different households asked for it, as is known now. */
  askedHouseholds: ints,
  lon: numbers,
  lat: numbers,
  withoutGeometry: z.number().int(),
});
export const AlleyState = z.object({
  layer: z.literal('alleys'),
  ...base,
  id: ints,
  name: nullableStrings,
  lon: numbers,
  lat: numbers,
  road: z.array(Condition),
  light: z.array(Condition),
  water: z.array(Condition),
  line: z.array(Condition),
  scene: z.array(Condition),
  openIssues: ints,
});
/**
 * The person of one tier (tier=1…5, default 4) per grid that names one of its own; and the grids something is wrong in: gaps and overlaps (of grids
 * above the rule's level: how many grids of that level in them), vacant posts (of the grid and all below). Grids not among the findings are held.
 */
export const ResponsibilityState = z.object({
  layer: z.literal('responsibilities'),
  ...base,
  tier: z.number().int(),
  gridId: ints,
  personId: ints,
  personName: strings,
  unitName: nullableStrings,
  findings: z.object({ gridId: ints, gaps: ints, overlaps: ints, vacant: ints }),
});

export const LayerState = z.discriminatedUnion('layer', [GridState, HouseholdState, IssueStateColumns, WorkState, AlleyState, ResponsibilityState]);
export type LayerState = z.infer<typeof LayerState>;
export type GridState = z.infer<typeof GridState>;
export type HouseholdState = z.infer<typeof HouseholdState>;
export type IssueStateColumns = z.infer<typeof IssueStateColumns>;
export type WorkState = z.infer<typeof WorkState>;
export type AlleyState = z.infer<typeof AlleyState>;
export type ResponsibilityState = z.infer<typeof ResponsibilityState>;

/** households needs grid or bbox and answers at most 50,000 targets (problem area-too-large); the others may be asked for whole. */
export const StateQuery = z.object({
  grid: z.string().optional(),
  bbox: Bbox.optional(),
  campaign: z.string().optional(),
  only: z.literal('uncovered').optional(),
  open: z.enum(['true', 'false']).optional(),
  tier: z.coerce.number().int().min(1).max(5).optional(),
  /** alleys, responsibilities: as of the end of a day that is over (the others: /api/history). */
  day: Day.optional(),
});
export const stateRoutes = {
  state: {
    method: 'get',
    path: '/api/state/:layer',
    summary: 'Columnar state of what is in view',
    params: z.object({ layer: StateLayer }),
    query: StateQuery,
    response: LayerState,
  },
} satisfies Record<string, RouteContract>;
