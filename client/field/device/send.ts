import { issueRoutes } from '#contract/issues';
import { photoRoutes } from '#contract/photos';
import { surveyRoutes } from '#contract/surveys';
import { type RecordedVisit, visitRoutes } from '#contract/visits';
import { Problem, problemOf, request } from '../../api/request.ts';
import { doorsKey, FORMAT, type KeptDoor } from './kept.ts';
import type { DevicePhoto, QueuedRecord, Refusal, Sending, SentRecord, SurveyPhoto } from './records.ts';
import type { Shelf, Step } from './shelf.ts';

const ANSWER_MS = 25_000;
const UPLOAD_MS = 120_000;
/** Sent records that are remembered so that they can be corrected. */
const REMEMBERED = 200;
const PHOTO_GONE = 'photo-not-found';
/** Refusals that say: later. */
const PASSING = [408, 425, 429];

/** sent: the server has it, and the shelf knows. line: nobody answered properly, so nothing is known. refused: the server has decided. */
export type Outcome = { kind: 'sent' } | { kind: 'line'; status: number | null } | { kind: 'refused'; refusal: Refusal };

/** Sends one record, photos first, and clears it from the shelf. Sent again after anything went wrong it is stored once: its ids say so. */
export async function sendRecord(shelf: Shelf, record: QueuedRecord): Promise<Outcome> {
  try {
    const photoIds: number[] = [];
    for (const uuid of record.photoUuids) photoIds.push(await uploadedPhoto(shelf, record.personId, uuid));
    const visits = await within(ANSWER_MS, (signal) => post(record, photoIds, signal));
    await settle(shelf, record, visits);
    return { kind: 'sent' };
  } catch (error) {
    const outcome = outcomeOfFailure(error);
    if (outcome.kind !== 'refused' || outcome.refusal.slug !== PHOTO_GONE) return outcome;
    await forgetUploads(shelf, record);
    return { kind: 'line', status: outcome.refusal.status };
  }
}

/** The server deletes photos that no record names within a day: they are still here, and are sent again. */
async function forgetUploads(shelf: Shelf, { photoUuids }: QueuedRecord): Promise<void> {
  for (const uuid of photoUuids) await shelf.update('photos', uuid, (now) => now && { ...now, id: null });
}

/** What a failure means. Only a problem document of the program is a refusal: a hotel's login page or a proxy's error is line trouble. */
export function outcomeOfFailure(error: unknown): Exclude<Outcome, { kind: 'sent' }> {
  if (!(error instanceof Problem)) return { kind: 'line', status: null };
  const { type, status, title, detail, errors, ids } = error;
  const isDecided = type.startsWith('/problems/') && status >= 400 && status < 500 && !PASSING.includes(status);
  if (!isDecided) return { kind: 'line', status: status === 0 ? null : status };
  return { kind: 'refused', refusal: { slug: type.slice('/problems/'.length), status, title, detail, errors, ids } };
}

async function post({ sending, personId, photoUuids }: QueuedRecord, photoIds: number[], signal: AbortSignal): Promise<RecordedVisit[]> {
  const withPhotos = photoIds.length === 0 ? {} : { photoIds };
  const parts = { as: personId, signal };
  if (sending.kind === 'issue') {
    checked([await request(issueRoutes.report, { ...parts, body: { ...sending.body, ...withPhotos } })]);
    return [];
  }
  if (sending.kind === 'survey') {
    const idOf = (uuid: string): number | undefined => photoIds[photoUuids.indexOf(uuid)];
    checked((await request(surveyRoutes.record, { ...parts, params: { id: sending.alleyId }, body: bodyWithPhotos(sending, idOf) })).items);
    return [];
  }
  if (sending.kind === 'bulk') return checked((await request(visitRoutes.bulk, { ...parts, body: sending.body })).items);
  if (sending.kind === 'visit') return checked([await request(visitRoutes.record, { ...parts, body: { ...sending.body, ...withPhotos } })]);
  return checked([await request(visitRoutes.correct, { ...parts, params: { id: sending.visitId }, body: { ...sending.body, ...withPhotos } })]);
}

/** A survey with the server's ids of its photos, each at its item or find; a photo that was left behind is left out. */
export function bodyWithPhotos({ body, photos }: Extract<Sending, { kind: 'survey' }>, idOf: (uuid: string) => number | undefined): typeof body {
  const idsAt = (of: SurveyPhoto['of'], index: number): number[] =>
    photos.flatMap((photo) => (photo.of === of && photo.index === index ? [idOf(photo.uuid)] : [])).filter((id) => id !== undefined);
  const filled = <One extends { photoIds?: number[] | undefined }>(of: SurveyPhoto['of'], ones: readonly One[]): One[] =>
    ones.map((one, index) => {
      const ids = [...(one.photoIds ?? []), ...idsAt(of, index)];
      return ids.length === 0 ? one : { ...one, photoIds: ids };
    });
  return { ...body, items: filled('items', body.items), ...(body.finds && { finds: filled('finds', body.finds) }) };
}

/** An answer that is none: something between us and the server said "200" to everything. */
function checked<Stored extends { id: number }>(rows: Stored[]): Stored[] {
  if (!Array.isArray(rows) || rows.some((row) => typeof row?.id !== 'number')) throw new Problem({ status: 502, title: 'Nothing stored in the answer' });
  return rows;
}

async function uploadedPhoto(shelf: Shelf, personId: number, uuid: string): Promise<number> {
  const photo = await shelf.get('photos', uuid);
  if (photo === undefined)
    throw new Problem({ type: '/problems/photo-lost', status: 410, title: 'Photo lost', detail: 'The photo is no longer on this device.' });
  if (photo.id !== null) return photo.id;
  const stored = await within(UPLOAD_MS, (signal) => upload(photo, personId, signal));
  await shelf.update('photos', uuid, (now) => now && { ...now, id: stored });
  return stored;
}

/** Stores a photo for a person. @throws Problem */
export async function upload({ uuid, blob }: Pick<DevicePhoto, 'uuid' | 'blob'>, personId: number, signal: AbortSignal): Promise<number> {
  const headers = { accept: 'application/json', 'content-type': blob.type, 'X-Client-Uuid': uuid, 'X-Work-As': String(personId) };
  const answer = await fetch(photoRoutes.store.path, { method: 'POST', headers, body: blob, signal });
  if (!answer.ok) throw await problemOf(answer);
  const [photo] = checked([(await answer.json()) as { id: number }]);
  return (photo as { id: number }).id;
}

async function within<Result>(ms: number, run: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), ms);
  try {
    return await run(stop.signal);
  } finally {
    clearTimeout(timer);
  }
}

/** One change of the shelf: the record goes, what it did to its doors stays. */
async function settle(shelf: Shelf, record: QueuedRecord, visits: RecordedVisit[]): Promise<void> {
  const steps: Step[] = [{ table: 'records', remove: record.seq }, ...record.photoUuids.map((uuid): Step => ({ table: 'photos', remove: uuid }))];
  const sentAt = new Date().toISOString();
  for (const visit of visits) {
    const { seq, personId, gridCode, label } = record;
    const { clientUuid, householdId, outcome, visitedAt } = visit;
    steps.push({ table: 'sent', put: { clientUuid, seq, visitId: visit.id, personId, gridCode, householdId, label, outcome, visitedAt, sentAt } });
  }
  if (record.sending.kind === 'correction') steps.push(...(await corrected(shelf, record.sending.visitId)));
  steps.push(...(await tooMany(shelf, visits.length)));
  const kept = await shelf.get('kept', doorsKey(record.personId, record.gridCode));
  if (kept?.format === FORMAT) {
    const byId = new Map(visits.map((visit) => [visit.householdId, visit]));
    steps.push({ table: 'kept', put: { ...kept, value: (kept.value as KeptDoor[]).map((door) => afterVisit(door, byId.get(door.id))) } });
  }
  await shelf.apply(steps);
}

function afterVisit(door: KeptDoor, visit: RecordedVisit | undefined): KeptDoor {
  if (visit === undefined) return door;
  return {
    ...door,
    state: visit.state,
    lastVisitedAt: visit.visitedAt,
    appointmentAt: visit.state === 'appointment' ? (visit.appointmentAt ?? door.appointmentAt) : null,
  };
}

/** What has been corrected can be corrected no more; its correction can. */
async function corrected(shelf: Shelf, visitId: number): Promise<Step[]> {
  const old = (await shelf.all('sent')).filter((sent) => sent.visitId === visitId);
  return old.map(({ clientUuid }): Step => ({ table: 'sent', remove: clientUuid }));
}

async function tooMany(shelf: Shelf, coming: number): Promise<Step[]> {
  const sent = bySeq(await shelf.all('sent'));
  return sent.slice(0, Math.max(0, sent.length + coming - REMEMBERED)).map(({ clientUuid }): Step => ({ table: 'sent', remove: clientUuid }));
}

/** In the order in which they were recorded. */
export function bySeq(sent: readonly SentRecord[]): SentRecord[] {
  return [...sent].sort((a, b) => a.seq - b.seq);
}
