import { checkPolygon } from '#geodata/checks';
import type { Actor } from '../db/actor.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import { assignRows } from '../grids/assign-paths.ts';
import { digestOf } from '../http/digest.ts';
import { problems } from '../http/problem.ts';
import { requirePerson, type Visitor } from '../visits/access.ts';
import { EVERYWHERE } from '../visits/contract.ts';
import { contentErrors, type References, referenceErrors, type WorkContent } from './faults.ts';
import { oneWork } from './list.ts';
import type { WorkBody, WorkCorrection } from './writing-contract.ts';

const PLACE_FAULTS = {
  parts: ['/alleyFromM', 'The alley is in several pieces.', 'Draw the place as a geometry.'],
  beyond: ['/alleyToM', 'The alley ends before that.', 'Give metres along its line, at most its length.'],
  invalid: ['/geometry', 'The shape crosses itself.', 'Draw it so that its rings neither cross nor overlap.'],
  short: ['/geometry', 'The line is shorter than half a metre.', 'Draw at least two places.'],
  outside: ['/geometry', 'It lies outside the district.', 'Longitude comes first, in degrees of WGS84.'],
} as const;

const references = sqlFile<References>(import.meta.url, './work-references.sql');
const workPlace = sqlFile<{ geom: string | null; fault: keyof typeof PLACE_FAULTS | null }>(import.meta.url, './work-place.sql');
const tallyWork = sqlFile(import.meta.url, './tally-work.sql');
const conflictsOfCompletion = sqlFile<{ acceptedOn: string | null; checkedMonth: string | null }>(import.meta.url, './conflicts-of-completion.sql');
const writeAsks = sqlFile(import.meta.url, './write-asks.sql');

/** Departments and planners work in the whole district, the others in their grids. */
const WORK_EVERYWHERE = [...EVERYWHERE, 'planner', 'responsible_unit'];
export const MAY_RECORD = ['community_secretary', 'subdistrict_dispatcher', ...WORK_EVERYWHERE];

export interface Written {
  id: number;
  isNew: boolean;
}
interface Stored {
  id: number;
  content_digest: string | null;
}

/**
 * Stores a work with its place, its share per grid, who asked for it and what it adds to the totals: all or nothing.
 * @throws Problem person-required, role-not-allowed, uuid-conflict, invalid-body (each fault by its pointer), invalid-geometry, outside-own-grids
 */
export async function recordWork(db: Database, actor: Actor, { clientUuid, ...content }: WorkBody, now: Date): Promise<Written> {
  const person = await requirePerson(db, actor, MAY_RECORD);
  const digest = digestOf({ personId: person.id, content });
  const before: Stored | undefined = await db('works').where({ client_uuid: clientUuid }).first('id', 'content_digest');
  if (before !== undefined) {
    if (before.content_digest !== digest) throw problems.uuidConflict([clientUuid]);
    return { id: before.id, isNew: false };
  }
  const row = await rowOf(db, content, null, now);
  const [made]: { id: number }[] = await db('works')
    .insert({ ...row, code: clientUuid, client_uuid: clientUuid, content_digest: digest, recorded_by: person.id, recorded_at: now })
    .returning('id');
  if (made === undefined) throw new Error('a stored work was not read back');
  const { id } = made;
  await db('works')
    .where({ id })
    .update({ code: `W${clientUuid.slice(0, 8)}-${id}` });
  await settleWork(db, id, content, person);
  return { id, isNew: true };
}

/**
 * Writes a work anew; what it was stays in work_revisions. An accepted work that is still done stays accepted.
 * @throws Problem as recordWork, and not-found; invalid-body also where it would be finished after its acceptance or in a month after a check
 */
export async function correctWork(db: Database, actor: Actor, id: number, body: WorkCorrection, now: Date): Promise<Written> {
  const { clientUuid, reason, ...content } = body;
  const person = await requirePerson(db, actor, MAY_RECORD);
  const digest = digestOf({ personId: person.id, id, reason, content });
  const known: Stored | undefined = await db('work_revisions').where({ client_uuid: clientUuid }).first('id', 'content_digest');
  if (known !== undefined) {
    if (known.content_digest !== digest) throw problems.uuidConflict([clientUuid]);
    return { id, isNew: false };
  }
  const held = await holdWork(db, id);
  const before = await oneWork(db, id);
  const staysAccepted = held.phase === 'accepted' && content.phase === 'done';
  if (staysAccepted && content.completedOn !== undefined) await requireOrder(db, id, content.completedOn);
  const row = await rowOf(db, content, id, now);
  await db('work_revisions').insert({
    client_uuid: clientUuid,
    content_digest: digest,
    work_id: id,
    before: JSON.stringify(before),
    before_geom: held.geom,
    reason,
    person_id: person.id,
    occurred_at: now,
  });
  await tallyWork(db, { id, sign: -1 });
  await db('works')
    .where({ id })
    .update({ ...row, ...(staysAccepted ? { phase: 'accepted' } : {}) });
  await settleWork(db, id, content, person);
  return { id, isNew: true };
}

/** An inspection comes after the work. @throws Problem invalid-body naming what was inspected before */
async function requireOrder(db: Database, id: number, completedOn: string): Promise<void> {
  const [found] = await conflictsOfCompletion(db, { id, completed_on: completedOn });
  const { acceptedOn = null, checkedMonth = null } = found ?? {};
  const remedy = 'If the day is right, take it back under construction first, finish it on that day, and have it accepted anew.';
  const errors = [
    ...(acceptedOn === null ? [] : [{ pointer: '/completedOn', detail: `Not after its acceptance (${acceptedOn}). ${remedy}` }]),
    ...(checkedMonth === null ? [] : [{ pointer: '/completedOn', detail: `Not after a month that was checked (${checkedMonth}). ${remedy}` }]),
  ];
  if (errors.length > 0) throw problems.invalidBody(errors);
}

interface HeldWork {
  id: number;
  phase: string;
  path: string | null;
  geom: string | null;
  quantity: number | null;
  planned_quantity: number | null;
  recorded_by: number | null;
  completed_on: string | null;
}
/** A work, locked: two who change it come one after the other. @throws Problem not-found */
export async function holdWork(db: Database, id: number): Promise<HeldWork> {
  const work: HeldWork | undefined = await db('works')
    .where({ id })
    .forUpdate()
    .first('id', 'phase', 'path', 'geom', 'quantity', 'planned_quantity', 'recorded_by', 'completed_on');
  if (work === undefined) throw problems.notFound(`The work ${id}`);
  return work;
}

/** Changes rows of a held work; the tallies follow. */
export async function changePhase(db: Database, id: number, change: { phase: string; completed_on?: null }): Promise<void> {
  await tallyWork(db, { id, sign: -1 });
  await db('works').where({ id }).update(change);
  await tallyWork(db, { id, sign: 1 });
}

/** Tells everybody that a work is another now. */
export async function announceWork(db: Database, id: number, path: string | null): Promise<void> {
  await db('events').insert({ type: 'work', path, payload: JSON.stringify({ workId: id }) });
}

/** What follows from a work's row: shares and path, who asked, totals, the event. */
async function settleWork(db: Database, id: number, { issueIds = [] }: WorkContent, person: Visitor): Promise<void> {
  await assignRows(db, 'work', [id]);
  const { path } = await holdWork(db, id);
  const isOwn = WORK_EVERYWHERE.includes(person.role) || person.gridPaths.some((own) => path === own || path?.startsWith(`${own}/`));
  if (!isOwn) throw problems.outsideOwnGrids([id]);
  await writeAsks(db, { id, issue_ids: issueIds });
  await tallyWork(db, { id, sign: 1 });
  await announceWork(db, id, path);
}

/** The columns of a work. @throws Problem invalid-body, invalid-geometry */
async function rowOf(db: Database, content: WorkContent, ownId: number | null, now: Date): Promise<Record<string, unknown>> {
  const [known] = await references(db, {
    now,
    work_type: content.workType,
    alley_id: content.alleyId,
    project_id: content.projectId,
    grid_code: content.gridCode,
    part_of_id: content.partOfId,
    issue_ids: content.issueIds ?? [],
  });
  if (known === undefined) throw new Error('the references of a work were not read');
  const errors = [...contentErrors(content, known.today), ...referenceErrors(content, known, ownId)];
  if (errors.length > 0) throw problems.invalidBody(errors);
  const geom = await placeOf(db, content);
  const { rows } = await db.raw('select st_transform(?::geometry, (value #>> ?)::integer) as geom_m from settings where key = ?', [geom, '{}', 'metric_srid']);
  return {
    work_type: content.workType,
    kind: content.kind ?? null,
    name: content.name ?? null,
    quantity: content.quantity ?? null,
    unit: content.unit ?? known.unit,
    qualifier: content.qualifier ?? null,
    planned_quantity: content.plannedQuantity ?? null,
    as_of: content.asOf ?? null,
    figure_from: content.figureFrom ?? null,
    phase: content.phase,
    started_on: content.startedOn ?? null,
    completed_on: content.completedOn ?? null,
    geom,
    geom_m: geom === null ? null : rows[0]?.geom_m,
    path: geom === null ? known.gridPath : null,
    alley_id: content.alleyId ?? null,
    alley_from_m: content.alleyFromM ?? null,
    alley_to_m: content.alleyToM ?? null,
    project_id: content.projectId ?? null,
    part_of_id: content.partOfId ?? null,
    cost_minor: content.costMinor ?? null,
    cost_qualifier: content.costQualifier ?? null,
    cost_source: content.costSource ?? null,
    contractor_kind: content.contractorKind ?? null,
    contractor: content.contractor ?? null,
    source: content.source ?? null,
  };
}

async function placeOf(db: Database, { geometry, alleyId, alleyFromM, alleyToM, gridCode }: WorkContent): Promise<string | null> {
  if (gridCode !== undefined) return null;
  if (geometry?.type === 'Polygon') {
    const check = checkPolygon(geometry);
    if (!check.valid) throw problems.invalidGeometry(`/geometry${check.pointer}`, check.detail, check.remedy);
  }
  const [place] = await workPlace(db, { geojson: geometry && JSON.stringify(geometry), alley_id: alleyId, from_m: alleyFromM, to_m: alleyToM });
  const fault = place?.fault ?? null;
  if (fault !== null) {
    const [pointer, reason, remedy] = PLACE_FAULTS[fault];
    throw problems.invalidGeometry(geometry === undefined && pointer === '/geometry' ? '/alleyId' : pointer, reason, remedy);
  }
  return place?.geom ?? null;
}
