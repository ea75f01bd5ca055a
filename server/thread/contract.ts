import { z } from 'zod';
import type { RouteContract } from '../http/contract.ts';

/** revisit: the first visit to a door that asked after a work that answers it was completed. */
export const ThreadStep = z.object({
  kind: z.enum(['visit', 'issue', 'work', 'revisit']),
  /** Of the visit, issue or work; a visit's is null for whoever is nobody, as are its outcome and its door. */
  id: z.number().int().nullable(),
  /** Day on the district's clock: of the visit, the report, the completion (or the start, where it is not complete); null = no date. */
  on: z.string().nullable(),
  title: z.string().nullable(),
  code: z.string().nullable(),
  /** Outcome of a visit, state of an issue, phase of a work. */
  state: z.string().nullable(),
  household: z.object({ id: z.number().int(), address: z.string() }).nullable(),
  /** Work type of a work. */
  workType: z.string().nullable(),
  isComplete: z.boolean(),
});
export type ThreadStep = z.infer<typeof ThreadStep>;

export const Thread = z.object({
  /** Different doors, and issues (duplicates among them), that asked. */
  households: z.number().int(),
  issues: z.number().int(),
  /** In the order of days; at most MOST_STEPS of each kind, the newest. */
  steps: z.array(ThreadStep),
  more: z.number().int(),
});
export type Thread = z.infer<typeof Thread>;
export const MOST_STEPS = 40;

export const ThreadKind = z.enum(['visit', 'issue', 'work']);
export type ThreadKind = z.infer<typeof ThreadKind>;
export const threadRoutes = {
  of: {
    method: 'get',
    path: '/api/threads/:kind/:id',
    summary: 'Visit, issue, work and revisit: the chain that one of them belongs to',
    params: z.object({ kind: ThreadKind, id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) }),
    response: Thread,
  },
} satisfies Record<string, RouteContract>;
