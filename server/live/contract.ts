import { z } from 'zod';
import { AlarmStatus } from '../alarms/kinds.ts';
import { CoverageState } from '../coverage/contract.ts';
import { HouseholdKind } from '../households/kinds.ts';
import type { RouteContract } from '../http/contract.ts';

const id = z.number().int();
/** Path of the smallest grid that holds it; null outside every grid. */
const path = z.string().nullable();

/** A visit was recorded, corrected or decided about (deed); state is the target's from now on. */
export const VisitEvent = z.object({
  type: z.literal('visit'),
  path,
  visitId: id,
  householdId: id,
  campaignId: id,
  kind: HouseholdKind,
  state: CoverageState,
  deed: z.string(),
});
export type VisitEvent = z.infer<typeof VisitEvent>;

/**
 * The folded figures moved: those of every basic grid on the way down to path by the same, or those of one dedicated or unit management grid
 * (gridId). subject, kind and measures as in grid_tally; campaignId 0 where the subject knows no rounds.
 * A figure that was read together with a seq holds the moves up to it.
 */
export const TallyEvent = z.object({
  type: z.literal('tally'),
  path: path.optional(),
  gridId: id.optional(),
  subject: z.enum(['coverage', 'issues', 'works']),
  campaignId: id,
  kind: z.string(),
  measures: z.record(z.string(), z.number()),
});
export type TallyEvent = z.infer<typeof TallyEvent>;

/** What happened, as a hint where to look again: ids and paths, never personal data. */
export const ChangeEvent = z.discriminatedUnion('type', [
  VisitEvent,
  TallyEvent,
  /** A tile layer has a new revision; its TileJSON names it. */
  z.object({ type: z.literal('layer'), layer: z.string(), revision: id }),
  z.object({ type: z.literal('issue'), path, issueId: id }),
  z.object({ type: z.literal('work'), path, workId: id }),
  /** An alley was surveyed, or its line changed. */
  z.object({ type: z.literal('alley'), path, alleyId: id }),
  z.object({ type: z.literal('project'), path, projectId: id }),
  /** An alarm was raised, acknowledged, handed up, cleared, or became more urgent. */
  z.object({ type: z.literal('alarm'), path, alarmId: id, level: id, status: AlarmStatus }),
  /** A room of walls was steered (wallId absent), or a wall of it was changed, or one of its links taken back: read /api/wall again. */
  z.object({ type: z.literal('wall-room'), room: z.string(), wallId: id.optional() }),
  z.object({ type: z.literal('settings'), key: z.string() }),
  z.object({ type: z.literal('campaign'), campaignId: id }),
  /** Tallies were counted anew (after an import), or so many moved at once that reading them again is cheaper. */
  z.object({ type: z.literal('recount') }),
]);
export type ChangeEvent = z.infer<typeof ChangeEvent>;

/**
 * time = the server's clock; asOf = when it last heard from the database: older than a few seconds, the figures stand still.
 * hello ends what a new stream is told first (resync in its place), heartbeat comes every 15 s and whenever the database stops or starts to answer.
 * resync: events were left out (too long away, too slow, or of another history): read the state again.
 * epoch = the history the numbers belong to: another one after a backup was restored.
 */
export const LineEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), epoch: z.string(), time: z.string(), asOf: z.string() }),
  z.object({ type: z.literal('heartbeat'), epoch: z.string(), time: z.string(), asOf: z.string() }),
  z.object({ type: z.literal('resync'), epoch: z.string(), time: z.string(), asOf: z.string() }),
]);

/** The data of one message of the stream; its id is the event's seq. */
export const LiveEvent = z.discriminatedUnion('type', [...ChangeEvent.options, ...LineEvent.options]);
export type LiveEvent = z.infer<typeof LiveEvent>;

/** EventSource sends no headers of ours, so who asks for what is in the address. Last-Event-ID wins over after. */
export const LiveQuery = z.object({
  after: z.coerce.number().int().min(0).optional().describe('seq of the last event that is known; Last-Event-ID wins over it'),
  epoch: z.string().max(40).optional().describe('epoch of the greeting that the last event came after: another history is answered by resync'),
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
