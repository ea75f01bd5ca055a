import { z } from 'zod';

/** code by figures; the reader's words are found by the client. Alleys are named by id, subdistricts by code. */
const ReasonOut = z.looseObject({ code: z.string() });
/**
 * A constraint in figures, for the reader's words. needed: what it asks for, or (budgets) what the others need of it; there: what can be had.
 * minor = 分, alleys = a number of alleys. Fields that say nothing about its kind are null or empty.
 */
export const PlanConstraint = z.object({
  kind: z.enum(['budget', 'floor-cost', 'floor-count', 'lock', 'closed-year', 'package-least', 'package-most', 'package-years', 'conflict', 'precedence']),
  year: z.number().int().nullable(),
  source: z.string().nullable(),
  /** Code and name of a subdistrict. */
  grid: z.string().nullable(),
  gridName: z.string().nullable(),
  package: z.number().int().nullable(),
  alleyIds: z.array(z.number().int()),
  unit: z.enum(['minor', 'alleys']),
  /** Null: not found in time. */
  needed: z.number().nullable(),
  there: z.number().nullable(),
});
export type PlanConstraint = z.infer<typeof PlanConstraint>;

/** One constraint given way to: from → to, by amount (> 0). A lock: let go, 1 → 0. */
export const PlanRelaxation = PlanConstraint.pick({ year: true, source: true, grid: true, gridName: true, alleyIds: true, unit: true }).extend({
  kind: z.enum(['budget', 'floor-cost', 'floor-count', 'lock']),
  from: z.number(),
  to: z.number(),
  amount: z.number(),
});
export type PlanRelaxation = z.infer<typeof PlanRelaxation>;

export const PlanConflicts = z.object({
  /** These cannot all be kept. Where isMinimal, any of them left out, the others can. */
  conflicting: z.array(PlanConstraint),
  isMinimal: z.boolean(),
  /** The smallest relaxation of all: the least money first, a lock only where money cannot help. Empty: none was found in time. */
  relaxations: z.array(PlanRelaxation),
  /** The smallest relaxation of one group of constraints alone; those that cannot help alone are left out. */
  ways: z.array(z.object({ by: z.enum(['budgets', 'floors', 'locks']), relaxations: z.array(PlanRelaxation) })),
});
export type PlanConflicts = z.infer<typeof PlanConflicts>;

const Summary = z.object({
  value: z.number(),
  alleys: z.number().int(),
  households: z.number().int(),
  spentMinor: z.number(),
  /** Floors and locks that this engine could not keep. */
  broken: z.array(PlanConstraint),
});
const CurveSide = z.object({ spentMinor: z.number(), value: z.number(), households: z.number().int(), alleys: z.number().int() });

export const PlanResult = z.object({
  /** optimal: proven within the gap; stopped: out of time or cancelled, the best so far; infeasible: nothing keeps all constraints. */
  status: z.enum(['optimal', 'stopped', 'infeasible']),
  value: z.number(),
  /** No choice is worth more: proven. */
  bound: z.number(),
  gap: z.number().nullable(),
  elapsedMs: z.number(),
  years: z.array(z.number().int()),
  sources: z.array(z.string()),
  optimum: Summary.nullable(),
  greedy: Summary,
  worstFirst: Summary,
  /** One entry an alley in every column, in order of id. A year of null = not chosen; a null cost or a NaN-free column = unknown. */
  alleys: z.object({
    id: z.array(z.number().int()),
    year: z.array(z.number().int().nullable()),
    greedyYear: z.array(z.number().int().nullable()),
    worstFirstYear: z.array(z.number().int().nullable()),
    score: z.array(z.number()),
    scoreMin: z.array(z.number()),
    scoreMax: z.array(z.number()),
    completeness: z.array(z.number()),
    value: z.array(z.number()),
    costMinor: z.array(z.number().nullable()),
    lowMinor: z.array(z.number().nullable()),
    highMinor: z.array(z.number().nullable()),
    subdistrict: z.array(z.string().nullable()),
    package: z.array(z.number().int().nullable()),
    /** Share of the draws in which it stays in; null without draws. */
    stability: z.array(z.number().nullable()),
    reason: z.array(ReasonOut),
    /** Nobody has been asked yet. */
    consentUnknown: z.array(z.boolean()),
  }),
  budgets: z.array(
    z.object({ year: z.number().int(), source: z.string(), budgetMinor: z.number(), spentMinor: z.number(), highMinor: z.number(), highBreaks: z.boolean() }),
  ),
  subdistricts: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      households: z.number().int(),
      alleys: z.number().int(),
      spentMinor: z.number(),
      minorPerHousehold: z.number().nullable(),
      valueBefore: z.number(),
      valueRemoved: z.number(),
      /** Need that the next 10,000 元 would remove here; null where nothing is left. */
      nextValuePer10k: z.number().nullable(),
      /** Share of the residents counted that are 60 and over; null where nobody has counted. */
      elderlyShare: z.number().nullable(),
      /** Less may be chosen here than the floor rule owes: the floor is what there is. */
      isFloorReduced: z.boolean(),
    }),
  ),
  surveyFirst: z.array(z.object({ alleyId: z.number().int(), weight: z.number() })),
  curve: z.array(z.object({ share: z.number(), budgetMinor: z.number(), best: CurveSide, worstFirst: CurveSide })),
  draws: z.number().int(),
  /** Where no choice keeps everything: proven (infeasible), or none was found in time; then nothing conflicts for certain and only ways out are named. */
  conflicts: PlanConflicts.nullable(),
  /** Communities by their share of residents of 60 and over (counted by building); null in plans of before there were counts. */
  elderly: z
    .array(
      z.object({
        /** fromShare ≤ share < toShare; both null: communities where nobody has counted. */
        fromShare: z.number().nullable(),
        toShare: z.number().nullable(),
        communities: z.number().int(),
        residents: z.number().int(),
        aged60: z.number().int(),
        households: z.number().int(),
        alleys: z.number().int(),
        spentMinor: z.number(),
        minorPerHousehold: z.number().nullable(),
      }),
    )
    .nullable(),
});
export type PlanResult = z.infer<typeof PlanResult>;

/** Digests of what a plan was computed from. */
export const Fingerprint = z.object({
  parts: z.object({ model: z.string(), unitCosts: z.string(), alleys: z.string(), places: z.string(), neighbours: z.string(), spec: z.string() }),
  /** id → digest of place and raw values. */
  alleys: z.object({ id: z.array(z.number().int()), place: z.array(z.string()), facts: z.array(z.string()) }),
});
export type Fingerprint = z.infer<typeof Fingerprint>;

/** What differs between a plan's inputs then and now. */
export const PlanChanges = z.object({
  /** Nothing has changed: the same question gives the same answer. */
  isReproducible: z.boolean(),
  /** Parts of the inputs that are not what they were. */
  parts: z.array(z.enum(['model', 'unitCosts', 'alleys', 'places', 'neighbours'])),
  redrawn: z.array(z.number().int()),
  changed: z.array(z.number().int()),
  added: z.array(z.number().int()),
  gone: z.array(z.number().int()),
  /** Those that are gone, by the names they had; the alley that each was joined into, if any. */
  lost: z.array(z.object({ id: z.number().int(), name: z.string().nullable(), intoId: z.number().int().nullable(), intoName: z.string().nullable() })),
});
export type PlanChanges = z.infer<typeof PlanChanges>;

export const PlanJob = z.object({
  id: z.string(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  /** Jobs that have to end before this one begins; 0 = it runs or is over. */
  ahead: z.number().int(),
  progress: z
    .object({
      stage: z.enum(['bound', 'core', 'proof', 'conflict', 'outlook']),
      /** Best choice so far, what no choice exceeds, and the share that may be missing: (bound − value) ÷ value. */
      value: z.number().nullable(),
      bound: z.number().nullable(),
      gap: z.number().nullable(),
      open: z.number().int(),
      elapsedMs: z.number(),
      timeLimitMs: z.number(),
    })
    .nullable(),
  /** A first answer, within 0.2 % of the best or the best after 0.3 s, without draws; null before it is there, where none was asked for (waitMs), and at the end. */
  rough: PlanResult.nullable(),
  result: PlanResult.nullable(),
  /** Of a plan file that is computed again: what has changed since, and whether the answer is the same (null until it is done). */
  again: z.object({ changes: PlanChanges, isSame: z.boolean().nullable(), valueBefore: z.number() }).nullable(),
  detail: z.string().nullable(),
});
export type PlanJob = z.infer<typeof PlanJob>;
