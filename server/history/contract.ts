import { z } from 'zod';
import { Condition } from '../alleys/conditions.ts';
import { CampaignRef, CoverageState } from '../coverage/contract.ts';
import { GridRef } from '../grids/contract.ts';
import { HouseholdKind } from '../households/kinds.ts';
import { Bbox, pageOf, type RouteContract } from '../http/contract.ts';
import { Lateness } from '../issues/contract.ts';
import { VisitOutcome } from '../visits/contract.ts';
import { Qualifier } from '../works/kinds.ts';

const ints = z.array(z.number().int());
const numbers = z.array(z.number());
const strings = z.array(z.string());
/** A day in the district's time zone, 2026-09-01. */
const Day = z.iso.date();

/** What there is to look back on. Days are the district's; an answer "as of" a day holds what was known when it ended. */
export const HistoryFrame = z.object({
  today: Day,
  /** Nothing is known before. */
  firstDay: Day,
  /** Since when `changes` tells unless it is asked otherwise: yesterday's morning briefing (晨查), by the setting briefing_time. */
  changesSince: z.string(),
  /** Rounds that have begun, oldest first; lastDay is null while one is open. */
  rounds: z.array(CampaignRef.extend({ firstDay: Day, lastDay: Day.nullable() })),
  /** Days on which who answers for what may read otherwise than the day before, ascending; the first is firstDay. */
  responsibilityTurns: z.array(Day),
  /** Since when changes are kept, where the record is younger than the district: who answers for what, and what the register says of street components. Null: nothing was written yet. */
  keptSince: z.object({ surveys: Day.nullable(), responsibilities: Day.nullable() }),
});
export type HistoryFrame = z.infer<typeof HistoryFrame>;

export const HistorySubject = z.enum(['coverage', 'issues', 'works']);
export type HistorySubject = z.infer<typeof HistorySubject>;
/** Knocks beside the measures of the tally; a superseded knock is taken off on the day it was corrected. */
export const COVERAGE_SERIES = [
  'total',
  'frozen',
  'untried',
  'tried',
  'appointment',
  'covered',
  'exempt_pending',
  'exempt',
  'frozen_covered',
  'visits',
] as const;
/** total and resolved as in the tally; how many were how late. Open = the six of lateness together, closed = total − open. */
export const ISSUE_SERIES = ['total', 'resolved', ...Lateness.options] as const;
/** about, more_than: how many of the works say so. */
export const WORK_SERIES = ['count', 'quantity', 'about', 'more_than'] as const;

/**
 * By how much the figures of grids moved, day by day. Entries in order of grid and day, as columns: gridId; day counted from `from`; kind and measure
 * index into `kinds` and `measures`; amount is added to what was before. Day 0 holds everything up to `from`. A path below `level` counts for the grid
 * of that level on its way, and for no grid above it: sums up the tree are the reader's.
 */
export const HistorySeries = z.object({
  subject: HistorySubject,
  campaign: CampaignRef.nullable(),
  level: z.number().int(),
  from: Day,
  to: Day,
  /** Kinds of targets, domains of issues, or `type kind unit` of works. */
  kinds: strings,
  measures: strings,
  gridId: ints,
  day: ints,
  kind: ints,
  measure: ints,
  amount: numbers,
});
export type HistorySeries = z.infer<typeof HistorySeries>;

/** Targets and the states they went through. step: index of the target, day it ended in another state than before, state; the first is the day it joined. */
export const HouseholdHistory = z.object({
  campaign: CampaignRef,
  from: Day,
  to: Day,
  states: z.array(CoverageState),
  kinds: z.array(HouseholdKind),
  id: ints,
  lon: numbers,
  lat: numbers,
  kind: ints,
  /** 0 where the target has no building. */
  buildingId: ints,
  step: z.object({ row: ints, day: ints, state: ints }),
});
export type HouseholdHistory = z.infer<typeof HouseholdHistory>;

/** Issues with a place and how late they were. step: index of the issue, day, index into `lateness` (−1: closed from that day on). */
export const IssueHistory = z.object({
  from: Day,
  to: Day,
  lateness: z.array(Lateness),
  id: ints,
  code: strings,
  title: strings,
  domain: strings,
  lon: numbers,
  lat: numbers,
  reportedAt: strings,
  dueAt: z.array(z.string().nullable()),
  step: z.object({ row: ints, day: ints, lateness: ints }),
});
export type IssueHistory = z.infer<typeof IssueHistory>;

/**
 * Alleys and the condition of each standard. step: index of the alley, day, index into `standards` and into `conditions`, in order of standard, alley and
 * day; before the first a standard was unknown. issueStep: from that day on so many open issues were written down for the alley.
 */
export const AlleyHistory = z.object({
  from: Day,
  to: Day,
  standards: strings,
  conditions: z.array(Condition),
  id: ints,
  name: z.array(z.string().nullable()),
  lon: numbers,
  lat: numbers,
  step: z.object({ row: ints, day: ints, standard: ints, condition: ints }),
  issueStep: z.object({ row: ints, day: ints, open: ints }),
});
export type AlleyHistory = z.infer<typeof AlleyHistory>;

/** Completed works with a place and the day they were completed, or else the date of their figure; null: nobody knows, they were always there. */
export const WorkHistory = z.object({
  id: ints,
  workType: strings,
  kind: strings,
  name: z.array(z.string().nullable()),
  quantity: z.array(z.number().nullable()),
  unit: z.array(z.string().nullable()),
  qualifier: z.array(Qualifier.nullable()),
  completedOn: z.array(Day.nullable()),
  alleyId: ints,
  /** Households that asked for it, as is known now. */
  askedHouseholds: ints,
  lon: numbers,
  lat: numbers,
  withoutGeometry: z.number().int(),
});
export type WorkHistory = z.infer<typeof WorkHistory>;

export const ChangeKind = z.enum(['issue_opened', 'issue_overdue', 'issue_closed', 'work_completed', 'covered', 'visit']);
export type ChangeKind = z.infer<typeof ChangeKind>;
/** id: of the issue, the work, the target (covered) or the visit. No names of persons and no doors. */
export const Change = z.object({
  kind: ChangeKind,
  id: z.number().int(),
  at: z.string(),
  /** Title of an issue, name of a work. */
  title: z.string().nullable(),
  /** Of a work. */
  workType: z.string().nullable(),
  outcome: VisitOutcome.nullable(),
  householdId: z.number().int().nullable(),
  /** The grid of level 4 it lies in, or the smallest above. */
  grid: GridRef.nullable(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
});
export type Change = z.infer<typeof Change>;
export const ChangePage = pageOf(Change).extend({
  since: z.string(),
  asOf: z.string(),
  /** Of each kind in all, whatever the filter and the page. */
  counts: z.record(ChangeKind, z.number().int()),
});
export type ChangePage = z.infer<typeof ChangePage>;

const range = { grid: z.string().optional(), from: Day.optional(), to: Day.optional() };
const campaign = z.string().max(100).optional();
export const SeriesQuery = z.object({ ...range, campaign, level: z.coerce.number().int().min(1).max(5).default(4) });
export const HouseholdHistoryQuery = z.object({ ...range, campaign, bbox: Bbox.optional() });
export const ChangesQuery = z.object({
  since: z.iso.datetime({ offset: true }).optional(),
  grid: z.string().optional(),
  /** One kind or several, separated by commas. */
  kind: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(ChangeKind).min(1))
    .optional(),
  limit: z.coerce.number().int().min(0).max(10_000).default(100),
  cursor: z.string().optional(),
});

export const historyRoutes = {
  frame: { method: 'get', path: '/api/history', summary: 'What there is to look back on: days and rounds', query: z.object({}), response: HistoryFrame },
  series: {
    method: 'get',
    path: '/api/history/series/:subject',
    summary: 'Figures of all grids day by day: coverage of a round, issues, completed works',
    params: z.object({ subject: HistorySubject }),
    query: SeriesQuery,
    response: HistorySeries,
  },
  households: {
    method: 'get',
    path: '/api/history/households',
    summary: 'States that the targets of a grid or a box went through in a round',
    query: HouseholdHistoryQuery,
    response: HouseholdHistory,
  },
  issues: {
    method: 'get',
    path: '/api/history/issues',
    summary: 'Issues with the days on which they were opened, late and closed',
    query: z.object(range),
    response: IssueHistory,
  },
  alleys: {
    method: 'get',
    path: '/api/history/alleys',
    summary: 'Conditions of alleys with the days on which they changed',
    query: z.object(range),
    response: AlleyHistory,
  },
  works: {
    method: 'get',
    path: '/api/history/works',
    summary: 'Completed works with the day of completion',
    query: z.object({ grid: z.string().optional() }),
    response: WorkHistory,
  },
  changes: {
    method: 'get',
    path: '/api/history/changes',
    summary: 'What has changed since a moment, newest first',
    query: ChangesQuery,
    response: ChangePage,
  },
} satisfies Record<string, RouteContract>;
