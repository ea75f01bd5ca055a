import type { Actor } from '../db/actor.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import { digestOf } from '../http/digest.ts';
import { problems } from '../http/problem.ts';
import { claimPhotos } from '../photos/links.ts';
import { MAY_VISIT, requirePerson, requireTargets } from './access.ts';
import { type CorrectionBody, EXEMPTING, SUPERVISORS, type VisitOutcome } from './contract.ts';
import { checkKnock, findStored, follow, type Recorded, readVisits, requireOpen, storeKnocks } from './record.ts';

interface HeldVisit {
  id: number;
  campaignId: number;
  householdId: number;
  outcome: VisitOutcome;
  personId: number | null;
  recordedBy: number | null;
  supersededBy: number | null;
  approvedBy: number | null;
  rejectedBy: number | null;
}
const visitForUpdate = sqlFile<HeldVisit>(import.meta.url, './visit-for-update.sql');

/**
 * Puts a visit right: a new row, the old one superseded. The worker himself may, and his supervisors.
 * @throws Problem visit-not-found, visit-superseded, and those of recording
 */
export async function correctVisit(db: Database, actor: Actor, id: number, body: CorrectionBody, now: Date): Promise<Recorded> {
  const { clientUuid, householdId, correctionReason, ...knock } = body;
  const person = await requirePerson(db, actor, MAY_VISIT);
  const digests = new Map([[clientUuid, digestOf({ personId: person.id, corrects: id, correctionReason, householdId, knock })]]);
  const stored = (await findStored(db, digests)).get(clientUuid);
  if (stored !== undefined) return { visits: await readVisits(db, [stored]), isNew: false };

  const campaignId = await campaignOf(db, id);
  const round = await requireOpen(db, { code: null, id: campaignId });
  const old = await holdVisit(db, id);
  if (old.supersededBy !== null) throw problems.visitSuperseded(id, old.supersededBy);
  if (old.personId !== person.id && old.recordedBy !== person.id && !SUPERVISORS.includes(person.role)) throw problems.roleNotAllowed(person.role, SUPERVISORS);
  checkKnock(knock, round, now);
  const door = { clientUuid, householdId: householdId ?? old.householdId };
  const ids = [...new Set([door.householdId, old.householdId])];
  const [target] = await requireTargets(db, person, round.id, ids);
  await claimPhotos(db, knock.photoIds ?? [], { kind: 'visit', personId: person.id, corrects: id });
  const [inserted] = await storeKnocks(db, {
    round,
    knock,
    doors: [door],
    targets: target ? [target] : [],
    digests,
    batchId: null,
    recordedBy: person.id,
    personId: old.personId,
    correction: { correctsId: id, reason: correctionReason },
    now,
  });
  // The same request was quicker under another connection; it has corrected the visit, so holding it above would have told.
  if (inserted === undefined) throw problems.uuidConflict([clientUuid]);
  await db('visits').where({ id }).update({ superseded_by: inserted.id, superseded_at: now });
  await follow(db, round.id, ids, ids.length > 1 ? [id, inserted.id] : [inserted.id], 'corrected');
  return { visits: await readVisits(db, [inserted.id]), isNew: true };
}

/**
 * Approves or rejects an exemption. An exemption that counted at once, below the threshold, may be decided about as well. Asking again for what
 * the same person has decided changes nothing.
 * @throws Problem person-required, role-not-allowed, visit-not-found, visit-superseded, visit-needs-no-decision, visit-decided, own-visit, campaign-not-open, outside-own-grids
 */
export async function decideVisit(
  db: Database,
  actor: Actor,
  id: number,
  decision: { approve: boolean; note: string | undefined },
  now: Date,
): Promise<Recorded> {
  const person = await requirePerson(db, actor, SUPERVISORS);
  const round = await requireOpen(db, { code: null, id: await campaignOf(db, id) });
  const visit = await holdVisit(db, id);
  if (visit.supersededBy !== null) throw problems.visitSuperseded(id, visit.supersededBy);
  if (!EXEMPTING.includes(visit.outcome)) throw problems.visitNeedsNoDecision(id, visit.outcome);
  await requireTargets(db, person, round.id, [visit.householdId]);
  if (visit.personId === person.id || visit.recordedBy === person.id) throw problems.ownVisit(id);
  const by = visit.approvedBy ?? visit.rejectedBy;
  if (by !== null) {
    const isSame = by === person.id && (visit.approvedBy !== null) === decision.approve;
    if (!isSame) throw problems.visitDecided(id);
    return { visits: await readVisits(db, [id]), isNew: false };
  }
  await db('visits')
    .where({ id })
    .update({
      approved_at: decision.approve ? now : null,
      approved_by: decision.approve ? person.id : null,
      rejected_at: decision.approve ? null : now,
      rejected_by: decision.approve ? null : person.id,
      decision_note: decision.note ?? null,
      // What counted at once keeps the time until which it did (server/history).
      automatic_until: db.raw('case when approved_at is not null and approved_by is null then ?::timestamptz end', [now]),
    });
  await follow(db, round.id, [visit.householdId], [id], decision.approve ? 'approved' : 'rejected');
  return { visits: await readVisits(db, [id]), isNew: true };
}

/** The round is locked before the visit, as every writer does. */
async function campaignOf(db: Database, id: number): Promise<number> {
  const row: { campaign_id: number } | undefined = await db('visits').where({ id }).first('campaign_id');
  if (row === undefined) throw problems.visitNotFound(id);
  return row.campaign_id;
}

async function holdVisit(db: Database, id: number): Promise<HeldVisit> {
  const [visit] = await visitForUpdate(db, { id });
  if (visit === undefined) throw problems.visitNotFound(id);
  return visit;
}
