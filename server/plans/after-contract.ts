import { z } from 'zod';
import { PlanResult } from './result-contract.ts';
import { PlanRow } from './row-contract.ts';

/** One side of a comparison: a figure before and after, from so many observations (issues, or alleys surveyed). Null where there is none. */
const Side = z.object({
  alleys: z.number().int(),
  households: z.number().int(),
  before: z.number().nullable(),
  after: z.number().nullable(),
  countBefore: z.number().int(),
  countAfter: z.number().int(),
});

/**
 * What came of a plan. Windows are the same for both sides: `days` before the works began, and `days` after they were finished; an alley of which the
 * second is not over yet is too early and left out. Compared: candidates that the plan did not choose, and that nobody has renovated since.
 */
export const PlanEffect = z.object({
  asOf: z.string(),
  days: z.number().int(),
  /** too-early: finished, but no span of days after it is over yet. */
  state: z.enum(['not-approved', 'nothing-finished', 'too-early', 'measured']),
  chosen: z.object({ alleys: z.number().int(), finished: z.number().int(), tooEarly: z.number().int(), measured: z.number().int(), redrawn: z.number().int() }),
  compared: z.number().int(),
  /** First day of the earliest, last day of the latest window. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  measures: z.array(
    z.object({
      /** reported, open: issues per 100 households (reported within the window; open on its last day). The rest: need 0-100 by survey. */
      code: z.enum(['reported', 'open', 'road', 'water', 'light', 'line', 'scene']),
      unit: z.enum(['per-100-households', 'need']),
      state: z.enum(['measured', 'too-few', 'nothing-to-compare']),
      chosen: Side,
      compared: Side,
      /** (after − before) of the chosen − (after − before) of the compared; below 0 is better. Null unless measured. */
      difference: z.number().nullable(),
      /** Nine in ten redraws of the alleys lie between; null with `difference`. */
      low: z.number().nullable(),
      high: z.number().nullable(),
      /** better, worse: the whole range lies on one side of 0. unclear: it does not, chance alone may have done it. */
      reading: z.enum(['better', 'worse', 'unclear']).nullable(),
    }),
  ),
  alleys: z.array(
    z.object({
      id: z.number().int(),
      code: z.string(),
      name: z.string().nullable(),
      projectId: z.number().int(),
      startedOn: z.string(),
      finishedOn: z.string(),
      isTooEarly: z.boolean(),
      households: z.number().int().nullable(),
      reportedBefore: z.number().int(),
      reportedAfter: z.number().int(),
      openBefore: z.number().int(),
      openAfter: z.number().int(),
    }),
  ),
});
export type PlanEffect = z.infer<typeof PlanEffect>;

const Quantity = z.object({ workType: z.string(), name: z.string(), nameEn: z.string(), unit: z.string(), quantityMin: z.number(), quantityMax: z.number() });
const ReportRow = z.object({
  /** 1, 2, … in order of year, subdistrict and code; the number on the map. */
  no: z.number().int(),
  alleyId: z.number().int(),
  code: z.string(),
  name: z.string().nullable(),
  subdistrict: z.string().nullable(),
  year: z.number().int(),
  package: z.number().int().nullable(),
  lengthM: z.number(),
  households: z.number().int().nullable(),
  score: z.number(),
  scoreMin: z.number(),
  scoreMax: z.number(),
  costMinor: z.number().nullable(),
  lowMinor: z.number().nullable(),
  highMinor: z.number().nullable(),
  stability: z.number().nullable(),
  reason: z.looseObject({ code: z.string() }),
  quantities: z.array(Quantity),
});
const Line = z.object({ type: z.literal('Feature'), geometry: z.looseObject({ type: z.string() }).nullable(), properties: z.looseObject({}) });

/** All that a printed report of a plan shows, and its public notice: which streets, when, what is done; no scores, no residents, no names of staff. */
export const PlanReport = z.object({
  plan: PlanRow,
  asOf: z.string(),
  printedOn: z.string(),
  approval: z.object({ person: z.string().nullable(), on: z.string() }).nullable(),
  totals: z.object({
    alleys: z.number().int(),
    lengthM: z.number(),
    /** Homes served by any of the alleys, as of today, each once (the rows tell those of each alley). */
    households: z.number().int(),
    spentMinor: z.number(),
    lowMinor: z.number(),
    highMinor: z.number(),
    value: z.number(),
    greedyValue: z.number(),
    worstFirstValue: z.number(),
    gap: z.number().nullable(),
    quantities: z.array(Quantity),
  }),
  weights: z.record(z.string(), z.number()),
  budgets: PlanResult.shape.budgets,
  subdistricts: PlanResult.shape.subdistricts,
  rows: z.array(ReportRow),
  /** The highest scores that are out, each with the rule that binds. */
  next: z.array(ReportRow.pick({ alleyId: true, code: true, name: true, subdistrict: true, score: true, costMinor: true, reason: true })),
  outByReason: z.array(z.object({ code: z.string(), alleys: z.number().int() })),
  map: z.object({
    /** west, south, east, north. */
    bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]),
    /** Chosen alleys, properties {no, year}. */
    chosen: z.object({ type: z.literal('FeatureCollection'), features: z.array(Line) }),
    others: z.object({ type: z.literal('FeatureCollection'), features: z.array(Line) }),
    /** Subdistricts, properties {code, name}. */
    outlines: z.object({ type: z.literal('FeatureCollection'), features: z.array(Line) }),
  }),
  notice: z.object({
    years: z.array(z.number().int()),
    alleys: z.number().int(),
    lengthM: z.number(),
    rows: z.array(
      z.object({
        no: z.number().int(),
        name: z.string(),
        subdistrict: z.string().nullable(),
        year: z.number().int(),
        lengthM: z.number(),
        works: z.array(z.object({ workType: z.string(), name: z.string(), nameEn: z.string(), unit: z.string(), quantity: z.number() })),
      }),
    ),
  }),
});
export type PlanReport = z.infer<typeof PlanReport>;
