import type { Actor } from '../db/actor.ts';
import type { Database } from '../db/sql.ts';
import { digestOf } from '../http/digest.ts';
import { problems } from '../http/problem.ts';
import { claimPhotos } from '../photos/links.ts';
import { requirePerson } from '../visits/access.ts';
import { EVERYWHERE } from '../visits/contract.ts';
import { announceWork, changePhase, holdWork, MAY_RECORD, type Written } from './record.ts';
import type { AcceptBody, CheckBody, PhotoBody } from './writing-contract.ts';

/** Who records works for a unit does not judge them; whoever recorded this one neither. */
const MAY_INSPECT = ['subdistrict_dispatcher', 'inspector', 'verifier', 'leader', 'planner', ...EVERYWHERE];
const MAY_SHOW = [...MAY_RECORD, 'grid_worker', 'inspector', 'verifier', 'leader'];

async function dayOf(db: Database, now: Date): Promise<string> {
  const { rows } = await db.raw('select district_day(?)::text as day', [now]);
  return rows[0].day;
}

/** @throws Problem uuid-conflict when another content is stored under the id */
async function isStored(db: Database, table: 'work_acceptances' | 'work_checks', clientUuid: string, digest: string): Promise<boolean> {
  const stored: { content_digest: string } | undefined = await db(table).where({ client_uuid: clientUuid }).first('content_digest');
  if (stored !== undefined && stored.content_digest !== digest) throw problems.uuidConflict([clientUuid]);
  return stored !== undefined;
}

/**
 * An inspection of a finished work by the five standards: accepted, or, when one fails, back under construction.
 * @throws Problem person-required, role-not-allowed, not-found, own-work, uuid-conflict, work-phase, invalid-body (day, doneQuantity)
 */
export async function acceptWork(db: Database, actor: Actor, id: number, body: AcceptBody, now: Date): Promise<Written> {
  const person = await requirePerson(db, actor, MAY_INSPECT);
  const digest = digestOf({ personId: person.id, id, body });
  const work = await holdWork(db, id);
  if (await isStored(db, 'work_acceptances', body.clientUuid, digest)) return { id, isNew: false };
  if (work.recorded_by === person.id) throw problems.ownWork(id);
  if (work.phase !== 'done') throw problems.workPhase(id, work.phase, 'done');
  const today = await dayOf(db, now);
  if (body.acceptedOn > today) throw problems.invalidBody([{ pointer: '/acceptedOn', detail: `Not after today (${today}).` }]);
  if (work.completed_on !== null && body.acceptedOn < work.completed_on)
    throw problems.invalidBody([{ pointer: '/acceptedOn', detail: `Not before it was finished (${work.completed_on}).` }]);
  if ((work.quantity === null) !== (body.doneQuantity === undefined))
    throw problems.invalidBody([
      { pointer: '/doneQuantity', detail: work.quantity === null ? 'The work has no quantity to compare it with.' : 'Say how much was found done.' },
    ]);
  const isPassed = !Object.values(body.standards).includes('fails');
  await db('work_acceptances').insert({
    client_uuid: body.clientUuid,
    content_digest: digest,
    work_id: id,
    result: isPassed ? 'passed' : 'rework',
    accepted_on: body.acceptedOn,
    planned_quantity: work.planned_quantity ?? work.quantity,
    done_quantity: body.doneQuantity ?? null,
    standards: JSON.stringify(body.standards),
    note: body.note ?? null,
    person_id: person.id,
    recorded_at: now,
  });
  await changePhase(db, id, isPassed ? { phase: 'accepted' } : { phase: 'under_construction', completed_on: null });
  await announceWork(db, id, work.path);
  return { id, isNew: true };
}

/**
 * The score of one month, or with a reason another in its place. What it does to the grade follows from all months (work_check_grades).
 * @throws Problem person-required, role-not-allowed, not-found, own-work, uuid-conflict, work-phase, month-checked, invalid-body (month, day, reason)
 */
export async function checkWork(db: Database, actor: Actor, id: number, body: CheckBody, now: Date): Promise<Written> {
  const person = await requirePerson(db, actor, MAY_INSPECT);
  const digest = digestOf({ personId: person.id, id, body });
  const work = await holdWork(db, id);
  if (await isStored(db, 'work_checks', body.clientUuid, digest)) return { id, isNew: false };
  if (work.recorded_by === person.id) throw problems.ownWork(id);
  if (work.phase !== 'accepted') throw problems.workPhase(id, work.phase, 'accepted');
  const today = await dayOf(db, now);
  const month = `${body.month}-01`;
  if (month > today) throw problems.invalidBody([{ pointer: '/month', detail: `Not after this month (${today.slice(0, 7)}).` }]);
  const finished = work.completed_on?.slice(0, 7);
  if (finished !== undefined && body.month < finished)
    throw problems.invalidBody([{ pointer: '/month', detail: `Not before the month it was finished in (${finished}).` }]);
  if (body.checkedOn > today || body.checkedOn < month)
    throw problems.invalidBody([{ pointer: '/checkedOn', detail: `From the first of the month to today (${today}).` }]);
  const isChecked = (await db('work_checks').where({ work_id: id, month }).first('id')) !== undefined;
  if (isChecked && body.reason === undefined) throw problems.monthChecked(id, body.month);
  if (!isChecked && body.reason !== undefined)
    throw problems.invalidBody([{ pointer: '/reason', detail: 'The month has no score yet that could be put right.' }]);
  await db('work_checks').insert({
    client_uuid: body.clientUuid,
    content_digest: digest,
    work_id: id,
    month,
    score: body.score,
    checked_on: body.checkedOn,
    checker: body.checker ?? null,
    note: body.note ?? null,
    reason: body.reason ?? null,
    person_id: person.id,
    recorded_at: now,
  });
  await announceWork(db, id, work.path);
  return { id, isNew: true };
}

/**
 * Shows a stored photo as before or after of a place of the work.
 * @throws Problem person-required, role-not-allowed, not-found, spot-taken, photo-not-found, photo-of-another, photo-in-use
 */
export async function showPhoto(db: Database, actor: Actor, id: number, { photoId, moment, spot }: PhotoBody): Promise<Written> {
  const person = await requirePerson(db, actor, MAY_SHOW);
  const work = await holdWork(db, id);
  const taken: { photo_id: number } | undefined = await db('work_photos').where({ work_id: id, spot, moment }).first('photo_id');
  if (taken?.photo_id === photoId) return { id, isNew: false };
  if (taken !== undefined) throw problems.spotTaken(id, spot, moment);
  await claimPhotos(db, [photoId], { kind: 'work', personId: person.id });
  await db('work_photos').insert({ work_id: id, spot, moment, photo_id: photoId });
  await announceWork(db, id, work.path);
  return { id, isNew: true };
}
