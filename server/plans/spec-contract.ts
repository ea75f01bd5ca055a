import { z } from 'zod';
import { CRITERIA } from '#geodata/priority/criteria';

export const Text = z.string().trim().min(1);
export const Id = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
export const Minor = z.number().int().min(0).max(1e15);
const Year = z.number().int().min(2000).max(2100);
const Share = z.number().min(0).max(1);

/** Who wrote something; null = nobody is known. */
export const Author = z.object({ id: z.number().int(), name: z.string() }).nullable();

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
    /** What removable need (score × condition ÷ 100) is multiplied by: metres of alley ÷ 100, households ÷ 100, or 1 for each alley. */
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
  /** The answer waits until there is a first result (`rough`) or the end, at the latest so long; 0 = it comes at once and there is no first result. */
  waitMs: z.number().int().min(0).max(5000).default(0),
});
export type SolveBody = z.output<typeof SolveBody>;
