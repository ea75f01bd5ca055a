import type { z } from 'zod';
import type { IssueReportBody } from '#contract/issues';
import type { SurveyBody } from '#contract/surveys';
import type { BulkVisitBody, CorrectionBody, VisitBody, VisitOutcome } from '#contract/visits';
import { newUuid } from '../../api/uuid.ts';

/** What the server said when it did not take a record. */
export interface Refusal {
  /** Last part of the problem's type: `campaign-not-open`. */
  slug: string;
  status: number;
  title: string;
  detail: string;
  errors: { pointer: string; detail: string }[];
  /** The doors it is about, where it names some. */
  ids: number[];
}

/** A photo as it waits on the device, scaled. id is the server's, once it has been uploaded. */
export interface DevicePhoto {
  uuid: string;
  blob: Blob;
  id: number | null;
}

/** What is sent. Photo ids are put in when it is sent. */
export type Sending =
  | { kind: 'visit'; body: z.input<typeof VisitBody> }
  | { kind: 'bulk'; body: z.input<typeof BulkVisitBody> }
  | { kind: 'correction'; visitId: number; body: z.input<typeof CorrectionBody> }
  | { kind: 'issue'; body: z.input<typeof IssueReportBody> }
  | { kind: 'survey'; alleyId: number; body: z.input<typeof SurveyBody>; photos: SurveyPhoto[] };

/** Which item or find of a survey a photo on the device shows. */
export interface SurveyPhoto {
  of: 'items' | 'finds';
  index: number;
  uuid: string;
}

/** Something recorded here that the server has not taken yet. */
export interface QueuedRecord {
  /** Its place in the order of recording. */
  seq: number;
  personId: number;
  personName: string;
  gridCode: string;
  /** Of its doors; null outside of buildings. */
  buildingId: number | null;
  householdIds: number[];
  /** The door as the worker knows it; never a person. */
  label: string;
  sending: Sending;
  photoUuids: string[];
  /** RFC 3339. */
  recordedAt: string;
  /** conflict: the server refused it, and somebody has to decide. */
  status: 'waiting' | 'sending' | 'conflict';
  attempts: number;
  /** Why the last attempt came to nothing; null = no answer at all. */
  lastStatus: number | null;
  refusal: Refusal | null;
}

/** A visit the server has taken. */
export interface SentRecord {
  clientUuid: string;
  /** Place in the queue it had; those of one bulk record share it. */
  seq: number;
  visitId: number;
  personId: number;
  gridCode: string;
  householdId: number;
  label: string;
  outcome: VisitOutcome;
  visitedAt: string;
  sentAt: string;
}

/** What a record says happened at its doors; null for what changes no state of a door. */
export function outcomeOf({ sending }: Pick<QueuedRecord, 'sending'>): VisitOutcome | null {
  return sending.kind === 'issue' || sending.kind === 'survey' ? null : sending.body.outcome;
}

/** The same record under ids that no server has seen. */
export function underNewIds(record: QueuedRecord): QueuedRecord {
  const { sending } = record;
  if (sending.kind === 'bulk')
    return { ...record, sending: { ...sending, body: { ...sending.body, visits: sending.body.visits.map((visit) => ({ ...visit, clientUuid: newUuid() })) } } };
  const clientUuid = newUuid();
  if (sending.kind === 'visit') return { ...record, sending: { ...sending, body: { ...sending.body, clientUuid } } };
  if (sending.kind === 'correction') return { ...record, sending: { ...sending, body: { ...sending.body, clientUuid } } };
  if (sending.kind === 'survey') return { ...record, sending: { ...sending, body: { ...sending.body, clientUuid } } };
  return { ...record, sending: { ...sending, body: { ...sending.body, clientUuid } } };
}

/** A bulk record without some of its doors; null when none is left. Other records come back as they are. */
export function withoutDoors(record: QueuedRecord, ids: readonly number[]): QueuedRecord | null {
  const { sending } = record;
  if (sending.kind !== 'bulk') return record;
  const visits = sending.body.visits.filter(({ householdId }) => !ids.includes(householdId));
  if (visits.length === 0) return null;
  return { ...record, householdIds: visits.map(({ householdId }) => householdId), sending: { ...sending, body: { ...sending.body, visits } } };
}
