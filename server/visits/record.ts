import type { Question } from '../campaigns/contract.ts';
import type { Actor } from '../db/actor.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import { CLOCK_SKEW_MS, DAY_MS } from '../http/clock.ts';
import { digestOf } from '../http/digest.ts';
import { problems } from '../http/problem.ts';
import type { Sendable } from '../http/route.ts';
import { claimPhotos, linkPhotos } from '../photos/links.ts';
import { readSettings } from '../settings/queries.ts';
import { MAY_VISIT, requirePerson, requireTargets, type Target } from './access.ts';
import { checkAnswers } from './answers.ts';
import { EXEMPTING, type RecordedVisit, type VisitBody } from './contract.ts';

/** What was found at a door. */
export type Knock = Pick<VisitBody, 'outcome' | 'mode' | 'visitedAt' | 'appointmentAt' | 'reason' | 'note' | 'answers' | 'position' | 'accuracyM' | 'photoIds'>;
export interface Door {
  clientUuid: string;
  householdId: number;
}
export interface Round {
  id: number;
  code: string;
  status: string;
  startsAt: Date;
  questions: Question[] | null;
}
/** The row a correction takes the place of, and why. */
interface Correction {
  correctsId: number;
  reason: string;
}
type VisitRow = Sendable<RecordedVisit> & { id: number; clientUuid: string };

const openCampaign = sqlFile<Round>(import.meta.url, './open-campaign.sql');
/** How many targets of some grids are exempt in a round or wait to be, and how many there are. */
export const exemptions = sqlFile<{ path: string; total: number; exempted: number }>(import.meta.url, './exemptions.sql');
const storedVisits = sqlFile<{ id: number; clientUuid: string; digest: string | null }>(import.meta.url, './stored-visits.sql');
const insertVisits = sqlFile<{ id: number; clientUuid: string }>(import.meta.url, './insert-visits.sql');
const refreshCoverage = sqlFile(import.meta.url, './refresh-coverage.sql');
const appendEvents = sqlFile(import.meta.url, './append-events.sql');
const visitsByIds = sqlFile<VisitRow>(import.meta.url, './visits-by-ids.sql');

export interface Recorded {
  /** In the order of the doors. */
  visits: VisitRow[];
  /** False when every one of them was stored before. */
  isNew: boolean;
}

/**
 * Stores what one person found at some doors, brings coverage in line and appends deltas and events; all in the transaction given, all or nothing.
 * Doors whose clientUuid is stored with the same content are answered with what is stored, whatever has happened to the round since.
 * @throws Problem person-required, role-not-allowed, uuid-conflict, campaign-not-found, campaign-required, campaign-not-open, visit-in-future,
 * visit-before-round, appointment-too-far, household-not-found, household-archived, household-not-in-round, outside-own-grids, invalid-body (answers),
 * photo-not-found, photo-of-another, photo-in-use
 */
export async function recordVisits(
  db: Database,
  actor: Actor,
  order: { campaign: string | undefined; knock: Knock; doors: Door[]; batchId: string | null },
  now: Date,
): Promise<Recorded> {
  const { campaign, knock, doors, batchId } = order;
  const person = await requirePerson(db, actor, MAY_VISIT);
  const digests = new Map(doors.map(({ clientUuid, householdId }) => [clientUuid, digestOf({ personId: person.id, campaign, householdId, knock })]));
  const before = await findStored(db, digests);
  const fresh = doors.filter(({ clientUuid }) => !before.has(clientUuid));
  let isNew = false;
  if (fresh.length > 0) {
    const round = await findOpenRound(db, campaign);
    checkKnock(knock, round, now);
    const targets = await requireTargets(
      db,
      person,
      round.id,
      fresh.map(({ householdId }) => householdId),
    );
    await claimPhotos(db, knock.photoIds ?? [], { kind: 'visit', personId: person.id });
    const inserted = await storeKnocks(db, {
      round,
      knock,
      doors: fresh,
      targets,
      digests,
      batchId,
      recordedBy: person.id,
      personId: person.id,
      correction: null,
      now,
    });
    await follow(
      db,
      round.id,
      fresh.map(({ householdId }) => householdId),
      inserted.map(({ id }) => id),
      'recorded',
    );
    isNew = inserted.length > 0;
    for (const { id, clientUuid } of inserted) before.set(clientUuid, id);
    // Another request with the same ids was quicker by a moment.
    if (inserted.length < fresh.length) for (const [clientUuid, id] of await findStored(db, digests)) before.set(clientUuid, id);
  }
  return {
    visits: await readVisits(
      db,
      doors.map(({ clientUuid }) => before.get(clientUuid) as number),
    ),
    isNew,
  };
}

/** Ids of what is stored under these client ids. @throws Problem uuid-conflict when something else is. */
export async function findStored(db: Database, digests: Map<string, string>): Promise<Map<string, number>> {
  const rows = await storedVisits(db, { client_uuids: [...digests.keys()] });
  const clashes = rows.filter(({ clientUuid, digest }) => digests.get(clientUuid) !== digest);
  if (clashes.length > 0) throw problems.uuidConflict(clashes.map(({ clientUuid }) => clientUuid));
  return new Map(rows.map(({ clientUuid, id }) => [clientUuid, id]));
}

/**
 * The open round of a code, or the one that is open; it cannot be closed until the transaction ends.
 * @throws Problem campaign-not-found, campaign-required, campaign-not-open
 */
export async function findOpenRound(db: Database, code: string | undefined): Promise<Round> {
  let only: number | null = null;
  if (code === undefined) {
    const open: { id: number; code: string }[] = await db('campaigns').where({ status: 'open', kind: 'round' }).orderBy('id').select('id', 'code');
    if (open.length !== 1) throw problems.campaignRequired(open.map((row) => row.code));
    only = open[0]?.id ?? null;
  }
  return requireOpen(db, { code: code ?? null, id: only });
}

/** @throws Problem campaign-not-found, campaign-not-open */
export async function requireOpen(db: Database, which: { code: string | null; id: number | null }): Promise<Round> {
  const [round] = await openCampaign(db, which);
  if (round === undefined) throw problems.campaignNotFound(which.code ?? String(which.id));
  if (round.status !== 'open') throw problems.campaignNotOpen(round.code, round.status);
  return round;
}

/** Longer than any round lasts: a later appointment is a slip of the year. */
const LONGEST_WAIT_DAYS = 366;

/** @throws Problem visit-in-future, visit-before-round, appointment-too-far, invalid-body */
export function checkKnock(knock: Knock, round: Round, now: Date): void {
  const visitedAt = Date.parse(knock.visitedAt);
  if (visitedAt > now.getTime() + CLOCK_SKEW_MS) throw problems.visitInFuture(knock.visitedAt, now);
  if (visitedAt < round.startsAt.getTime()) throw problems.visitBeforeRound(knock.visitedAt, round.startsAt);
  const { appointmentAt } = knock;
  if (appointmentAt !== undefined && Date.parse(appointmentAt) > visitedAt + LONGEST_WAIT_DAYS * DAY_MS)
    throw problems.appointmentTooFar(appointmentAt, LONGEST_WAIT_DAYS);
  const errors = checkAnswers(round.questions, knock.answers ?? {}, knock.outcome === 'visited');
  if (errors.length > 0) throw problems.invalidBody(errors);
}

interface Storing {
  round: Round;
  knock: Knock;
  doors: Door[];
  targets: Target[];
  digests: Map<string, string>;
  batchId: string | null;
  /** Who typed, and who knocked. */
  recordedBy: number;
  personId: number | null;
  correction: Correction | null;
  now: Date;
}

/** The rows; photos that were claimed before go to them. */
export async function storeKnocks(db: Database, storing: Storing): Promise<{ id: number; clientUuid: string }[]> {
  const { round, knock, doors, targets, digests, correction, now } = storing;
  const { visit_rules: rules } = await readSettings(db);
  const inserted = await insertVisits(db, {
    campaign_id: round.id,
    client_uuids: doors.map(({ clientUuid }) => clientUuid),
    household_ids: doors.map(({ householdId }) => householdId),
    digests: doors.map(({ clientUuid }) => digests.get(clientUuid)),
    approved: EXEMPTING.includes(knock.outcome) ? await withinThreshold(db, round.id, targets, rules.exemptShare) : doors.map(() => false),
    person_id: storing.personId,
    recorded_by: storing.recordedBy,
    outcome: knock.outcome,
    mode: knock.mode,
    visited_at: knock.visitedAt,
    appointment_at: knock.appointmentAt,
    reason: knock.reason,
    note: knock.note,
    answers: JSON.stringify(knock.answers ?? {}),
    lon: knock.position?.[0],
    lat: knock.position?.[1],
    accuracy_m: knock.accuracyM,
    batch_id: storing.batchId,
    corrects_id: correction?.correctsId,
    correction_reason: correction?.reason,
    rules: JSON.stringify(rules),
    now,
  });
  for (const { id } of inserted) await linkPhotos(db, 'visit', id, knock.photoIds ?? []);
  return inserted;
}

/** Which of these exemptions count at once: as many as keep the exempt (and those that wait) of a grid at or below the share. */
async function withinThreshold(db: Database, campaignId: number, targets: Target[], share: number): Promise<boolean[]> {
  const paths = [...new Set(targets.flatMap(({ gridPath }) => gridPath ?? []))];
  const rows = await exemptions(db, { campaign_id: campaignId, paths });
  const left = new Map(rows.map(({ path, total, exempted }) => [path, Math.floor(total * share) - exempted]));
  return targets.map(({ gridPath }) => {
    const room = gridPath === null ? 0 : (left.get(gridPath) ?? 0);
    if (gridPath !== null) left.set(gridPath, room - 1);
    return room > 0;
  });
}

/** What follows from new rows: coverage with its deltas, and one event a visit. */
export async function follow(db: Database, campaignId: number, householdIds: number[], visitIds: number[], deed: string): Promise<void> {
  await refreshCoverage(db, { campaign_id: campaignId, household_ids: householdIds });
  await appendEvents(db, { visit_ids: visitIds, deed });
}

/** Visits by id, in the order asked. */
export async function readVisits(db: Database, ids: number[]): Promise<VisitRow[]> {
  const rows = new Map((await visitsByIds(db, { ids })).map((row) => [row.id, row]));
  return ids.map((id) => rows.get(id) as VisitRow);
}
