-- Issues that have a place, with the days on which they became otherwise late, or were closed.
with own as materialized (
  select i.*, row_number() over (order by i.id) - 1 as row
  from issues i
  where i.geom is not null
    and (:path::text is null or in_subtree(i.path, :path))
    and (:member_of::bigint is null or exists (
      select from grid_members m where m.grid_id = :member_of and m.kind = 'issue' and m.target_id = i.id))
), step as (
  select o.row, s.day - :from::date as day, coalesce(array_position(:lateness::text[], s.lateness) - 1, -1) as lateness
  from issue_steps(:from, :to::date, :now::timestamptz) s
  join own o on o.id = s.issue_id
  order by 1, 2
)
select json_build_object('from', :from, 'to', :to, 'lateness', to_json(:lateness),
  'id', coalesce(json_agg(id order by row), '[]'),
  'code', coalesce(json_agg(code order by row), '[]'),
  'title', coalesce(json_agg(title order by row), '[]'),
  'domain', coalesce(json_agg(domain order by row), '[]'),
  'lon', coalesce(json_agg(round(st_x(geom)::numeric, 7) order by row), '[]'),
  'lat', coalesce(json_agg(round(st_y(geom)::numeric, 7) order by row), '[]'),
  'reportedAt', coalesce(json_agg(reported_at order by row), '[]'),
  'dueAt', coalesce(json_agg(due_at order by row), '[]'),
  'step', (select json_build_object('row', coalesce(json_agg(row), '[]'), 'day', coalesce(json_agg(day), '[]'), 'lateness', coalesce(json_agg(lateness), '[]')) from step)
  )::text as body
from own
