import type { DemoDistrict } from '../../geodata/demo/types.ts';
import { bulkInsert } from '../db/bulk.ts';
import type { Database } from '../db/sql.ts';
import type { Paths } from './load-places.ts';
import { date, int, json, moment, real, shape, small, text } from './row-columns.ts';

export async function loadWorks(db: Database, { works }: DemoDistrict, pathOf: Paths): Promise<void> {
  await bulkInsert(db, 'works', works.length, {
    id: int(works, ({ id }) => id),
    code: text(works, ({ code }) => code),
    work_type: text(works, ({ workType }) => workType),
    name: text(works, ({ name }) => name),
    quantity: { type: 'numeric', values: (row) => works[row]?.quantity ?? null },
    unit: text(works, ({ unit }) => unit),
    qualifier: text(works, ({ qualifier }) => qualifier),
    as_of: date(works, ({ asOf }) => asOf),
    phase: text(works, ({ phase }) => phase),
    started_on: date(works, ({ startedOn }) => startedOn),
    completed_on: date(works, ({ completedOn }) => completedOn),
    path: text(works, ({ microGrids }) => pathOf.get(microGrids[0]?.gridId ?? 0) ?? null),
    geom: shape(works, ({ geometry }) => geometry),
    alley_id: int(works, ({ alleyId }) => alleyId),
    project_id: int(works, ({ projectId }) => projectId),
    part_of_id: int(works, ({ partOfId }) => partOfId),
  });
  const parts = works.flatMap(({ id, microGrids }) => microGrids.map(({ gridId, share }) => ({ id, gridId, share })));
  await bulkInsert(db, 'work_grids', parts.length, {
    work_id: int(parts, ({ id }) => id),
    path: text(parts, ({ gridId }) => pathOf.get(gridId) ?? null),
    share: real(parts, ({ share }) => share),
  });
}

export async function loadIssues(db: Database, { issues, issueEvents, gridMembers }: DemoDistrict, pathOf: Paths): Promise<void> {
  await bulkInsert(db, 'issues', issues.length, {
    id: int(issues, ({ id }) => id),
    code: text(issues, ({ code }) => code),
    title: text(issues, ({ title }) => title),
    description: text(issues, ({ description }) => description),
    domain: text(issues, ({ domain }) => domain),
    class: text(issues, ({ class: issueClass }) => issueClass),
    channel: text(issues, ({ channel }) => channel),
    state: text(issues, ({ state }) => state),
    holder_level: small(issues, ({ holderLevel }) => holderLevel),
    resolution_mode: text(issues, ({ resolutionMode }) => resolutionMode),
    address: text(issues, ({ address }) => address),
    path: text(issues, ({ microGridId }) => pathOf.get(microGridId) ?? null),
    geom: shape(issues, ({ point }) => ({ type: 'Point', coordinates: point })),
    unit_id: int(issues, ({ unitId }) => unitId),
    person_id: int(issues, ({ personId }) => personId),
    alley_id: int(issues, ({ alleyId }) => alleyId),
    reported_at: moment(issues, ({ reportedAt }) => reportedAt),
    due_at: moment(issues, ({ dueAt }) => dueAt),
    resolved_at: moment(issues, ({ resolvedAt }) => resolvedAt),
    closed_at: moment(issues, ({ closedAt }) => closedAt),
    attributes: json(issues, ({ attributes }) => attributes),
  });
  await bulkInsert(db, 'issue_events', issueEvents.length, {
    id: int(issueEvents, ({ id }) => id),
    issue_id: int(issueEvents, ({ issueId }) => issueId),
    action: text(issueEvents, ({ action }) => action),
    from_state: text(issueEvents, ({ fromState }) => fromState),
    to_state: text(issueEvents, ({ toState }) => toState),
    holder_level: small(issueEvents, ({ holderLevel }) => holderLevel),
    person_id: int(issueEvents, ({ personId }) => personId),
    unit_id: int(issueEvents, ({ unitId }) => unitId),
    note: text(issueEvents, ({ note }) => note),
    occurred_at: moment(issueEvents, ({ occurredAt }) => occurredAt),
  });
  await bulkInsert(db, 'grid_members', gridMembers.length, {
    grid_id: int(gridMembers, ({ gridId }) => gridId),
    kind: text(gridMembers, ({ kind }) => kind),
    target_id: int(gridMembers, ({ targetId }) => targetId),
  });
}
