import { z } from 'zod';
import { CoverageState } from '../coverage/contract.ts';
import { HouseholdKind } from '../households/contract.ts';
import type { RouteContract } from '../http/contract.ts';

const id = z.number().int();
/** Path of the smallest grid that holds it; null outside every grid. */
const path = z.string().nullable();

/** A knock. from = to where the state stayed. frozen = the target was in the round when it opened. */
export const VisitEvent = z.object({
  type: z.literal('visit'),
  path,
  householdId: id,
  campaignId: id,
  kind: HouseholdKind,
  from: CoverageState,
  to: CoverageState,
  frozen: z.boolean(),
});
export type VisitEvent = z.infer<typeof VisitEvent>;

/** What happened, as a hint where to look again: ids and paths, never personal data. */
export const ChangeEvent = z.discriminatedUnion('type', [
  VisitEvent,
  /** A tile layer has a new revision; its TileJSON names it. */
  z.object({ type: z.literal('layer'), layer: z.string(), revision: id }),
  z.object({ type: z.literal('issue'), path, issueId: id }),
  z.object({ type: z.literal('work'), path, workId: id }),
  z.object({ type: z.literal('settings'), key: z.string() }),
  z.object({ type: z.literal('campaign'), campaignId: id }),
  /** Every tally was counted anew, as after an import. */
  z.object({ type: z.literal('recount') }),
]);
export type ChangeEvent = z.infer<typeof ChangeEvent>;

/**
 * time = the server's clock; asOf = when it last heard from the database: older than a few seconds, the figures stand still.
 * hello ends what a new stream is told first (resync in its place), heartbeat comes every 15 s and whenever the database stops or starts to answer.
 * resync: events were left out (too long away, or too slow): read the state again.
 */
export const LineEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), time: z.string(), asOf: z.string() }),
  z.object({ type: z.literal('heartbeat'), time: z.string(), asOf: z.string() }),
  z.object({ type: z.literal('resync'), time: z.string(), asOf: z.string() }),
]);

/** The data of one message of the stream; its id is the event's seq. */
export const LiveEvent = z.discriminatedUnion('type', [...ChangeEvent.options, ...LineEvent.options]);
export type LiveEvent = z.infer<typeof LiveEvent>;

/** EventSource sends no headers of ours, so who asks for what is in the address. Last-Event-ID wins over after. */
export const LiveQuery = z.object({
  after: z.coerce.number().int().min(0).optional().describe('seq of the last event that is known; Last-Event-ID wins over it'),
  scope: z.string().max(200).optional().describe('path of a grid: only what happens in it'),
  campaign: z.string().max(100).optional().describe('code of a round: only its visits'),
});

export const liveRoutes = {
  live: {
    method: 'get',
    path: '/api/live',
    summary: 'What changes, as it changes (text/event-stream)',
    query: LiveQuery,
    alsoAs: ['text/event-stream'],
  },
} satisfies Record<string, RouteContract>;
