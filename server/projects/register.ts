import { checkPolygon } from '#geodata/checks';
import { type Database, sqlFile } from '../db/sql.ts';
import { digestOf } from '../http/digest.ts';
import { problems } from '../http/problem.ts';
import { requirePerson } from '../visits/access.ts';
import type { ProjectGeometry } from './contract.ts';
import { hasBegun, isOver } from './phases.ts';
import { announceProject, type Change, holdProject, MAY_PLAN, wasStored } from './record.ts';
import type { ProgrammeBody, ProjectBody, ProjectCorrection } from './writing-contract.ts';

const checkPlace = sqlFile<{ fault: 'not_valid' | 'outside' | null }>(import.meta.url, './check-place.sql');
const FAULTS = {
  not_valid: ['The shape is not valid: it crosses itself, or has no length.', 'Draw it so that it neither crosses itself nor doubles back.'],
  outside: ['The place lies in no grid of the district.', 'Check the order of the coordinates: longitude first.'],
} as const;

/**
 * Takes a project into the register as it stands.
 * @returns its id, and whether it is new.
 * @throws Problem person-required, role-not-allowed, uuid-conflict, project-exists, programme-not-found, alley-not-found, invalid-geometry, invalid-body
 */
export async function createProject({ db, actor, today }: Change, body: ProjectBody): Promise<{ id: number; isNew: boolean }> {
  const person = await requirePerson(db, actor, MAY_PLAN);
  const digest = digestOf({ personId: person.id, body });
  const before = await wasStored(db, body.clientUuid, digest);
  if (before !== null) return { id: before.project_id, isNew: false };
  const { phase, startedOn, finishedOn } = body;
  if ((startedOn !== undefined) !== hasBegun(phase))
    throw problems.invalidBody([{ pointer: '/startedOn', detail: 'Of a project that has begun, and only of one, the day it began is needed.' }]);
  if ((finishedOn !== undefined) !== isOver(phase))
    throw problems.invalidBody([{ pointer: '/finishedOn', detail: 'Of a project that is done, and only of one, the day it was done is needed.' }]);
  const days = [startedOn, finishedOn].filter((day) => day !== undefined);
  if (days.some((day) => day > today) || (days.length === 2 && days[0] !== undefined && days[1] !== undefined && days[0] > days[1]))
    throw problems.invalidBody([{ pointer: '/startedOn', detail: `Begun before it was done, and neither after today (${today}).` }]);
  const row = { ...(await columnsOf(db, body)), client_uuid: body.clientUuid, content_digest: digest, phase };
  const dates = { started_on: startedOn ?? null, finished_on: finishedOn ?? null };
  const [made]: { id: number }[] = await db('projects')
    .insert({ ...row, ...dates })
    .onConflict('code')
    .ignore()
    .returning('id');
  if (made === undefined) throw problems.projectExists(body.code);
  await writeParts(db, made.id, body);
  await db('project_events').insert({
    client_uuid: body.clientUuid,
    content_digest: digest,
    project_id: made.id,
    action: 'created',
    to_phase: phase,
    happened_on: finishedOn ?? startedOn ?? today,
    person_id: person.id,
  });
  const { path } = await holdProject(db, made.id);
  await announceProject(db, made.id, path);
  return { id: made.id, isNew: true };
}

/**
 * Changes what was written down of a project; what it was is kept with the change.
 * @throws as createProject, and project-not-found
 */
export async function correctProject({ db, actor, today }: Change, id: number, body: ProjectCorrection): Promise<boolean> {
  const person = await requirePerson(db, actor, MAY_PLAN);
  const digest = digestOf({ personId: person.id, id, body });
  if ((await wasStored(db, body.clientUuid, digest)) !== null) return false;
  const { path } = await holdProject(db, id);
  const before = await db('projects').where({ id }).first(db.raw(`to_jsonb(projects) - 'geom_m' as row`));
  const funds = await db('project_funds').where({ project_id: id }).select('source', 'year', 'planned_minor', 'paid_minor');
  if (body.code !== undefined && (await db('projects').where({ code: body.code }).whereNot({ id }).first('id')) !== undefined)
    throw problems.projectExists(body.code);
  const columns = await columnsOf(db, body);
  if (Object.keys(columns).length > 0) await db('projects').where({ id }).update(columns);
  await writeParts(db, id, body);
  await db('project_events').insert({
    client_uuid: body.clientUuid,
    content_digest: digest,
    project_id: id,
    action: 'corrected',
    happened_on: today,
    person_id: person.id,
    reason: body.reason,
    before: JSON.stringify({ ...before.row, funds }),
  });
  await announceProject(db, id, path);
  return true;
}

/** A programme by its code. @throws Problem person-required, role-not-allowed, invalid-body, uuid-conflict */
export async function putProgramme({ db, actor }: Change, body: ProgrammeBody): Promise<boolean> {
  const person = await requirePerson(db, actor, MAY_PLAN);
  const digest = digestOf({ personId: person.id, body });
  const before: { content_digest: string } | undefined = await db('programmes').where({ client_uuid: body.clientUuid }).first('content_digest');
  if (before !== undefined && before.content_digest !== digest) throw problems.uuidConflict([body.clientUuid]);
  if (before !== undefined) return false;
  await requireKind(db, body.kind);
  requirePeriod(body.startsOn, body.endsOn);
  const row = {
    client_uuid: body.clientUuid,
    content_digest: digest,
    code: body.code,
    name: body.name,
    name_en: body.nameEn ?? null,
    kind: body.kind,
    starts_on: body.startsOn ?? null,
    ends_on: body.endsOn ?? null,
    targets: JSON.stringify(body.targets),
  };
  await db('programmes').insert(row).onConflict('code').merge();
  return true;
}

export type Content = Omit<ProjectCorrection, 'clientUuid' | 'reason'>;

/** The columns of what was sent; what was left out is not among them. */
export async function columnsOf(db: Database, content: Content): Promise<Record<string, unknown>> {
  const { code, name, kind, programme, unit, itemCount, startsOn, endsOn, place, reported, documents, note } = content;
  const columns: Record<string, unknown> = {};
  if (code !== undefined) columns.code = code;
  if (name !== undefined) columns.name = name;
  if (kind !== undefined) columns.kind = (await requireKind(db, kind)) && kind;
  if (programme !== undefined) columns.programme_id = programme === null ? null : await programmeId(db, programme);
  if (unit !== undefined) columns.unit_id = unit === null ? null : await unitId(db, unit);
  if (itemCount !== undefined) columns.item_count = itemCount;
  requirePeriod(startsOn, endsOn);
  if (startsOn !== undefined) columns.starts_on = startsOn;
  if (endsOn !== undefined) columns.ends_on = endsOn;
  if (reported !== undefined)
    Object.assign(columns, { reported_households: reported.households, reported_buildings: reported.buildings, reported_as_of: reported.asOf });
  if (documents !== undefined) columns.documents = JSON.stringify(documents);
  if (note !== undefined) columns.note = note;
  if (place === null) columns.geom = null;
  else if (place !== undefined && 'geometry' in place)
    columns.geom = db.raw('st_multi(st_setsrid(st_geomfromgeojson(?), 4326))', [await checkedShape(db, place.geometry)]);
  return columns;
}

/** What a project has many of, and what follows from its place. */
export async function writeParts(db: Database, id: number, { place, funds }: Content): Promise<void> {
  if (place !== undefined) await db('project_alleys').where({ project_id: id }).delete();
  if (place !== undefined && place !== null && 'alleyIds' in place) {
    const alleyIds = [...new Set(place.alleyIds)];
    const known: number[] = await db('alleys').whereIn('id', alleyIds).pluck('id');
    for (const alleyId of alleyIds) if (!known.includes(alleyId)) throw problems.alleyNotFound(alleyId);
    await db('project_alleys').insert(alleyIds.map((alleyId) => ({ project_id: id, alley_id: alleyId })));
  }
  if (funds !== undefined) {
    const sources: string[] = await db('fund_sources').pluck('code');
    const seen = new Set<string>();
    for (const [index, { source, year }] of funds.entries()) {
      if (!sources.includes(source))
        throw problems.invalidBody([{ pointer: `/funds/${index}/source`, detail: 'Not a source; GET /api/project-kinds lists them.' }]);
      if (seen.has(`${source} ${year}`)) throw problems.invalidBody([{ pointer: `/funds/${index}`, detail: 'Each source may occur once a year.' }]);
      seen.add(`${source} ${year}`);
    }
    await db('project_funds').where({ project_id: id }).delete();
    const rows = funds.map((fund) => ({ project_id: id, source: fund.source, year: fund.year, planned_minor: fund.plannedMinor, paid_minor: fund.paidMinor }));
    if (rows.length > 0) await db('project_funds').insert(rows);
  }
  if (place !== undefined) await db.raw('select refresh_project_facts(?::bigint[])', [[id]]);
}

async function requireKind(db: Database, kind: string): Promise<true> {
  if ((await db('project_kinds').where({ code: kind }).first('code')) === undefined)
    throw problems.invalidBody([{ pointer: '/kind', detail: 'Not a kind; GET /api/project-kinds lists them.' }]);
  return true;
}

function requirePeriod(startsOn: string | null | undefined, endsOn: string | null | undefined): void {
  if (startsOn && endsOn && startsOn > endsOn) throw problems.invalidBody([{ pointer: '/endsOn', detail: 'Not before it begins.' }]);
}

async function programmeId(db: Database, code: string): Promise<number> {
  const row: { id: number } | undefined = await db('programmes').where({ code }).whereNotNull('kind').first('id');
  if (row === undefined) throw problems.programmeNotFound(code);
  return row.id;
}

async function unitId(db: Database, code: string): Promise<number> {
  const row: { id: number } | undefined = await db('units').where({ code }).first('id');
  if (row === undefined) throw problems.invalidBody([{ pointer: '/unit', detail: `No unit has the code “${code}”; GET /api/units lists them.` }]);
  return row.id;
}

/** A drawn shape as GeoJSON text. @throws Problem invalid-geometry */
async function checkedShape(db: Database, geometry: ProjectGeometry): Promise<string> {
  if (geometry.type === 'Polygon' || geometry.type === 'MultiPolygon') {
    const check = checkPolygon(geometry);
    if (!check.valid) throw problems.invalidGeometry(`/place/geometry${check.pointer}`, check.detail, check.remedy);
  }
  const text = JSON.stringify(geometry);
  const fault = (await checkPlace(db, { geometry: text }))[0]?.fault ?? null;
  if (fault !== null) throw problems.invalidGeometry('/place/geometry', FAULTS[fault][0], FAULTS[fault][1]);
  return text;
}
