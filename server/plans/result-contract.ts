import { z } from 'zod';

/** code by figures; the reader's words are found by the client. Alleys are named by id, subdistricts by code. */
const ReasonOut = z.looseObject({ code: z.string() });
const Summary = z.object({
  value: z.number(),
  alleys: z.number().int(),
  households: z.number().int(),
  spentMinor: z.number(),
  /** Floors and locks that this engine could not keep. */
  broken: z.array(z.looseObject({ code: z.string() })),
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
      /** Less may be chosen here than the floor rule owes: the floor is what there is. */
      isFloorReduced: z.boolean(),
    }),
  ),
  surveyFirst: z.array(z.object({ alleyId: z.number().int(), weight: z.number() })),
  curve: z.array(z.object({ share: z.number(), budgetMinor: z.number(), best: CurveSide, worstFirst: CurveSide })),
  draws: z.number().int(),
  /** Of an infeasible plan. */
  conflicts: z
    .object({ relaxations: z.array(z.looseObject({ code: z.string(), amount: z.number() })), conflicting: z.array(z.looseObject({ kind: z.string() })) })
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

export const PlanJob = z.object({
  id: z.string(),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  progress: z
    .object({ stage: z.string(), value: z.number().nullable(), bound: z.number().nullable(), open: z.number().int(), elapsedMs: z.number() })
    .nullable(),
  result: PlanResult.nullable(),
  detail: z.string().nullable(),
});
export type PlanJob = z.infer<typeof PlanJob>;
