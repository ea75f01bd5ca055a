import { findingsOf, isCounted, isOfPlaces, measureOf, unitOf } from '#geodata/standards/findings';
import { needOf, stateOf } from '#geodata/standards/need';
import { STANDARDS } from '#geodata/standards/standards';
import type { Actor } from '../db/actor.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import type { FieldError } from '../http/contract.ts';
import { digestOf } from '../http/digest.ts';
import { problems } from '../http/problem.ts';
import type { Sendable } from '../http/route.ts';
import { claimPhotos } from '../photos/links.ts';
import { MAY_VISIT, requirePerson, type Visitor } from '../visits/access.ts';
import { EVERYWHERE, SUPERVISORS } from '../visits/contract.ts';
import type { AlleySurvey, ChecklistItem, SurveyAlley, SurveyBody } from './contract.ts';

interface SurveyedAlley {
  id: number;
  path: string | null;
  lengthM: number;
  targetLux: number;
  /** 'YYYY-MM-DD' on the district's clock. */
  today: string;
  isInScope: boolean;
}
interface StoredSurvey {
  id: number;
  alley_id: number;
  content_digest: string | null;
  superseded_by: string | null;
  person_id: number | null;
}
type Item = SurveyBody['items'][number];
type Find = NonNullable<SurveyBody['finds']>[number];

const findsOff = sqlFile<{ index: number; offM: number }>(import.meta.url, './finds-off.sql');
const surveyedAlley = sqlFile<SurveyedAlley>(import.meta.url, './surveyed-alley.sql');
const checklistItems = sqlFile<ChecklistItem>(import.meta.url, './checklist.sql');
const toSurvey = sqlFile<Sendable<SurveyAlley> & { total: number }>(import.meta.url, './alleys-to-survey.sql');
const insertSurvey = sqlFile(import.meta.url, './insert-survey.sql');
const alleySurveys = sqlFile<Sendable<AlleySurvey>>(import.meta.url, './alley-surveys.sql');

/** Planners survey too: they have to explain the choice. They and inspectors look at alleys of the whole district. */
const MAY_SURVEY = [...MAY_VISIT, 'planner'];
const SURVEY_EVERYWHERE = [...EVERYWHERE, 'planner', 'inspector', 'verifier'];
/** A tap beside a lane is a tap on it. */
const FIND_REACH_M = 30;

/** Every survey of an alley, or the rows of one survey. */
export function readSurveys(
  db: Database,
  actor: Actor,
  which: { alleyId: number; before?: Date | undefined } | { clientUuid: string },
): Promise<Sendable<AlleySurvey>[]> {
  return alleySurveys(db, {
    alley_id: 'alleyId' in which ? which.alleyId : null,
    client_uuid: 'clientUuid' in which ? which.clientUuid : null,
    before: 'before' in which ? (which.before ?? null) : null,
    known_person: actor.personId !== null,
  });
}

/**
 * Stores what one person found in an alley: one row per standard the items speak of, all or nothing. A correction marks the rows it takes the place of.
 * @returns the rows of this survey, and whether they are new.
 * @throws Problem person-required, role-not-allowed, alley-not-found, outside-own-grids, uuid-conflict, checklist-not-found, invalid-body (items, date),
 * photo-not-found, photo-of-another, photo-in-use, survey-not-found, survey-superseded
 */
export async function recordSurvey(db: Database, actor: Actor, alleyId: number, body: SurveyBody, now: Date) {
  const person = await requirePerson(db, actor, MAY_SURVEY);
  const everywhere = SURVEY_EVERYWHERE.includes(person.role);
  const [alley] = await surveyedAlley(db, { alley_id: alleyId, now, everywhere, grid_paths: person.gridPaths });
  if (alley === undefined) throw problems.alleyNotFound(alleyId);
  const digest = digestOf({ personId: person.id, alleyId, body });
  const before: StoredSurvey[] = await db('alley_surveys').where({ client_uuid: body.clientUuid }).select();
  if (before.some(({ content_digest }) => content_digest !== digest)) throw problems.uuidConflict([body.clientUuid]);
  if (before.length === 0) {
    if (!alley.isInScope) throw problems.outsideOwnGrids([alleyId]);
    await storeSurvey(db, { alley, body, digest, person, now });
  }
  return { items: await readSurveys(db, actor, { clientUuid: body.clientUuid }), isNew: before.length === 0 };
}

/** The alleys a person may survey. @throws Problem person-required, role-not-allowed */
export async function alleysToSurvey(
  db: Database,
  actor: Actor,
  { id, q, lon, lat, limit }: { id?: number | undefined; q?: string | undefined; lon?: number | undefined; lat?: number | undefined; limit: number },
): Promise<{ items: Sendable<SurveyAlley>[]; total: number }> {
  const person = await requirePerson(db, actor, MAY_SURVEY);
  const rows = await toSurvey(db, { id, q, lon, lat, limit, everywhere: SURVEY_EVERYWHERE.includes(person.role), grid_paths: person.gridPaths });
  return { items: rows.map(({ total: _all, ...alley }) => alley), total: rows[0]?.total ?? 0 };
}

interface Storing {
  alley: SurveyedAlley;
  body: SurveyBody;
  digest: string;
  person: Visitor;
  now: Date;
}

async function storeSurvey(db: Database, { alley, body, digest, person, now }: Storing): Promise<void> {
  const { checklist, items, finds = [], corrects } = body;
  if (body.surveyedOn > alley.today) throw problems.invalidBody([{ pointer: '/surveyedOn', detail: `Not after today (${alley.today}).` }]);
  const list = await checklistItems(db, checklist);
  if (list.length === 0) throw problems.checklistNotFound(`${checklist.code} ${checklist.version}`, '/api/alley-standards');
  const errors = [...itemErrors(list, items), ...findErrors(list, items, finds), ...(await placeErrors(db, alley.id, finds))];
  if (errors.length > 0) throw problems.invalidBody(errors);
  const photoIds = [...items, ...finds].flatMap((one) => one.photoIds ?? []);
  await claimPhotos(db, photoIds, { kind: 'survey', personId: person.id, correctsSurvey: corrects });
  if (corrects !== undefined) await supersede(db, alley.id, corrects, body.clientUuid, person, now);
  for (const standard of STANDARDS) {
    const own = items.filter(({ code }) => itemOf(list, code)?.standard === standard);
    const need = needOf(standard, findingsOf(list, standard, own), alley);
    if (need === null) continue;
    const state = stateOf(standard, need);
    const measured = own.find(({ code }) => itemOf(list, code)?.kind === 'measure');
    const keptUnit = ({ code, unit }: Item): string | null => unit ?? measureOf({ measure: itemOf(list, code)?.measure ?? null })?.unit ?? null;
    await insertSurvey(db, {
      alley_id: alley.id,
      standard,
      meets: state === 'unknown' ? null : state === 'meets',
      need: need.min === need.max ? Math.round(need.min) : null,
      need_min: need.min,
      need_max: need.max,
      measured_value: measured?.value,
      measured_unit: measured && keptUnit(measured),
      surveyed_on: body.surveyedOn,
      person_id: person.id,
      note: body.note,
      client_uuid: body.clientUuid,
      content_digest: digest,
      checklist_code: checklist.code,
      checklist_version: checklist.version,
      correction_reason: body.correctionReason,
      items: JSON.stringify(own.map((item) => ({ photoIds: [], ...item, unit: keptUnit(item) }))),
      finds: JSON.stringify(
        finds
          .filter(({ item }) => own.some(({ code }) => code === item))
          .map((find, position) => ({ photoIds: [], ...find, position, lon: find.position[0], lat: find.position[1] })),
      ),
      now,
    });
  }
  await db('events').insert({ type: 'alley', path: alley.path, payload: JSON.stringify({ alleyId: alley.id }) });
}

const itemOf = (list: readonly ChecklistItem[], code: string): ChecklistItem | undefined => list.find((item) => item.code === code);

function itemErrors(list: readonly ChecklistItem[], items: readonly Item[]): FieldError[] {
  return items.flatMap(({ code, value, unit: said }, index) => {
    const item = itemOf(list, code);
    if (item === undefined) return [{ pointer: `/items/${index}/code`, detail: `The checklist has no item “${code}”; GET /api/alley-standards lists them.` }];
    const unit = unitOf(item);
    const most = measureOf(item)?.most ?? null;
    if (said !== undefined && said !== unit)
      return [
        { pointer: `/items/${index}/unit`, detail: unit === null ? 'This item has no unit: 1 (found) or 0 (not found).' : `In ${unit}, without conversion.` },
      ];
    if (item.kind === 'check' && said === undefined && value !== 0 && value !== 1)
      return [
        {
          pointer: `/items/${index}/value`,
          detail: `A check is 1 (found) or 0 (not found)${unit === null ? '' : `; how much was found goes with its unit, "unit": "${unit}"`}.`,
        },
      ];
    if (isCounted(unit) && !Number.isInteger(value)) return [{ pointer: `/items/${index}/value`, detail: `${unit} are counted: a whole number.` }];
    return most !== null && value > most ? [{ pointer: `/items/${index}/value`, detail: `At most ${most}.` }] : [];
  });
}

/** A find says where; the item it belongs to says that it is there, and how much it is in all. */
function findErrors(list: readonly ChecklistItem[], items: readonly Item[], finds: readonly Find[]): FieldError[] {
  return finds.flatMap(({ item: code, value }, index) => {
    const item = itemOf(list, code);
    const answer = items.find((one) => one.code === code);
    if (item === undefined || answer === undefined) return [{ pointer: `/finds/${index}/item`, detail: `“${code}” is not among the items of this survey.` }];
    const measure = measureOf(item);
    const unit = unitOf(item);
    const places = finds.filter((find) => find.item === code).length;
    if (measure === null && answer.value === 0) return [{ pointer: `/finds/${index}/item`, detail: 'The item says that nothing was found (value 0).' }];
    // A check without its unit only says that something was found.
    if (isOfPlaces(measure === null ? (answer.unit ?? null) : unit) && answer.value < places)
      return [{ pointer: `/finds/${index}/item`, detail: `The item counts fewer than its ${places} places.` }];
    if (isCounted(unit) && value !== undefined && !Number.isInteger(value))
      return [{ pointer: `/finds/${index}/value`, detail: `${unit} are counted: a whole number.` }];
    return measure?.most != null && value !== undefined && value > measure.most
      ? [{ pointer: `/finds/${index}/value`, detail: `At most ${measure.most}.` }]
      : [];
  });
}

async function placeErrors(db: Database, alleyId: number, finds: readonly Find[]): Promise<FieldError[]> {
  if (finds.length === 0) return [];
  const places = JSON.stringify(finds.map(({ position: [lon, lat] }) => ({ lon, lat })));
  const off = await findsOff(db, { alley_id: alleyId, places, reach_m: FIND_REACH_M });
  return off.map(({ index, offM }) => ({
    pointer: `/finds/${index}/position`,
    detail: `${Math.round(offM)} m off the alley; within ${FIND_REACH_M} m is on it. Longitude comes first.`,
  }));
}

/** Who surveyed may correct himself; a supervisor anybody. */
async function supersede(db: Database, alleyId: number, clientUuid: string, by: string, person: Visitor, now: Date): Promise<void> {
  const rows: StoredSurvey[] = await db('alley_surveys').where({ client_uuid: clientUuid, alley_id: alleyId }).select();
  const [first] = rows;
  if (first === undefined) throw problems.surveyNotFound(clientUuid);
  if (first.superseded_by !== null) throw problems.surveySuperseded(clientUuid, first.superseded_by);
  if (first.person_id !== person.id && !SUPERVISORS.includes(person.role)) throw problems.roleNotAllowed(person.role, SUPERVISORS);
  await db('alley_surveys').where({ client_uuid: clientUuid }).update({ superseded_at: now, superseded_by: by });
}
