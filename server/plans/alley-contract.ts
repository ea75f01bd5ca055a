import { z } from 'zod';
import { CRITERIA } from '#geodata/priority/criteria';

const RawOut = z.object({
  criterion: z.enum(CRITERIA),
  /** Null where nothing is known. */
  rawMin: z.number().nullable(),
  rawMax: z.number().nullable(),
  unit: z.string(),
  date: z.string().nullable(),
  source: z.string(),
  needMin: z.number(),
  needMax: z.number(),
  /** Of the survey that the value comes from; /api/photos/{id}. */
  photoIds: z.array(z.number().int()),
});

/** Needs and costs of all alleys in columns. */
export const PlanAlleys = z.object({
  asOf: z.string(),
  criteria: z.array(z.enum(CRITERIA)),
  id: z.array(z.number().int()),
  code: z.array(z.string()),
  name: z.array(z.string().nullable()),
  subdistrict: z.array(z.string().nullable()),
  lengthM: z.array(z.number()),
  households: z.array(z.number().int().nullable()),
  lon: z.array(z.number()),
  lat: z.array(z.number()),
  /** alleys × criteria, row by row. */
  needMin: z.array(z.number()),
  needMax: z.array(z.number()),
  lowMinor: z.array(z.number().nullable()),
  likelyMinor: z.array(z.number().nullable()),
  highMinor: z.array(z.number().nullable()),
  /** What each source would pay of all of it (likely), by the shares of the unit costs in force. */
  likelyBySource: z.record(z.string(), z.number()),
});

/** One alley as the planner sees it. */
export const PlanAlley = z.object({
  id: z.number().int(),
  code: z.string(),
  name: z.string().nullable(),
  criteria: z.array(RawOut),
  /** Residents of the buildings that the alley serves, and those of 60 and over, as far as they were counted; null = nobody has counted. */
  residents: z.object({ counted: z.number().int(), aged60: z.number().int(), on: z.string().nullable(), source: z.string().nullable() }).nullable(),
  /** Null where no quantity can be taken off: its width is unknown. */
  takeOff: z
    .array(
      z.object({
        workType: z.string(),
        unit: z.string(),
        quantityMin: z.number(),
        quantityMax: z.number(),
        basis: z.string(),
        likelyMinor: z.number(),
        isPlaceholder: z.boolean(),
      }),
    )
    .nullable(),
  lowMinor: z.number().nullable(),
  likelyMinor: z.number().nullable(),
  highMinor: z.number().nullable(),
  planned: z.array(
    z.object({
      id: z.number().int(),
      name: z.string(),
      kind: z.string(),
      startsOn: z.string().nullable(),
      endsOn: z.string().nullable(),
      isSame: z.boolean(),
    }),
  ),
  renewedOn: z.string().nullable(),
  closedUntil: z.string().nullable(),
  consent: z.object({ asked: z.number().int(), agreed: z.number().int(), on: z.string() }).nullable(),
  demolition: z.object({ until: z.string().nullable(), reason: z.string() }).nullable(),
});
