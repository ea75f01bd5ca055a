import type { DemoDistrict } from '../../geodata/demo/types.ts';
import { bulkInsert } from '../db/bulk.ts';
import type { Database } from '../db/sql.ts';
import { date, int, shape, small, text } from './row-columns.ts';

/** Projects with everything that hangs on them; before the works, which name them. */
export async function loadProjects(db: Database, { projects }: DemoDistrict): Promise<void> {
  await bulkInsert(db, 'projects', projects.length, {
    id: int(projects, ({ id }) => id),
    code: text(projects, ({ code }) => code),
    programme_id: int(projects, ({ programmeId }) => programmeId),
    kind: text(projects, ({ kind }) => kind),
    name: text(projects, ({ name }) => name),
    phase: text(projects, ({ phase }) => phase),
    item_count: { type: 'int4', values: (row) => projects[row]?.itemCount ?? 1 },
    unit_id: int(projects, ({ unitId }) => unitId),
    starts_on: date(projects, ({ startsOn }) => startsOn),
    ends_on: date(projects, ({ endsOn }) => endsOn),
    started_on: date(projects, ({ startedOn }) => startedOn),
    finished_on: date(projects, ({ finishedOn }) => finishedOn),
    reported_households: { type: 'int4', values: (row) => projects[row]?.reportedHouseholds ?? null },
    reported_buildings: { type: 'int4', values: (row) => projects[row]?.reportedBuildings ?? null },
    reported_as_of: date(projects, ({ reportedHouseholds, events }) => (reportedHouseholds === null ? null : (events[0]?.happenedOn ?? null))),
    geom: shape(projects, ({ geometry }) => geometry),
  });
  const alleys = projects.flatMap(({ id, alleyIds }) => (alleyIds ?? []).map((alleyId) => ({ id, alleyId })));
  await bulkInsert(db, 'project_alleys', alleys.length, { project_id: int(alleys, ({ id }) => id), alley_id: int(alleys, ({ alleyId }) => alleyId) });
  const funds = projects.flatMap(({ id, funds: own }) => own.map((fund) => ({ id, ...fund })));
  await bulkInsert(db, 'project_funds', funds.length, {
    project_id: int(funds, ({ id }) => id),
    source: text(funds, ({ source }) => source),
    year: small(funds, ({ year }) => year),
    planned_minor: int(funds, ({ plannedMinor }) => plannedMinor),
    paid_minor: int(funds, ({ paidMinor }) => paidMinor),
  });
  const milestones = projects.flatMap(({ id, milestones: own }) => own.map((milestone) => ({ projectId: id, ...milestone })));
  await bulkInsert(db, 'project_milestones', milestones.length, {
    project_id: int(milestones, ({ projectId }) => projectId),
    name: text(milestones, ({ name }) => name),
    due_on: date(milestones, ({ dueOn }) => dueOn),
    done_on: date(milestones, ({ doneOn }) => doneOn),
  });
  const consultations = projects.flatMap(({ id, consultations: own }) => own.map((consultation) => ({ projectId: id, ...consultation })));
  await bulkInsert(db, 'project_consultations', consultations.length, {
    project_id: int(consultations, ({ projectId }) => projectId),
    step: text(consultations, ({ step }) => step),
    held_on: date(consultations, ({ heldOn }) => heldOn),
    asked: { type: 'int4', values: (row) => consultations[row]?.asked ?? null },
    answered: { type: 'int4', values: (row) => consultations[row]?.answered ?? null },
    agreed: { type: 'int4', values: (row) => consultations[row]?.agreed ?? null },
  });
  const events = projects.flatMap(({ id, events: own }) => own.map((event) => ({ projectId: id, ...event })));
  await bulkInsert(db, 'project_events', events.length, {
    project_id: int(events, ({ projectId }) => projectId),
    action: text(events, ({ action }) => action),
    from_phase: text(events, ({ fromPhase }) => fromPhase),
    to_phase: text(events, ({ toPhase }) => toPhase),
    happened_on: date(events, ({ happenedOn }) => happenedOn),
  });
}

/** Who benefits, and in which grids they lie: once homes, buildings and grids are there. */
export async function refreshProjects(db: Database): Promise<void> {
  await db.raw('select refresh_project_facts()');
}
