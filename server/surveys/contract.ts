import { z } from 'zod';
import { AlleyStandard, Condition, Need } from '../alleys/contract.ts';
import { GridRef } from '../grids/contract.ts';
import { Day, Limit, Position, pageOf, type RouteContract } from '../http/contract.ts';
import { photoIds } from '../photos/contract.ts';

const MOST_PHOTOS_AN_ITEM = 6;
const Text = z.string().trim().min(1);
const ChecklistRef = z.object({ code: z.string(), version: z.number().int() });

/** A standard and from which need (0-100) on it is not met. */
const PublishedStandard = z.object({ code: AlleyStandard, name: z.string(), nameEn: z.string(), failsFrom: z.number().int() });
/** breakpoints: [value after division by the basis, need], straight in between. */
const PublishedMeasure = z.object({
  code: z.string(),
  standard: AlleyStandard,
  name: z.string(),
  nameEn: z.string(),
  unit: z.string(),
  basis: z.enum(['value', 'per_100_m', 'per_m', 'per_target_lux']),
  most: z.number().nullable(),
  breakpoints: z.array(z.tuple([z.number(), z.number()])),
  version: z.string(),
  source: z.string(),
});
/** kind measure: a value in the measure's unit; check: 1 = the defect was found, 0 = it was looked for and is not there, or how much was found in its unit. */
export const ChecklistItem = z.object({
  code: z.string(),
  standard: AlleyStandard,
  kind: z.enum(['measure', 'check']),
  measure: z.string().nullable(),
  points: z.number().int().nullable(),
  /** What a check may be measured in; null for a measure, which has its own. */
  unit: z.string().nullable(),
  name: z.string(),
  nameEn: z.string(),
});
export type ChecklistItem = z.infer<typeof ChecklistItem>;
export const SurveyChecklist = ChecklistRef.extend({
  name: z.string(),
  nameEn: z.string(),
  source: z.string(),
  validFrom: z.string(),
  items: z.array(ChecklistItem),
});
export type SurveyChecklist = z.infer<typeof SurveyChecklist>;

const SurveyItem = z.strictObject({
  code: z.string().max(50),
  /** In the unit of the item's measure; 1 or 0 for a check, or how much was found in the unit that is named. */
  value: z.number().min(0).max(1e6),
  /** The item's own: a check that is measured names it, so that 1 ㎡ is not taken for “found”. */
  unit: Text.max(10).optional(),
  note: Text.max(500).optional(),
  photoIds: photoIds(MOST_PHOTOS_AN_ITEM).optional(),
});
/** A place on the line where an item was found or measured. value: there, in the item's unit; the item itself holds what all its finds amount to. */
const SurveyFind = z.strictObject({
  item: z.string().max(50),
  /** On the alley, or within 30 m of it: kept is the nearest place on its line. */
  position: Position,
  value: z.number().min(0).max(1e6).optional(),
  note: Text.max(500).optional(),
  photoIds: photoIds(MOST_PHOTOS_AN_ITEM).optional(),
});
export const SurveyBody = z
  .strictObject({
    /** Made by the client; sent again with the same content it is answered with what is stored. */
    clientUuid: z.uuid(),
    checklist: z.strictObject({ code: z.string().max(50), version: z.number().int().min(1).max(9999) }),
    surveyedOn: Day,
    items: z.array(SurveyItem).min(1).max(100),
    finds: z.array(SurveyFind).max(200).optional(),
    note: Text.max(2000).optional(),
    /** clientUuid of the survey this one takes the place of. */
    corrects: z.uuid().optional(),
    correctionReason: Text.max(500).optional(),
  })
  .superRefine(({ items, finds = [], corrects, correctionReason }, context) => {
    const photos = [...items, ...finds].flatMap((one) => one.photoIds ?? []);
    if (new Set(photos).size < photos.length) context.addIssue({ code: 'custom', path: ['items'], message: 'Each photo may occur once.' });
    if (new Set(items.map(({ code }) => code)).size < items.length) context.addIssue({ code: 'custom', path: ['items'], message: 'Each item may occur once.' });
    if ((corrects === undefined) !== (correctionReason === undefined))
      context.addIssue({ code: 'custom', path: ['correctionReason'], message: 'A correction has both: corrects and correctionReason.' });
  });
export type SurveyBody = z.infer<typeof SurveyBody>;

/** What one survey says of one standard. Without need and with meets null it says too little to tell. */
export const AlleySurvey = z.object({
  id: z.number().int(),
  clientUuid: z.string().nullable(),
  standard: AlleyStandard,
  meets: z.boolean().nullable(),
  need: z.number().int().nullable(),
  /** 0-100; null where only meets was written down. */
  needMin: z.number().nullable(),
  needMax: z.number().nullable(),
  measuredValue: z.number().nullable(),
  measuredUnit: z.string().nullable(),
  surveyedOn: z.string(),
  /** note, person and correctionReason are null for whoever is nobody. */
  note: z.string().nullable(),
  person: z.object({ id: z.number().int(), name: z.string() }).nullable(),
  checklist: ChecklistRef.nullable(),
  /** A check has a unit where it was measured how much was found. */
  items: z.array(
    z.object({ code: z.string(), value: z.number(), unit: z.string().nullable(), note: z.string().nullable(), photoIds: z.array(z.number().int()) }),
  ),
  finds: z.array(
    z.object({
      item: z.string(),
      lon: z.number(),
      lat: z.number(),
      value: z.number().nullable(),
      note: z.string().nullable(),
      photoIds: z.array(z.number().int()),
    }),
  ),
  supersededAt: z.string().nullable(),
  supersededBy: z.string().nullable(),
  correctionReason: z.string().nullable(),
});
export type AlleySurvey = z.infer<typeof AlleySurvey>;

/** An alley as whoever surveys it needs it in the hand, without a network: its line, what stands along it, where it is dark. */
export const SurveyAlley = z.object({
  id: z.number().int(),
  code: z.string(),
  name: z.string().nullable(),
  lengthM: z.number(),
  widthM: z.number().nullable(),
  grid: GridRef.nullable(),
  conditions: z.record(AlleyStandard, Condition),
  needs: z.record(AlleyStandard, Need),
  surveyedOn: z.string().nullable(),
  /** Parts of the line, each a list of positions. */
  lines: z.array(z.array(z.array(z.number()))),
  dark: z.array(z.array(z.array(z.number()))),
  components: z.array(
    z.object({ kind: z.enum(['lamp', 'manhole', 'drain']), condition: z.enum(['working', 'faulty', 'unknown']), lon: z.number(), lat: z.number() }),
  ),
  /** From the place that was asked about; null where none was. */
  distanceM: z.number().nullable(),
});
export type SurveyAlley = z.infer<typeof SurveyAlley>;
const AlleysToSurveyQuery = z
  .object({
    id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
    q: z.string().max(100).optional(),
    lon: z.coerce.number().min(-180).max(180).optional(),
    lat: z.coerce.number().min(-90).max(90).optional(),
    limit: Limit.default(200),
  })
  .refine(({ lon, lat }) => (lon === undefined) === (lat === undefined), { path: ['lon'], message: 'A place is lon and lat.' });

const AlleyId = z.object({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });

export const surveyRoutes = {
  standards: {
    method: 'get',
    path: '/api/alley-standards',
    summary: 'The five standards, what is measured, the published breakpoints and the checklists in all versions',
    response: z.object({
      standards: z.array(PublishedStandard),
      measures: z.array(PublishedMeasure),
      checklists: z.array(SurveyChecklist),
      targetLux: z.number(),
    }),
  },
  toSurvey: {
    method: 'get',
    path: '/api/survey-alleys',
    summary: 'The alleys whoever asks may survey, the nearest first, or those nobody has surveyed for longest',
    query: AlleysToSurveyQuery,
    response: z.object({ asOf: z.string(), items: z.array(SurveyAlley), total: z.number().int() }),
  },
  ofAlley: {
    method: 'get',
    path: '/api/alleys/:id/surveys',
    summary: 'Dated surveys per standard, superseded ones too, the newest first',
    params: AlleyId,
    /** As of the end of a day that is over. */
    query: z.object({ day: Day.optional() }),
    response: pageOf(AlleySurvey),
  },
  record: {
    method: 'post',
    path: '/api/alleys/:id/surveys',
    summary: 'Record a survey of an alley, or correct one; the old one is kept as history',
    params: AlleyId,
    body: SurveyBody,
    response: z.object({ items: z.array(AlleySurvey) }),
  },
} satisfies Record<string, RouteContract>;
