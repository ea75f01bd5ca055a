import { z } from 'zod';
import { PlanResult } from './result-contract.ts';
import { Author } from './spec-contract.ts';

/** A saved plan in a list. */
export const PlanRow = z.object({
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
