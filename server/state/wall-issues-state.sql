-- The same columns for a wall (issues-state.sql), from what a wall may read: titles come masked.
with own as materialized (
  select i.id, i.code, i.title, i.domain, i.state, l.lateness, i.is_open, i.geom, st_x(i.geom) as lon, st_y(i.geom) as lat, i.reported_at as "reportedAt", i.due_at as "dueAt"
  from wall_issues i
  join issue_lateness(:now::timestamptz) l on l.issue_id = i.id
  where (not :only_open::boolean or i.is_open)
    and (:path::text is null or in_subtree(i.path, :path))
    and (:member_of::bigint is null or exists (
      select from grid_members m where m.grid_id = :member_of and m.kind = 'issue' and m.target_id = i.id))
    and (:west::float8 is null or i.geom is null or i.geom && st_makeenvelope(:west, :south, :east, :north, 4326))
), placed as (
  -- Closed issues have no lateness; the layer shows them as in term.
  select *, coalesce(lateness, 'in_term') as shown_lateness from own where geom is not null
)
select json_build_object('layer', 'issues', 'asOf', :now::timestamptz,
  'id', coalesce(json_agg(id order by id), '[]'),
  'code', coalesce(json_agg(code order by id), '[]'),
  'title', coalesce(json_agg(title order by id), '[]'),
  'domain', coalesce(json_agg(domain order by id), '[]'),
  'state', coalesce(json_agg(state order by id), '[]'),
  'lateness', coalesce(json_agg(shown_lateness order by id), '[]'),
  'lon', coalesce(json_agg(round(lon::numeric, 7) order by id), '[]'),
  'lat', coalesce(json_agg(round(lat::numeric, 7) order by id), '[]'),
  'reportedAt', coalesce(json_agg("reportedAt" order by id), '[]'),
  'dueAt', coalesce(json_agg("dueAt" order by id), '[]'),
  'withoutGeometry', (select count(*) from own where geom is null and is_open))::text as "body"
from placed
