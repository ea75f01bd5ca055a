import { z } from 'zod';
import { CampaignRef, CoverageFigures, CoverageState } from '../coverage/contract.ts';
import { GridCode, GridRef } from '../grids/contract.ts';
import { HouseholdKind } from '../households/contract.ts';
import { Limit, Position, pageOf, type RouteContract } from '../http/contract.ts';
import { photoIds } from '../photos/contract.ts';

/** They answer for the whole district; everybody else for the grids he is put in charge of. */
export const EVERYWHERE: readonly string[] = ['district_command', 'administrator'];
/** Who approves exemptions and corrects what others recorded. */
export const SUPERVISORS: readonly string[] = ['community_secretary', 'subdistrict_dispatcher', 'leader', ...EVERYWHERE];

export const VisitOutcome = z.enum(['visited', 'nobody_home', 'appointment', 'refused', 'vacant', 'unreachable']);
export type VisitOutcome = z.infer<typeof VisitOutcome>;
/** They take a target out of the reachable once they are approved, so they need a reason. */
export const EXEMPTING: readonly VisitOutcome[] = ['refused', 'vacant', 'unreachable'];
export const VisitMode = z.enum(['off_peak', 'appointment']);
export const VisitDoubt = z.enum(['outside_grid', 'too_fast', 'duplicate', 'far_from_door']);
export const VISIT_DOUBTS = VisitDoubt.options;

/** By the code of the question. */
export const Answers = z.record(z.string().min(1).max(50), z.union([z.string().max(2000), z.number(), z.boolean(), z.array(z.string().max(200)).max(50)]));
const Text = z.string().trim().min(1);
const Moment = z.iso.datetime({ offset: true });
const knock = {
  /** Made by the client; sent again with the same content it is answered with what is stored. */
  clientUuid: z.uuid(),
  visitedAt: Moment,
  mode: VisitMode.optional(),
  reason: Text.max(500).optional(),
  note: Text.max(2000).optional(),
  /** Where the phone was, longitude first, and how exactly it knew. */
  position: Position.optional(),
  accuracyM: z.number().min(0).max(100_000).optional(),
};
/** photoIds: photos that the worker himself has stored, and that no other visit shows. */
const ownKnock = { ...knock, outcome: VisitOutcome, appointmentAt: Moment.optional(), answers: Answers.optional(), photoIds: photoIds(3).optional() };

interface Said {
  outcome: VisitOutcome;
  visitedAt: string;
  appointmentAt?: string | undefined;
  reason?: string | undefined;
}
function complete({ outcome, visitedAt, appointmentAt, reason }: Said, context: z.RefinementCtx): void {
  const wrong = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message });
  if (EXEMPTING.includes(outcome) && reason === undefined) wrong('reason', 'Say why: refused, vacant and unreachable need a reason.');
  if (outcome === 'appointment' && appointmentAt === undefined) wrong('appointmentAt', 'Say when the appointment is.');
  if (outcome !== 'appointment' && appointmentAt !== undefined) wrong('appointmentAt', 'Only the outcome appointment has one.');
  if (appointmentAt !== undefined && Date.parse(appointmentAt) <= Date.parse(visitedAt)) wrong('appointmentAt', 'An appointment lies after the knock.');
}

const householdId = z.number().int().positive();
const campaign = z.string().max(100).optional();

export const VisitBody = z.strictObject({ campaign, householdId, ...ownKnock }).superRefine(complete);
export type VisitBody = z.infer<typeof VisitBody>;

/** One result for the doors of a floor or a building. A reached household is recorded by itself: nobody reaches twenty at once. */
export const BulkVisitBody = z
  .strictObject({
    campaign,
    outcome: z.enum(['nobody_home', 'refused', 'vacant', 'unreachable']),
    visitedAt: knock.visitedAt,
    mode: knock.mode,
    reason: knock.reason,
    note: knock.note,
    position: knock.position,
    accuracyM: knock.accuracyM,
    visits: z
      .array(z.strictObject({ clientUuid: knock.clientUuid, householdId }))
      .min(1)
      .max(500),
  })
  .superRefine((body, context) => {
    complete(body, context);
    for (const field of ['clientUuid', 'householdId'] as const)
      if (new Set(body.visits.map((visit) => visit[field])).size < body.visits.length)
        context.addIssue({ code: 'custom', path: ['visits'], message: `Each ${field} may occur once.` });
  });
export type BulkVisitBody = z.infer<typeof BulkVisitBody>;

/** The whole visit as it should have been. householdId: when it was written down for the wrong door. */
export const CorrectionBody = z.strictObject({ correctionReason: Text.max(500), householdId: householdId.optional(), ...ownKnock }).superRefine(complete);
export type CorrectionBody = z.infer<typeof CorrectionBody>;
export const DecisionBody = z.strictObject({ note: Text.max(500).optional() });
/** A rejected exemption stays as a try; the worker should know why. */
export const RejectionBody = z.strictObject({ note: Text.max(500) });

export const Visit = z.object({
  id: z.number().int(),
  clientUuid: z.string(),
  campaignCode: z.string(),
  householdId: z.number().int(),
  outcome: VisitOutcome,
  mode: VisitMode.nullable(),
  visitedAt: z.string(),
  appointmentAt: z.string().nullable(),
  /** reason, note, answers and person are null for whoever is nobody: they may speak of a resident. */
  reason: z.string().nullable(),
  note: z.string().nullable(),
  answers: Answers.nullable(),
  person: z.object({ id: z.number().int(), name: z.string() }).nullable(),
  recordedAt: z.string(),
  /** none = this outcome needs none; automatic = below the threshold of the setting visit_rules. */
  approval: z.enum(['none', 'automatic', 'pending', 'approved', 'rejected']),
  decidedAt: z.string().nullable(),
  decisionNote: z.string().nullable(),
  correctsId: z.number().int().nullable(),
  correctionReason: z.string().nullable(),
  supersededBy: z.number().int().nullable(),
  supersededAt: z.string().nullable(),
  /** Of /api/photos, which shows them to staff only. */
  photoIds: z.array(z.number().int()),
});
export type Visit = z.infer<typeof Visit>;
/** state: the target's in this round after the visit. */
export const RecordedVisit = Visit.extend({ state: CoverageState });
export type RecordedVisit = z.infer<typeof RecordedVisit>;
export const VisitPage = pageOf(Visit);

export const Slot = z.enum(['weekday_morning', 'weekday_day', 'weekday_evening', 'weekend_morning', 'weekend_day', 'weekend_evening']);
export type Slot = z.infer<typeof Slot>;
export const AttemptTarget = z.object({
  id: z.number().int(),
  kind: HouseholdKind,
  name: z.string().nullable(),
  gridCode: z.string().nullable(),
  buildingId: z.number().int().nullable(),
  buildingName: z.string().nullable(),
  unit: z.string().nullable(),
  floor: z.number().int().nullable(),
  room: z.string().nullable(),
  address: z.string(),
  lon: z.number(),
  lat: z.number(),
  attempts: z.number().int(),
  lastVisitedAt: z.string().nullable(),
  appointmentAt: z.string().nullable(),
  /** When the door was tried, without repetition. */
  triedSlots: z.array(Slot),
  /** The off-peak time that has been tried least. */
  suggestedSlot: Slot,
});
export type AttemptTarget = z.infer<typeof AttemptTarget>;
export const AttemptPage = pageOf(AttemptTarget).extend({
  campaign: CampaignRef,
  asOf: z.string(),
  /** Due until the end of today or overdue, the earliest first; at most 500. Only on the first page. */
  appointmentsDue: z.array(AttemptTarget),
});

/** A grid somebody knocks in; appointmentsDue = until the end of today, or overdue. */
export const OwnGrid = z.object({ grid: GridRef, figures: CoverageFigures, appointmentsDue: z.number().int() });
export type OwnGrid = z.infer<typeof OwnGrid>;

const Share = z.object({ count: z.number().int(), share: z.number().nullable() });
const Doubts = z.object({ visits: z.number().int(), doubtful: Share, outside_grid: Share, too_fast: Share, duplicate: Share, far_from_door: Share });
export type Doubts = z.infer<typeof Doubts>;
/** Shares of the visits that count, never persons. share is null where there is no visit. */
export const DoubtfulVisits = z.object({
  campaign: CampaignRef,
  asOf: z.string(),
  grid: GridRef,
  own: Doubts,
  children: z.array(z.object({ grid: GridRef, doubts: Doubts })),
});

/** An exemption nobody has decided about, with the visit that asks for it. */
export const WaitingExemption = z.object({
  visitId: z.number().int(),
  householdId: z.number().int(),
  kind: HouseholdKind,
  name: z.string().nullable(),
  address: z.string(),
  buildingName: z.string().nullable(),
  unit: z.string().nullable(),
  room: z.string().nullable(),
  outcome: VisitOutcome,
  reason: z.string().nullable(),
  visitedAt: z.string(),
  /** Since when it waits. */
  recordedAt: z.string(),
  /** The role of whoever recorded it; null where nobody is known. */
  recordedByRole: z.string().nullable(),
  /** Recorded by whoever asks: somebody else decides. */
  isOwn: z.boolean(),
  /** Path of the grid its share is counted in (level 4, or the deepest above); null outside every grid. */
  gridPath: z.string().nullable(),
});
export type WaitingExemption = z.infer<typeof WaitingExemption>;
/** exempted: exempt or waiting to be. */
export const ExemptionGrid = z.object({
  path: z.string(),
  code: z.string(),
  name: z.string(),
  parentName: z.string().nullable(),
  total: z.number().int(),
  exempted: z.number().int(),
});
export type ExemptionGrid = z.infer<typeof ExemptionGrid>;
export const ExemptionPage = pageOf(WaitingExemption).extend({
  campaign: CampaignRef,
  asOf: z.string(),
  /** Exemptions count at once as long as no more than this share of a grid's targets is exempt or waiting. */
  exemptShare: z.number(),
  /** The grids of this page. */
  grids: z.array(ExemptionGrid),
});
export type ExemptionPage = z.infer<typeof ExemptionPage>;

const VisitId = z.object({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });

export const visitRoutes = {
  record: { method: 'post', path: '/api/visits', summary: 'Record a visit', body: VisitBody, response: RecordedVisit },
  bulk: {
    method: 'post',
    path: '/api/visits/bulk',
    summary: 'Record one result for a floor or a building: all of it or nothing',
    body: BulkVisitBody,
    response: z.object({ items: z.array(RecordedVisit) }),
  },
  correct: {
    method: 'post',
    path: '/api/visits/:id/correct',
    summary: 'Correct a visit; the old one is kept as history',
    params: VisitId,
    body: CorrectionBody,
    response: RecordedVisit,
  },
  approve: { method: 'post', path: '/api/visits/:id/approve', summary: 'Approve an exemption', params: VisitId, body: DecisionBody, response: RecordedVisit },
  reject: { method: 'post', path: '/api/visits/:id/reject', summary: 'Reject an exemption', params: VisitId, body: RejectionBody, response: RecordedVisit },
  ofHousehold: {
    method: 'get',
    path: '/api/households/:id/visits',
    summary: 'Every visit to a target, superseded ones too, the latest first',
    params: VisitId,
    query: z.object({ limit: Limit, cursor: z.string().optional() }),
    response: VisitPage,
  },
  ownGrids: {
    method: 'get',
    path: '/api/my/grids',
    summary: 'The grids of whoever asks, with their counts: by paths, by visit duty, by dedicated grids',
    query: z.object({ campaign, limit: Limit, cursor: z.string().optional() }),
    response: pageOf(OwnGrid).extend({ campaign: CampaignRef, asOf: z.string() }),
  },
  attempts: {
    method: 'get',
    path: '/api/grids/:code/attempts',
    summary: 'Who must be tried again, and when; appointments due today',
    params: GridCode,
    query: z.object({ campaign, limit: Limit, cursor: z.string().optional() }),
    response: AttemptPage,
  },
  exemptions: {
    method: 'get',
    path: '/api/exemptions',
    summary: 'Exemptions that wait for approval in the grids of whoever asks, who must be somebody who may decide',
    query: z.object({ campaign, limit: Limit, cursor: z.string().optional() }),
    response: ExemptionPage,
  },
  doubtful: {
    method: 'get',
    path: '/api/grids/:code/doubtful',
    summary: 'Share of visits that deserve a second look, own and per child',
    params: GridCode,
    query: z.object({ campaign }),
    response: DoubtfulVisits,
  },
} satisfies Record<string, RouteContract>;
