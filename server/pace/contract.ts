import { z } from 'zod';
import { CoverageFigures } from '../coverage/contract.ts';
import { GridCode, GridRef } from '../grids/contract.ts';
import { HouseholdKind } from '../households/kinds.ts';
import { Day as PastDay, type RouteContract } from '../http/contract.ts';

/** The round with its dates: a forecast is read against its end. */
export const PaceCampaign = z.object({
  id: z.number().int(),
  code: z.string(),
  name: z.string(),
  status: z.enum(['planned', 'open', 'closed']),
  startsOn: z.string(),
  endsOn: z.string().nullable(),
});

/**
 * on_pace: finish and its range are given. never: nobody was covered in the window, or it would take more than ten years. early: the round has no
 * complete working day yet. done: nobody is left; empty: there was nobody. planned, over: the round has not begun, or has ended.
 */
export const ForecastState = z.enum(['on_pace', 'never', 'early', 'done', 'empty', 'planned', 'over']);
export type ForecastState = z.infer<typeof ForecastState>;
const Day = z.string();
export const Forecast = z.object({
  state: ForecastState,
  finish: Day.nullable(),
  /** 80 % range; latest null beside a finish = no end can be given. */
  earliest: Day.nullable(),
  latest: Day.nullable(),
});
export type Forecast = z.infer<typeof Forecast>;

/** Knocks are dated by when they happened, in the district's time zone; a superseded knock does not count. */
export const Pace = z.object({
  /** Knocks, and targets covered for the first time, on each of the days named beside (`days`): seven complete ones, then today. */
  visits: z.array(z.number().int()),
  covered: z.array(z.number().int()),
  /** Over the window: knocks, targets covered for the first time, days of work of known persons (person × day with a knock in the grid). */
  windowVisits: z.number().int(),
  windowCovered: z.number().int(),
  workerDays: z.number().int(),
  /** Knocks of known persons per day of work; null without one. */
  visitsPerWorkerDay: z.number().nullable(),
  /** Targets covered for the first time per working day of the window; null where the round has no complete working day yet. */
  perWorkingDay: z.number().nullable(),
  forecast: Forecast,
  /** Per working day that is left, today included, to be done on the round's last day; null where nothing or no day is left, or no end is set. */
  neededPerWorkingDay: z.number().nullable(),
  lastVisitOn: Day.nullable(),
  /** Somebody is left to visit, the round runs, and nobody has knocked for the days of the setting pace_rules. */
  isStalled: z.boolean(),
});
export type Pace = z.infer<typeof Pace>;

/** What all rows of an answer share. */
const frame = {
  campaign: PaceCampaign,
  asOf: z.string(),
  /** The last numbered event (/api/live) that the figures hold. */
  seq: z.number().int(),
  /** Which day it is in the district. */
  today: Day,
  days: z.array(Day),
  /** The days a pace is measured over; null where the round has no complete day yet. */
  window: z.object({ from: Day, to: Day, workingDays: z.number().int() }).nullable(),
  /** Working days left until the round's end, today included; null without an end. */
  workingDaysLeft: z.number().int().nullable(),
  stalledDays: z.number().int(),
};

export const GridPace = z.object({
  ...frame,
  grid: GridRef,
  own: z.object({ coverage: CoverageFigures, pace: Pace }),
  children: z.array(z.object({ grid: GridRef, coverage: CoverageFigures, pace: Pace })),
});
export type GridPace = z.infer<typeof GridPace>;

const ints = z.array(z.number().int());
const numbers = z.array(z.number().nullable());
const days = z.array(Day.nullable());
/** Columns: the n-th entries of all arrays describe one basic grid, in order of the path. `parent` is an index, -1 at the root. */
export const PaceTree = z.object({
  ...frame,
  kind: HouseholdKind.nullable(),
  id: ints,
  code: z.array(z.string()),
  name: z.array(z.string()),
  level: ints,
  parent: ints,
  untried: ints,
  tried: ints,
  appointment: ints,
  covered: ints,
  exemptPending: ints,
  exempt: ints,
  uncovered: ints,
  total: ints,
  reachable: ints,
  frozen: ints,
  frozenCovered: ints,
  visitsToday: ints,
  coveredToday: ints,
  /** Covered for the first time on each of `days`. */
  series: z.array(ints),
  windowVisits: ints,
  windowCovered: ints,
  workerDays: ints,
  visitsPerWorkerDay: numbers,
  perWorkingDay: numbers,
  forecast: z.array(ForecastState),
  finish: days,
  earliest: days,
  latest: days,
  neededPerWorkingDay: numbers,
  lastVisitOn: days,
  isStalled: z.array(z.boolean()),
});
export type PaceTree = z.infer<typeof PaceTree>;

export const PaceDenominator = z.enum(['all', 'reachable', 'frozen']);
export type PaceDenominator = z.infer<typeof PaceDenominator>;
/** Columns of the files, in the order of the table on the screen. */
export const PaceColumn = z.enum(['name', 'targets', 'left', 'states', 'rate', 'today', 'pace', 'workerDay', 'forecast', 'needed', 'stalled']);
export type PaceColumn = z.infer<typeof PaceColumn>;
const PaceFormat = z.enum(['json', 'csv', 'xlsx']);
export const PaceFileFormat = z.enum(['csv', 'xlsx']);

const choice = {
  campaign: z.string().max(100).optional(),
  kind: HouseholdKind.optional(),
  /** As it was when this day ended; `today` of the answer is this day. Without a round: of the last that had begun. */
  day: PastDay.optional(),
};
export const PaceLanguage = z.enum(['zh', 'en']);
/** Files hold every grid in order of the path with every column; POST /api/pace/file makes one of what a screen shows. */
export const PaceQuery = z.object({
  ...choice,
  /** A basic grid: itself and all below; absent = all. */
  grid: z.string().max(200).optional(),
  f: PaceFormat.optional(),
  of: PaceDenominator.default('reachable'),
  lang: PaceLanguage.default('zh'),
});

export const PaceFileBody = z.strictObject({
  ...choice,
  of: PaceDenominator,
  lang: PaceLanguage,
  /** Codes of the rows in the order they are shown in. */
  grids: z.array(z.string().max(200)).min(1).max(20_000),
  columns: z.array(PaceColumn).min(1),
  /** How the rows were chosen and sorted, in words; written into the file. */
  shown: z.string().max(300).default(''),
});

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export const paceRoutes = {
  grid: {
    method: 'get',
    path: '/api/grids/:code/pace',
    summary: 'Visits a day, pace, forecast with its range, stalled: own and per child',
    params: GridCode,
    query: z.object(choice),
    response: GridPace,
  },
  tree: {
    method: 'get',
    path: '/api/pace',
    summary: 'Coverage, pace and forecast of the whole tree as columns, CSV or XLSX',
    query: PaceQuery,
    response: PaceTree,
    alsoAs: ['text/csv', XLSX],
  },
  file: {
    method: 'post',
    path: '/api/pace/file',
    summary: 'The rows and columns of a screen as CSV or XLSX, in its order',
    query: z.object({ f: PaceFileFormat }),
    body: PaceFileBody,
    alsoAs: ['text/csv', XLSX],
  },
} satisfies Record<string, RouteContract>;
