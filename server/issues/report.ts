import type { Actor } from '../db/actor.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import { CLOCK_SKEW_MS, DAY_MS, OLDEST_REPORT_DAYS } from '../http/clock.ts';
import { digestOf } from '../http/digest.ts';
import { problems } from '../http/problem.ts';
import { claimPhotos, linkPhotos } from '../photos/links.ts';
import { readSettings } from '../settings/queries.ts';
import { MAY_VISIT, requirePerson } from '../visits/access.ts';
import type { IssueReportBody } from './contract.ts';

/** Reports of one domain within this distance may be about the same thing. */
const DUPLICATE_WITHIN_M = 30;

interface Place {
  lon: number | null;
  lat: number | null;
  address: string | null;
  isHouseholdKnown: boolean;
  isAlleyKnown: boolean;
  /** Those that exist of the components that were named. */
  componentIds: number[];
}
interface Duplicate {
  id: number;
  code: string;
  title: string;
  distanceM: number;
}
const reportPlace = sqlFile<Place>(import.meta.url, './report-place.sql');
const insertReport = sqlFile<{ id: number }>(import.meta.url, './insert-report.sql');
const followReport = sqlFile(import.meta.url, './follow-report.sql');
const tellAlleys = sqlFile(import.meta.url, './tell-alleys.sql');
const storedReport = sqlFile<{ id: number; digest: string | null }>(import.meta.url, './stored-report.sql');
const possibleDuplicates = sqlFile<Duplicate>(import.meta.url, './possible-duplicates.sql');

export interface Reported {
  id: number;
  possibleDuplicates: Duplicate[];
  /** False when it was stored before. */
  isNew: boolean;
}

/**
 * Stores what somebody saw as an issue in the state reported, with its history, members of dedicated grids, deltas and event; all or nothing.
 * Sent again with the same content it is answered with what is stored. Outside every grid it is kept and flagged.
 * @throws Problem person-required, role-not-allowed, uuid-conflict, issue-in-future, issue-too-old, issue-domain-unknown, household-not-found, alley-not-found,
 * visit-not-stored, photo-not-found, photo-of-another, photo-in-use
 */
export async function reportIssue(db: Database, actor: Actor, body: IssueReportBody, now: Date): Promise<Reported> {
  const person = await requirePerson(db, actor, MAY_VISIT);
  const { clientUuid, ...content } = body;
  const digest = digestOf({ personId: person.id, content });
  const stored = await findReport(db, clientUuid, digest);
  const id = stored ?? (await storeReport(db, person.id, body, digest, now));
  return { id, possibleDuplicates: await possibleDuplicates(db, { id, within_m: DUPLICATE_WITHIN_M }), isNew: stored === null };
}

async function findReport(db: Database, clientUuid: string, digest: string): Promise<number | null> {
  const [stored] = await storedReport(db, { client_uuid: clientUuid });
  if (stored !== undefined && stored.digest !== digest) throw problems.uuidConflict([clientUuid]);
  return stored?.id ?? null;
}

async function storeReport(db: Database, personId: number, body: IssueReportBody, digest: string, now: Date): Promise<number> {
  if (Date.parse(body.reportedAt) > now.getTime() + CLOCK_SKEW_MS) throw problems.issueInFuture(body.reportedAt, now);
  if (Date.parse(body.reportedAt) < now.getTime() - OLDEST_REPORT_DAYS * DAY_MS) throw problems.issueTooOld(body.reportedAt, OLDEST_REPORT_DAYS);
  const { issue_domains: domains, deadlines, metric_srid } = await readSettings(db);
  if (!domains.some(({ code }) => code === body.domain))
    throw problems.issueDomainUnknown(
      body.domain,
      domains.map(({ code }) => code),
    );
  const place = await requirePlace(db, body);
  const visitId = body.visitClientUuid === undefined ? null : await requireVisit(db, body.visitClientUuid, personId);
  const photoIds = body.photoIds ?? [];
  await claimPhotos(db, photoIds, { kind: 'issue', personId });
  const [inserted] = await insertReport(db, {
    client_uuid: body.clientUuid,
    title: body.title,
    description: body.description,
    domain: body.domain,
    channel: visitId === null ? 'patrol' : 'visit',
    address: place.address,
    lon: place.lon,
    lat: place.lat,
    metric_srid,
    alley_id: body.alleyId,
    household_id: body.householdId,
    visit_id: visitId,
    reported_by: personId,
    reported_at: body.reportedAt,
    working_days: deadlines.coordinated_working_days,
    digest,
  });
  if (inserted === undefined) {
    const other = await findReport(db, body.clientUuid, digest);
    if (other === null) throw new Error('a report that was stored a moment ago is not there');
    return other;
  }
  await linkPhotos(db, 'issue', inserted.id, photoIds);
  const about = place.componentIds.map((componentId) => ({ issue_id: inserted.id, component_id: componentId }));
  if (about.length > 0) {
    await db('component_issues').insert(about);
    await tellAlleys(db, { component_ids: place.componentIds });
  }
  await followReport(db, { id: inserted.id });
  return inserted.id;
}

async function requirePlace(db: Database, { position, householdId, alleyId, componentIds = [] }: IssueReportBody): Promise<Place> {
  const [place] = await reportPlace(db, { lon: position?.[0], lat: position?.[1], household_id: householdId, alley_id: alleyId, component_ids: componentIds });
  if (place === undefined) throw new Error('a report has no place');
  if (householdId !== undefined && !place.isHouseholdKnown) throw problems.householdNotFound([householdId]);
  if (alleyId !== undefined && !place.isAlleyKnown) throw problems.alleyNotFound(alleyId);
  const unknown = componentIds.flatMap((id, index) =>
    place.componentIds.includes(id) ? [] : [{ pointer: `/componentIds/${index}`, detail: `No lamp, manhole or drain has the id ${id}.` }],
  );
  if (unknown.length > 0) throw problems.invalidBody(unknown);
  return place;
}

/** A worker's queue sends the visit before what was seen during it. */
async function requireVisit(db: Database, clientUuid: string, personId: number): Promise<number> {
  const visit: { id: number } | undefined = await db('visits')
    .where({ client_uuid: clientUuid })
    .andWhere((own) => own.where({ person_id: personId }).orWhere({ recorded_by: personId }))
    .first('id');
  if (visit === undefined) throw problems.visitNotStored(clientUuid);
  return visit.id;
}
