import type { Actor } from '../db/actor.ts';
import { type Database, sqlFile } from '../db/sql.ts';
import { digestOf } from '../http/digest.ts';
import { problems } from '../http/problem.ts';
import { requirePerson, type Visitor } from '../visits/access.ts';
import { EVERYWHERE } from '../visits/contract.ts';
import type { ProjectPhase } from './contract.ts';
import { hasBegun, isOver, isReopening, needsConsent, nextPhases } from './phases.ts';
import { readProject } from './read.ts';
import type { AdvanceBody, ConsultationBody, MilestoneBody } from './writing-contract.ts';

export const MAY_PLAN = ['planner', ...EVERYWHERE];
/** They see the work every day; a responsible unit answers for its own projects only. */
const MAY_RUN = [...MAY_PLAN, 'responsible_unit', 'subdistrict_dispatcher'];
const MAY_CONSULT = [...MAY_RUN, 'community_secretary'];
/** Whoever builds does not accept. */
const MAY_ACCEPT = ['inspector', 'verifier', ...EVERYWHERE];

interface TakenStep {
  code: string;
  name: string;
  isPublication: boolean;
  /** The first day it was held; null = not yet. */
  firstOn: string | null;
}
const consultationOrder = sqlFile<TakenStep>(import.meta.url, './consultation-order.sql');

interface Held {
  id: number;
  phase: ProjectPhase;
  unit_id: number | null;
  path: string | null;
}
export interface Change {
  db: Database;
  actor: Actor;
  now: Date;
  today: string;
}

/**
 * Whether this very content was stored before under its clientUuid.
 * @throws Problem uuid-conflict when something else was
 */
export async function wasStored(db: Database, clientUuid: string, digest: string): Promise<{ project_id: number } | null> {
  const before: { project_id: number; content_digest: string } | undefined = await db('project_events').where({ client_uuid: clientUuid }).first();
  if (before === undefined) return null;
  if (before.content_digest !== digest) throw problems.uuidConflict([clientUuid]);
  return before;
}

/** @throws Problem project-not-found */
export async function holdProject(db: Database, id: number): Promise<Held> {
  const held: Held | undefined = await db('projects').where({ id }).forUpdate().first('id', 'phase', 'unit_id', 'path');
  if (held === undefined) throw problems.projectNotFound(id);
  return held;
}

function requireOwn(person: Visitor, project: Held): void {
  if (person.role === 'responsible_unit' && person.unitId !== project.unit_id) throw problems.outsideOwnUnit(project.id);
  if (['subdistrict_dispatcher', 'community_secretary'].includes(person.role) && !inGrids(person.gridPaths, project.path))
    throw problems.outsideOwnGrids([project.id]);
}
const inGrids = (paths: readonly string[], path: string | null): boolean => path !== null && paths.some((root) => path === root || path.startsWith(`${root}/`));

/** Tells open pages that a project is another now. */
export async function announceProject(db: Database, id: number, path: string | null): Promise<void> {
  await db('events').insert({ type: 'project', path, payload: JSON.stringify({ projectId: id }) });
}

interface Step {
  action: 'advanced' | 'reopened' | 'milestone' | 'consulted';
  clientUuid: string;
  happenedOn: string;
  from?: ProjectPhase;
  to?: ProjectPhase;
  reason?: string | undefined;
}

/** One change of one project: checked, applied once, written down, announced. */
async function change(
  { db, actor }: Change,
  id: number,
  sent: { of: string; body: { clientUuid: string } },
  roles: readonly string[],
  apply: (project: Held, person: Visitor) => Promise<Omit<Step, 'clientUuid'>>,
): Promise<boolean> {
  const person = await requirePerson(db, actor, roles);
  const digest = digestOf({ personId: person.id, id, sent });
  if ((await wasStored(db, sent.body.clientUuid, digest)) !== null) return false;
  const project = await holdProject(db, id);
  requireOwn(person, project);
  const { action, happenedOn, from, to, reason } = await apply(project, person);
  await db('project_events').insert({
    client_uuid: sent.body.clientUuid,
    content_digest: digest,
    project_id: id,
    action,
    from_phase: from ?? null,
    to_phase: to ?? null,
    happened_on: happenedOn,
    person_id: person.id,
    reason: reason ?? null,
  });
  await announceProject(db, id, project.path);
  return true;
}

/**
 * Takes a project to another phase.
 * @returns whether anything is new.
 * @throws Problem person-required, role-not-allowed, project-not-found, uuid-conflict, phase-step, consent-missing, invalid-body (the day, the reason)
 */
export function advance(context: Change, id: number, body: AdvanceBody): Promise<boolean> {
  const { db, today, actor } = context;
  const { to, on, reason } = body;
  return change(context, id, { of: 'advance', body }, to === 'accepted' ? MAY_ACCEPT : MAY_RUN, async ({ phase }) => {
    if (!nextPhases(phase).includes(to)) throw problems.phaseStep(phase, to, nextPhases(phase));
    if (on > today) throw problems.invalidBody([{ pointer: '/on', detail: `Not after today (${today}).` }]);
    const [last] = await db('project_events').where({ project_id: id }).whereNotNull('to_phase').orderBy('happened_on', 'desc').limit(1).select('happened_on');
    if (last !== undefined && on < last.happened_on)
      throw problems.invalidBody([{ pointer: '/on', detail: `Not before the step that came before (${last.happened_on}).` }]);
    const isAgain = isReopening(phase, to);
    if (isAgain && reason === undefined) throw problems.invalidBody([{ pointer: '/reason', detail: 'Say why it is opened again.' }]);
    if (needsConsent(phase, to)) {
      const { consentState, consent, consentThreshold } = await readProject(db, id, actor, today);
      if (consentState === 'below' || consentState === 'unknown') throw problems.consentMissing(id, consent?.share ?? null, consentThreshold);
    }
    await db('projects')
      .where({ id })
      .update({
        phase: to,
        ...(hasBegun(to) && !hasBegun(phase) ? { started_on: on } : {}),
        ...(isAgain ? { finished_on: null } : isOver(to) && !isOver(phase) ? { finished_on: on } : {}),
      });
    return { action: isAgain ? 'reopened' : 'advanced', happenedOn: on, from: phase, to, reason };
  });
}

/** Sets a milestone by its name. @throws Problem person-required, role-not-allowed, project-not-found, uuid-conflict, invalid-body (done in the future) */
export function setMilestone(context: Change, id: number, body: MilestoneBody): Promise<boolean> {
  const { db, today } = context;
  const { clientUuid, name, dueOn, doneOn, note } = body;
  return change(context, id, { of: 'milestone', body }, MAY_RUN, async () => {
    if (doneOn !== null && doneOn > today) throw problems.invalidBody([{ pointer: '/doneOn', detail: `Not after today (${today}).` }]);
    const row = { client_uuid: clientUuid, project_id: id, name, due_on: dueOn, done_on: doneOn, note: note ?? null };
    await db('project_milestones').insert(row).onConflict(['project_id', 'name']).merge();
    return { action: 'milestone', happenedOn: doneOn ?? today, reason: name };
  });
}

/** Several steps may be held on one day, none before an earlier one. @throws Problem invalid-body */
function requireEarlierSteps(earlier: readonly TakenStep[], heldOn: string): void {
  const missing = earlier.filter(({ firstOn }) => firstOn === null);
  if (missing.length > 0)
    throw problems.invalidBody([{ pointer: '/step', detail: `Record what comes before it first: ${missing.map(({ name }) => name).join('、')}.` }]);
  const late = earlier.filter(({ firstOn }) => firstOn !== null && firstOn > heldOn);
  if (late.length > 0)
    throw problems.invalidBody([{ pointer: '/heldOn', detail: `Not before ${late.map(({ name, firstOn }) => `${name} (${firstOn})`).join(', ')}.` }]);
}

/**
 * Records a step of 一征三议两公开.
 * @throws Problem person-required, role-not-allowed, project-not-found, uuid-conflict, invalid-body (step, day, what comes before it, days of publication)
 */
export function recordConsultation(context: Change, id: number, body: ConsultationBody): Promise<boolean> {
  const { db, today } = context;
  const { clientUuid, step, heldOn, publishedTo, answers, note } = body;
  return change(context, id, { of: 'consultation', body }, MAY_CONSULT, async (_project, person) => {
    const taken = await consultationOrder(db, { id, step });
    const own = taken.find(({ code }) => code === step);
    if (own === undefined) throw problems.invalidBody([{ pointer: '/step', detail: 'Not a step; GET /api/project-kinds lists them.' }]);
    if (heldOn > today) throw problems.invalidBody([{ pointer: '/heldOn', detail: `Not after today (${today}).` }]);
    if (publishedTo !== undefined && (!own.isPublication || publishedTo < heldOn))
      throw problems.invalidBody([
        { pointer: '/publishedTo', detail: own.isPublication ? `Not before its first day (${heldOn}).` : 'Only a publication has a last day.' },
      ]);
    requireEarlierSteps(
      taken.filter(({ code }) => code !== step),
      heldOn,
    );
    const counts = answers ?? { asked: null, answered: null, agreed: null };
    await db('project_consultations').insert({
      ...counts,
      client_uuid: clientUuid,
      project_id: id,
      step,
      held_on: heldOn,
      published_to: publishedTo ?? null,
      note: note ?? null,
      person_id: person.id,
      recorded_at: context.now,
    });
    return { action: 'consulted', happenedOn: heldOn, reason: step };
  });
}
