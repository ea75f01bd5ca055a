-- What follows from a new issue: its history begins, dedicated grids that hold it get a member, the tallies of both move, and whoever looks is told.
with fresh as (
  select i.id, i.path, i.domain, i.geom, i.state, i.holder_level, i.reported_by, i.reported_at from issues i where i.id = :id
), history as (
  insert into issue_events (issue_id, action, from_state, to_state, holder_level, person_id, occurred_at)
  select id, 'report', null, state, holder_level, reported_by, reported_at from fresh
), member as (
  insert into grid_members (grid_id, kind, target_id)
  select g.id, 'issue', fresh.id from fresh join grids g on g.valid_to is null and g.kind <> 'basic' and st_intersects(g.geom, fresh.geom)
  returning grid_id
), counted as (
  insert into deltas (subject, path, grid_id, kind, measure, amount)
  select 'issues', place.path, place.grid_id, fresh.domain, measure, 1
  from fresh
  cross join lateral (select fresh.path, null::bigint as grid_id where fresh.path is not null union all select null, member.grid_id from member) place
  cross join (values ('total'), ('open')) as measures (measure)
)
insert into events (type, path, payload) select 'issue', path, jsonb_build_object('issueId', id) from fresh
