import { z } from 'zod';
import { CRITERIA } from '#geodata/priority/criteria';
import type { RouteContract } from '../http/contract.ts';
import { Fingerprint, PlanJob, PlanResult } from './result-contract.ts';

export { Fingerprint, PlanJob, PlanResult };

/** Who computes, keeps and discusses plans; who approves them. */
export const MAY_PLAN_ALLEYS: readonly string[] = ['planner', 'leader', 'district_command', 'administrator'];
export const MAY_APPROVE: readonly string[] = ['district_command', 'administrator'];

const Text = z.string().trim().min(1);
const Id = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const IdParam = z.object({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });
const Minor = z.number().int().min(0).max(1e15);
const Year = z.number().int().min(2000).max(2100);
const Share = z.number().min(0).max(1);
const Lang = z.enum(['zh', 'en']);

export const Weights = z
  .strictObject(Object.fromEntries(CRITERIA.map((code) => [code, z.number().min(0).max(1000)])) as Record<(typeof CRITERIA)[number], z.ZodNumber>)
  .refine((weights) => Object.values(weights).some((weight) => weight > 0), {
    message: 'The weights add up to nothing. Give at least one criterion a weight.',
  });

export const UnitCostRow = z
  .strictObject({
    workType: z.string().max(60),
    unit: z.string().max(20),
    lowMinor: Minor,
    likelyMinor: Minor,
    highMinor: Minor,
    /** Which source pays how much of it; shares that add up to 1. Codes of /api/project-catalogue. */
    shares: z.record(z.string().max(60), Share),
    source: Text.max(300),
    pricedOn: z.iso.date(),
    region: Text.max(100),
    /** Nobody has stood up for this price yet. */
    isPlaceholder: z.boolean(),
  })
  .refine(({ lowMinor, likelyMinor, highMinor }) => lowMinor <= likelyMinor && likelyMinor <= highMinor, {
    path: ['likelyMinor'],
    message: 'low ≤ likely ≤ high.',
  })
  .refine(({ shares }) => Math.abs(Object.values(shares).reduce((sum, share) => sum + share, 0) - 1) < 1e-6, {
    path: ['shares'],
    message: 'The shares add up to 1.',
  });
export type UnitCostRow = z.infer<typeof UnitCostRow>;

const Author = z.object({ id: z.number().int(), name: z.string() }).nullable();
const SetMeta = { id: z.number().int(), name: z.string(), version: z.number().int(), note: z.string().nullable(), person: Author, createdAt: z.string() };
export const WeightSet = z.object({ ...SetMeta, weights: z.record(z.string(), z.number()) });
export type WeightSet = z.infer<typeof WeightSet>;
export const UnitCostSet = z.object({ ...SetMeta, rows: z.array(UnitCostRow) });
export type UnitCostSet = z.infer<typeof UnitCostSet>;

const CriterionOut = z.object({
  code: z.enum(CRITERIA),
  group: z.enum(['defects', 'people', 'voice', 'timing']),
  name: z.string(),
  nameEn: z.string(),
  unit: z.string(),
  breakpoints: z.array(z.tuple([z.number(), z.number()])),
  isLog: z.boolean(),
  source: z.string(),
});

/** Rules of H3-H7. Null = the rule is off. */
const Rules = z.strictObject({
  /** Pipes that are planned in an alley within so many months go first. */
  pipesWithinMonths: z.number().int().min(0).max(120).nullable().default(36),
  /** A surface that is newer than the register's moratorium stays closed. */
  keepsMoratorium: z.boolean().default(true),
  /** Not again within so many years. */
  coolOffYears: z.number().int().min(0).max(30).nullable().default(5),
  /** Share of those asked that has to agree. */
  consentShare: Share.nullable().default(0.667),
  /** Where nobody has been asked yet: in, with a mark, or paused. */
  unknownConsent: z.enum(['allowed', 'paused']).default('allowed'),
});

export const PlanSpec = z
  .strictObject({
    /** Code of the grid planned for; absent = the district. */
    grid: z.string().max(60).optional(),
    weights: Weights,
    costCase: z.enum(['low', 'likely', 'high']).default('likely'),
    /** What a point of need is multiplied by: metres of alley ÷ 100, households ÷ 100, or 1 for each alley. */
    benefit: z.enum(['length', 'households', 'alley']).default('length'),
    startYear: Year,
    years: z.number().int().min(1).max(5).default(1),
    /** What a need removed a year later is worth against one removed now. */
    yearDiscount: z.number().min(0).max(0.5).default(0.05),
    budgets: z
      .array(z.strictObject({ year: Year, source: z.string().max(60), amountMinor: z.number().int().min(-1e15).max(1e15) }))
      .min(1)
      .max(100),
    /** For every subdistrict: at least so much of its share of households in the budget, and so many alleys. */
    floorRule: z
      .strictObject({ householdShare: Share.default(0), leastCount: z.number().int().min(0).max(1000).default(0) })
      .nullable()
      .default(null),
    /** Instead, for single subdistricts. */
    floors: z
      .array(z.strictObject({ grid: z.string().max(60), leastMinor: Minor.default(0), leastCount: z.number().int().min(0).max(1000).default(0) }))
      .max(200)
      .default([]),
    packages: z
      .strictObject({ withinM: z.number().min(1).max(1000).default(150), leastMinor: Minor.default(0), mostMinor: Minor.nullable().default(null) })
      .nullable()
      .default(null),
    rules: Rules.default({ pipesWithinMonths: 36, keepsMoratorium: true, coolOffYears: 5, consentShare: 0.667, unknownConsent: 'allowed' }),
    locks: z
      .array(z.strictObject({ alleyId: Id, kind: z.enum(['in', 'out']), year: Year.optional(), reason: Text.max(500), person: z.string().max(100).optional() }))
      .max(2000)
      .default([]),
    /** Not in the same year. */
    conflicts: z
      .array(z.tuple([Id, Id]))
      .max(20_000)
      .default([]),
    /** [first, then]: then not before first. */
    precedences: z
      .array(z.tuple([Id, Id]))
      .max(20_000)
      .default([]),
  })
  .superRefine((spec, context) => {
    const { budgets, startYear, years, locks } = spec;
    for (const [at, { amountMinor, year }] of budgets.entries()) {
      if (amountMinor < 0) context.addIssue({ code: 'custom', path: ['budgets', at, 'amountMinor'], message: 'A budget is 0 or more.' });
      if (year < startYear || year >= startYear + years)
        context.addIssue({ code: 'custom', path: ['budgets', at, 'year'], message: `A year of the programme: ${startYear} to ${startYear + years - 1}.` });
    }
    const keys = budgets.map(({ year, source }) => `${year} ${source}`);
    if (new Set(keys).size < keys.length) context.addIssue({ code: 'custom', path: ['budgets'], message: 'Each source once a year.' });
    if (new Set(locks.map(({ alleyId }) => alleyId)).size < locks.length)
      context.addIssue({ code: 'custom', path: ['locks'], message: 'Each alley may be locked once.' });
  });
export type PlanSpec = z.output<typeof PlanSpec>;

export const SolveBody = z.strictObject({
  spec: PlanSpec,
  /** Share of the value that may be missing for "optimal". */
  gap: z.number().min(0).max(0.1).default(0.0001),
  timeLimitMs: z.number().int().min(200).max(120_000).default(10_000),
  /** Draws of the rank stability; 0 = none. */
  draws: z.number().int().min(0).max(2000).default(1000),
});
export type SolveBody = z.output<typeof SolveBody>;

const PlanRow = z.object({
  id: z.number().int(),
  seriesId: z.number().int(),
  name: z.string(),
  version: z.number().int(),
  status: z.enum(['draft', 'submitted', 'approved', 'withdrawn']),
  note: z.string().nullable(),
  person: Author,
  createdAt: z.string(),
  startYear: z.number().int(),
  years: z.number().int(),
  budgetMinor: z.number(),
  alleys: z.number().int(),
  value: z.number(),
  gap: z.number().nullable(),
});
export type PlanRow = z.infer<typeof PlanRow>;
export const PlanDetail = PlanRow.extend({
  spec: z.looseObject({}),
  result: PlanResult,
  events: z.array(
    z.object({
      id: z.number().int(),
      action: z.enum(['comment', 'submit', 'approve', 'withdraw']),
      note: z.string().nullable(),
      person: Author,
      occurredAt: z.string(),
    }),
  ),
  projects: z.array(z.object({ id: z.number().int(), code: z.string(), name: z.string() })),
});

export type PlanDetail = z.infer<typeof PlanDetail>;

const Changes = z.object({
  /** Parts of the inputs that are not what they were. */
  parts: z.array(z.enum(['model', 'unitCosts', 'alleys', 'places', 'neighbours'])),
  redrawn: z.array(z.number().int()),
  changed: z.array(z.number().int()),
  added: z.array(z.number().int()),
  gone: z.array(z.number().int()),
});

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
});

export const planRoutes = {
  model: {
    method: 'get',
    path: '/api/plans/model',
    summary:
      'The priority model: criteria with their breakpoints, default weights, presets, saved sets of weights and of unit costs, the newest versions first',
    response: z.object({
      version: z.string(),
      criteria: z.array(CriterionOut),
      defaultWeights: z.record(z.string(), z.number()),
      presets: z.array(z.object({ code: z.string(), name: z.string(), nameEn: z.string(), weights: z.record(z.string(), z.number()) })),
      weightSets: z.array(WeightSet),
      /** In force is the first; version 0 are the placeholders of the program. */
      unitCosts: z.array(UnitCostSet),
      sources: z.array(z.object({ code: z.string(), name: z.string(), nameEn: z.string() })),
    }),
  },
  saveWeights: {
    method: 'post',
    path: '/api/plans/weights',
    summary: 'Keep a set of weights under a name; the same name again is its next version',
    body: z.strictObject({ clientUuid: z.uuid(), name: Text.max(100), weights: Weights, note: Text.max(1000).optional() }),
    response: WeightSet,
  },
  saveUnitCosts: {
    method: 'post',
    path: '/api/plans/unit-costs',
    summary: 'Put a new version of the unit costs in force',
    body: z.strictObject({ clientUuid: z.uuid(), rows: z.array(UnitCostRow).min(1).max(200), note: Text.max(1000).optional() }),
    response: UnitCostSet,
  },
  alleys: {
    method: 'get',
    path: '/api/plans/alleys',
    summary: 'Needs by criterion, costs and what stands against each alley, in columns: all that is needed to score and re-rank in the browser',
    query: z.object({ grid: z.string().max(60).optional() }),
    response: z.object({
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
    }),
  },
  alley: {
    method: 'get',
    path: '/api/plans/alleys/:id',
    summary: 'One alley as the planner sees it: raw values with unit, date and source, take-off and cost, what stands against it',
    params: IdParam,
    response: z.object({
      id: z.number().int(),
      code: z.string(),
      name: z.string().nullable(),
      criteria: z.array(RawOut),
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
    }),
  },
  note: {
    method: 'post',
    path: '/api/plans/alleys/:id/notes',
    summary: 'Note what residents answered, or that the place is to be torn down; a note can be lifted again',
    params: IdParam,
    body: z
      .strictObject({
        clientUuid: z.uuid(),
        kind: z.enum(['consent', 'demolition']),
        isLifted: z.boolean().default(false),
        asked: z.number().int().min(1).max(1e6).optional(),
        agreed: z.number().int().min(0).max(1e6).optional(),
        untilOn: z.iso.date().optional(),
        notedOn: z.iso.date(),
        reason: Text.max(500),
      })
      .refine(({ kind, isLifted, asked, agreed }) => kind !== 'consent' || isLifted || (asked !== undefined && agreed !== undefined && agreed <= asked), {
        path: ['agreed'],
        message: 'Of those asked so many agreed: both figures, agreed ≤ asked.',
      }),
    response: z.object({ ok: z.literal(true) }),
  },
  solve: {
    method: 'post',
    path: '/api/plans/solve',
    summary: 'Begin to compute a plan. Answers with the job; ask for it until it is done',
    body: SolveBody,
    response: PlanJob,
  },
  job: { method: 'get', path: '/api/plans/jobs/:job', summary: 'How far a job is, and its result', params: z.object({ job: z.uuid() }), response: PlanJob },
  cancel: {
    method: 'post',
    path: '/api/plans/jobs/:job/cancel',
    summary: 'Stop a job; it ends with the best choice so far and its gap',
    params: z.object({ job: z.uuid() }),
    response: PlanJob,
  },
  list: { method: 'get', path: '/api/plans', summary: 'Saved plans, the newest first', response: z.object({ items: z.array(PlanRow), next: z.null() }) },
  save: {
    method: 'post',
    path: '/api/plans',
    summary: 'Keep the result of a job as a plan, or as the next version of one',
    body: z.strictObject({ clientUuid: z.uuid(), job: z.uuid(), name: Text.max(100), seriesId: Id.optional(), note: Text.max(2000).optional() }),
    response: PlanDetail,
  },
  detail: {
    method: 'get',
    path: '/api/plans/:id',
    summary: 'One saved plan with everything it was computed from and everything said of it',
    params: IdParam,
    response: PlanDetail,
  },
  act: {
    method: 'post',
    path: '/api/plans/:id/events',
    summary: 'Comment on, submit, approve or withdraw a plan; an approved plan becomes projects, one for each package and year',
    params: IdParam,
    body: z.strictObject({ clientUuid: z.uuid(), action: z.enum(['comment', 'submit', 'approve', 'withdraw']), note: Text.max(2000).optional() }),
    response: PlanDetail,
  },
  changes: {
    method: 'get',
    path: '/api/plans/:id/changes',
    summary: 'Whether the plan can be computed again as it was, or which of its inputs have changed since',
    params: IdParam,
    response: z.object({ isReproducible: z.boolean(), ...Changes.shape }),
  },
  diff: {
    method: 'get',
    path: '/api/plans/:id/diff',
    summary: 'What another plan chooses otherwise: in, out, moved to another year',
    params: IdParam,
    query: z.object({ with: z.coerce.number().int().min(1) }),
    response: z.object({
      in: z.array(z.object({ alleyId: z.number().int(), year: z.number().int() })),
      out: z.array(z.object({ alleyId: z.number().int(), year: z.number().int() })),
      moved: z.array(z.object({ alleyId: z.number().int(), from: z.number().int(), to: z.number().int() })),
      value: z.tuple([z.number(), z.number()]),
      spentMinor: z.tuple([z.number(), z.number()]),
    }),
  },
  file: {
    method: 'get',
    path: '/api/plans/:id/file',
    summary: 'A plan as a workbook, GeoJSON, or a file that can be computed again; without personal data',
    params: IdParam,
    query: z.object({ f: z.enum(['xlsx', 'geojson', 'plan']), lang: Lang.default('zh') }),
    alsoAs: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'application/geo+json', 'application/json'],
  },
} satisfies Record<string, RouteContract>;
