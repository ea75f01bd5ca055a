import { z } from 'zod';
import { WORK_KINDS } from '#geodata/standards/work-types';
import { PolygonGeometry } from '../coverage/contract.ts';
import { GridCode, GridRef } from '../grids/contract.ts';
import { Bbox, Day, FileLimit, pageOf, type RouteContract } from '../http/contract.ts';
// In a file of their own: the state of the map needs them before anybody asks for a work.
import { Qualifier, WorkFamily } from './kinds.ts';

export { Qualifier, WorkFamily };
export const WorkPhase = z.enum(['planned', 'under_construction', 'done', 'accepted', 'cancelled']);
export const WorkKind = z.enum(WORK_KINDS);
export type WorkKind = z.infer<typeof WorkKind>;
export const ContractorKind = z.enum(['municipal', 'company', 'utility', 'property', 'volunteers', 'other']);
export const WorkGrade = z.enum(['standard', 'downgraded']);
export const WorkSort = z.enum(['id', 'newest']);

export const WorkType = z.object({
  code: z.string(),
  name: z.string(),
  nameEn: z.string(),
  unit: z.string(),
  dimension: z.enum(['area', 'length', 'count', 'mass']),
  family: WorkFamily,
  /** What works of the type do where a work says nothing else. */
  kind: WorkKind,
  version: z.number().int(),
});
export type WorkType = z.infer<typeof WorkType>;
const id = z.number().int();
const day = z.string().nullable();

export const Work = z.object({
  id,
  code: z.string(),
  workType: z.string(),
  kind: WorkKind,
  name: z.string().nullable(),
  quantity: z.number().nullable(),
  unit: z.string().nullable(),
  qualifier: Qualifier.nullable(),
  plannedQuantity: z.number().nullable(),
  asOf: day,
  /** A reported figure covers figureFrom..asOf; null = since the beginning, or a plain work. */
  figureFrom: day,
  phase: WorkPhase,
  startedOn: day,
  completedOn: day,
  grid: GridRef.nullable(),
  alleyId: id.nullable(),
  alleyName: z.string().nullable(),
  /** The stretch of the alley, along its line. */
  alleyFromM: z.number().nullable(),
  alleyToM: z.number().nullable(),
  partOfId: id.nullable(),
  projectId: id.nullable(),
  /** Hundredths of the currency; never without costSource. */
  costMinor: z.number().int().nullable(),
  costQualifier: Qualifier.nullable(),
  costSource: z.string().nullable(),
  contractorKind: ContractorKind.nullable(),
  contractor: z.string().nullable(),
  /** Who reported the figure. */
  source: z.string().nullable(),
  /** Issues that asked for it, their duplicates among them, and the different households they came from. */
  askedIssues: id,
  askedHouseholds: id,
  /** By the monthly checks; null before the first. */
  grade: WorkGrade.nullable(),
  /** Places with a photo of before or after. */
  photoSpots: id,
  /** A point on the work; null when it has no geometry. */
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  flags: z.array(z.string()),
  distanceM: z.number().optional(),
  /**
   * Works in a shape: the share of its place that lies inside, and what totals count of it there. Figures nested in it count where they are, only
   * the rest of it is spread over the rest of its place: it never says less than its parts.
   */
  inside: z.object({ share: z.number(), quantity: z.number().nullable() }).optional(),
});
export type Work = z.infer<typeof Work>;

const PersonRef = z.object({ id, name: z.string() });
export const StandardResult = z.enum(['passes', 'fails', 'not_applicable']);
export const StandardResults = z.strictObject({
  road: StandardResult,
  light: StandardResult,
  water: StandardResult,
  line: StandardResult,
  scene: StandardResult,
});
export const Acceptance = z.object({
  id,
  result: z.enum(['passed', 'rework']),
  acceptedOn: z.string(),
  plannedQuantity: z.number().nullable(),
  doneQuantity: z.number().nullable(),
  standards: StandardResults,
  /** note and person are null for whoever is nobody. */
  note: z.string().nullable(),
  person: PersonRef.nullable(),
});
export type Acceptance = z.infer<typeof Acceptance>;
/** grade = after this month; change = what it did to the grade. */
export const MonthlyCheck = z.object({
  id,
  month: z.string(),
  score: z.number().int(),
  checkedOn: z.string(),
  checker: z.string().nullable(),
  grade: WorkGrade,
  change: z.enum(['downgrade', 'restore']).nullable(),
  /** Scores of the month that this one took the place of, the oldest first. */
  earlier: z.array(z.object({ score: z.number().int(), checkedOn: z.string() })),
  /** Why it did. */
  reason: z.string().nullable(),
  note: z.string().nullable(),
  person: PersonRef.nullable(),
});
export type MonthlyCheck = z.infer<typeof MonthlyCheck>;
/** Before and after of one place; ids of photos. */
export const PhotoSpot = z.object({ spot: id, before: id.nullable(), after: id.nullable() });
export type PhotoSpot = z.infer<typeof PhotoSpot>;
export const WorkDetail = Work.extend({
  geometry: z.object({ type: z.string() }).loose().nullable(),
  recordedAt: z.string(),
  /** Issues that asked for it; hasHousehold: it came from a door. */
  asks: z.array(z.object({ id, code: z.string(), title: z.string(), state: z.string(), reportedAt: z.string(), hasHousehold: z.boolean() })),
  photos: z.array(PhotoSpot),
  acceptances: z.array(Acceptance),
  checks: z.array(MonthlyCheck),
  checkRules: z.object({ passesFrom: z.number().int(), restoreMonths: z.number().int() }),
  corrections: z.array(
    z.object({ id, reason: z.string(), occurredAt: z.string(), personName: z.string().nullable(), before: z.record(z.string(), z.unknown()) }),
  ),
});
export type WorkDetail = z.infer<typeof WorkDetail>;

const Amount = z.object({ count: id, quantity: z.number().nullable(), qualifier: Qualifier.nullable() });
/** One line per type, kind and unit; they are never added together. */
export const WorkTotal = Amount.extend({
  workType: WorkType,
  kind: WorkKind,
  unit: z.string(),
  /** What was completed in the period asked for, beside what there is up to its end; null without a period. */
  period: Amount.nullable(),
  /** Nested figures: inside quantity, never added to it. */
  ofWhich: z.array(
    z.object({ id, name: z.string(), quantity: z.number().nullable(), qualifier: Qualifier.nullable(), figureFrom: day, asOf: day, isPartOf: z.boolean() }),
  ),
});
export type WorkTotal = z.infer<typeof WorkTotal>;
export const WorkTotals = z.object({ asOf: z.string(), from: day, to: day, items: z.array(WorkTotal) });
export type WorkTotals = z.infer<typeof WorkTotals>;

const period = { from: Day.optional().describe('first day of the period'), to: Day.optional().describe('last day: nothing later counts') };
const filters = {
  type: z.string().max(50).optional(),
  kind: WorkKind.optional(),
  alley: z.coerce.number().int().min(1).optional(),
  project: z.coerce.number().int().min(1).optional(),
  programme: z.string().max(100).optional(),
};
const listFilters = {
  ...filters,
  ...period,
  phase: WorkPhase.optional(),
  completed: z.enum(['true', 'false']).optional(),
  grade: WorkGrade.optional(),
  photos: z.enum(['true']).optional().describe('only those with photos of before and after'),
  issue: z.coerce.number().int().min(1).optional().describe('works this issue asked for'),
  sort: WorkSort.default('id'),
};
export const WorkFormat = z.enum(['json', 'geojson', 'csv', 'xlsx']);
const paging = { f: WorkFormat.optional(), limit: FileLimit, cursor: z.string().optional() };
export const WorkListQuery = z.object({ grid: z.string().optional(), bbox: Bbox.optional(), ...listFilters, ...paging });
/** A polygon, longitude first. */
const ShapeBody = { within: PolygonGeometry };
export const WorkShapeBody = z.strictObject({ ...ShapeBody, ...listFilters, limit: FileLimit, cursor: z.string().optional() });
export const WorkPage = pageOf(Work);
export const WorkTotalsQuery = z.object({ grid: z.string().optional(), ...filters, ...period });
export type WorkTotalsQuery = z.infer<typeof WorkTotalsQuery>;
export const WorkTotalsBody = z.strictObject({ ...ShapeBody, ...filters, ...period });

export const WorkId = z.object({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });
const FILES = ['application/geo+json', 'text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'];

export const workRoutes = {
  types: { method: 'get', path: '/api/work-types', summary: 'The catalogue of work types', query: z.object({}), response: pageOf(WorkType) },
  list: {
    method: 'get',
    path: '/api/works',
    summary: 'Works in order of id, or the newest first; files come whole unless limit is given',
    query: WorkListQuery,
    response: WorkPage,
    alsoAs: FILES,
  },
  inShape: {
    method: 'post',
    path: '/api/works/query',
    summary: 'Works that touch a shape, each with what lies inside',
    query: z.object({ f: WorkFormat.optional() }),
    body: WorkShapeBody,
    response: WorkPage,
    alsoAs: FILES,
  },
  totalsOf: {
    method: 'get',
    path: '/api/works/totals',
    summary: 'Completed works of a grid, an alley, a project or a programme by type, kind and unit, up to a day and in a period',
    query: WorkTotalsQuery,
    response: WorkTotals,
  },
  totalsInShape: {
    method: 'post',
    path: '/api/works/totals',
    summary:
      'Completed works inside a shape; one that crosses its border counts with its share, figures nested in it where they are and only its rest by share',
    body: WorkTotalsBody,
    response: WorkTotals,
  },
  totals: {
    method: 'get',
    path: '/api/grids/:code/works',
    summary: 'Completed works of a grid by type, kind and unit',
    params: GridCode,
    query: z.object(period),
    response: WorkTotals,
  },
  detail: {
    method: 'get',
    path: '/api/works/:id',
    summary: 'One work: place, cost, who asked, photos, acceptance, monthly checks, corrections',
    params: WorkId,
    query: z.object({ day: Day.optional().describe('only the monthly checks that had been made when this day ended, and what they amounted to') }),
    response: WorkDetail,
  },
} satisfies Record<string, RouteContract>;
