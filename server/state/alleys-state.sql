-- Columns of the alleys in view: their condition by standard, and the open issues written down for them.
with own as materialized (
  select a.id, a.name, st_lineinterpolatepoint(longest.line, 0.5) as middle, a.conditions,
    (select count(*) from issues i where i.alley_id = a.id and i.is_open) as open_issues
  from alley_rows a
  cross join lateral (select d.geom as line from st_dump(a.geom) d order by st_length(d.geom) desc, d.path limit 1) longest
  where (:path::text is null or exists (select from alley_grids s where s.alley_id = a.id and in_subtree(s.path, :path)))
    and (:member_of::bigint is null or exists (select from grid_members m where m.grid_id = :member_of and m.kind = 'alley' and m.target_id = a.id))
    and (:west::float8 is null or a.geom && st_makeenvelope(:west, :south, :east, :north, 4326))
)
select json_build_object('layer', 'alleys', 'asOf', :now::timestamptz,
  'id', coalesce(json_agg(id order by id), '[]'),
  'name', coalesce(json_agg(name order by id), '[]'),
  'lon', coalesce(json_agg(round(st_x(middle)::numeric, 7) order by id), '[]'),
  'lat', coalesce(json_agg(round(st_y(middle)::numeric, 7) order by id), '[]'),
  'road', coalesce(json_agg(conditions -> 'road' order by id), '[]'),
  'light', coalesce(json_agg(conditions -> 'light' order by id), '[]'),
  'water', coalesce(json_agg(conditions -> 'water' order by id), '[]'),
  'line', coalesce(json_agg(conditions -> 'line' order by id), '[]'),
  'scene', coalesce(json_agg(conditions -> 'scene' order by id), '[]'),
  'openIssues', coalesce(json_agg(open_issues order by id), '[]'))::text as "body"
from own
