import type { z } from 'zod';
import { type Answers, EXEMPTING, type VisitOutcome } from '#contract/visits';
import { type QueuedRecord, underNewIds } from './records.ts';

/** What may be said anew about a knock that the server refused; the knock itself was where and when it was. */
export interface VisitWords {
  outcome: VisitOutcome;
  reason: string;
  /** RFC 3339. */
  appointmentAt: string | null;
  note: string;
  answers: z.infer<typeof Answers>;
}
/** What may be said anew about an issue. */
export interface IssueWords {
  title: string;
  domain: string;
  description: string;
}

/** What a refused visit or correction says now; null for other records. */
export function visitWords({ sending }: QueuedRecord): VisitWords | null {
  if (sending.kind !== 'visit' && sending.kind !== 'correction') return null;
  const { outcome, reason = '', appointmentAt = null, note = '', answers = {} } = sending.body;
  return { outcome, reason, appointmentAt, note, answers };
}

/** What a refused issue says now; null for other records. */
export function issueWords({ sending }: QueuedRecord): IssueWords | null {
  if (sending.kind !== 'issue') return null;
  const { title, domain, description = '' } = sending.body;
  return { title, domain, description };
}

/** What is wrong with the words, before the server has to say it again. */
export function lacking({ outcome, reason, appointmentAt }: VisitWords, now = Date.now()): 'reason' | 'appointment' | null {
  if (EXEMPTING.includes(outcome) && reason.trim() === '') return 'reason';
  if (outcome === 'appointment' && (appointmentAt === null || Date.parse(appointmentAt) <= now)) return 'appointment';
  return null;
}

/** The record with other words; under a new id where the server holds other content under the old one. */
export function withVisitWords(record: QueuedRecord, words: VisitWords, photoUuids: string[]): QueuedRecord {
  const { sending } = record;
  if (sending.kind !== 'visit' && sending.kind !== 'correction') return record;
  const { outcome, answers } = words;
  const [reason, note] = [words.reason.trim(), words.note.trim()];
  const { outcome: _outcome, reason: _reason, appointmentAt: _hour, note: _note, answers: _answers, ...knock } = sending.body;
  const body = {
    ...knock,
    outcome,
    ...(EXEMPTING.includes(outcome) && { reason }),
    ...(outcome === 'appointment' && words.appointmentAt !== null && { appointmentAt: words.appointmentAt }),
    ...(note !== '' && { note }),
    ...(outcome === 'visited' && Object.keys(answers).length > 0 && { answers }),
  };
  const changed = { ...record, photoUuids, sending: { ...sending, body } as QueuedRecord['sending'] };
  return freed(changed, record);
}

/** The issue with other words. The visit it speaks of is left out when the server knows no such visit. */
export function withIssueWords(record: QueuedRecord, words: IssueWords, photoUuids: string[]): QueuedRecord {
  const { sending, label, refusal } = record;
  if (sending.kind !== 'issue') return record;
  const title = words.title.trim();
  const description = words.description.trim();
  const { description: _before, visitClientUuid, ...rest } = sending.body;
  const body = {
    ...rest,
    title,
    domain: words.domain,
    ...(description !== '' && { description }),
    ...(visitClientUuid !== undefined && !isAboutVisit(refusal) && { visitClientUuid }),
  };
  const changed = { ...record, label: label.replace(sending.body.title, title), photoUuids, sending: { kind: 'issue', body } as const };
  return freed(changed, record);
}

const isAboutVisit = (refusal: QueuedRecord['refusal']): boolean =>
  refusal !== null && (refusal.slug === 'visit-not-stored' || refusal.errors.some(({ pointer }) => pointer === '/visitClientUuid'));

const freed = (changed: QueuedRecord, { refusal }: QueuedRecord): QueuedRecord => (refusal?.slug === 'uuid-conflict' ? underNewIds(changed) : changed);
