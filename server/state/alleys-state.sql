-- Columns of the alleys in view: their condition by standard, and the open issues written down for them; with :day as of the end of that day. What is
-- known too little to say whether it meets is unknown.
with condition as materialized (
  -- One pass over the surveys; per alley it would be five look-ups each.
  select alley_id, json_object_agg(standard, case when meets then 'meets' when not meets then 'fails' else 'unknown' end) as standards
  from (
    select alley_id, standard, meets from alley_conditions where :day::date is null
    union all
    select c.alley_id, c.standard, c.meets
    from (select array_agg(a.id) as ids, array_agg(s.code) as standards, array_agg(:day) as days from alleys a cross join alley_standards s where :day is not null) l
    cross join lateral alley_conditions_of(l.ids, l.standards, l.days, :now::timestamptz) c
    where :day is not null
  ) said
  group by alley_id
), open_issue as materialized (
  select i.alley_id, count(*) as open_issues
  from issues i
  where i.alley_id is not null
    and case when :day is null then i.is_open else i.id in (select o.issue_id from issue_open_spans(:day, :day, :now) o where o.from_day <= :day and o.to_day > :day) end
  group by i.alley_id
), own as materialized (
  select a.id, a.name, st_lineinterpolatepoint(longest.line, 0.5) as middle, c.standards, coalesce(i.open_issues, 0) as open_issues
  from alleys a
  cross join lateral (select d.geom as line from st_dump(a.geom) d order by st_length(d.geom) desc, d.path limit 1) longest
  left join condition c on c.alley_id = a.id
  left join open_issue i on i.alley_id = a.id
  where (:path::text is null or exists (select from alley_grids s where s.alley_id = a.id and in_subtree(s.path, :path)))
    and (:member_of::bigint is null or exists (select from grid_members m where m.grid_id = :member_of and m.kind = 'alley' and m.target_id = a.id))
    and (:west::float8 is null or a.geom && st_makeenvelope(:west, :south, :east, :north, 4326))
)
select json_build_object('layer', 'alleys', 'asOf', :now::timestamptz,
  'id', coalesce(json_agg(id order by id), '[]'),
  'name', coalesce(json_agg(name order by id), '[]'),
  'lon', coalesce(json_agg(round(st_x(middle)::numeric, 7) order by id), '[]'),
  'lat', coalesce(json_agg(round(st_y(middle)::numeric, 7) order by id), '[]'),
  'road', coalesce(json_agg(coalesce(standards ->> 'road', 'unknown') order by id), '[]'),
  'light', coalesce(json_agg(coalesce(standards ->> 'light', 'unknown') order by id), '[]'),
  'water', coalesce(json_agg(coalesce(standards ->> 'water', 'unknown') order by id), '[]'),
  'line', coalesce(json_agg(coalesce(standards ->> 'line', 'unknown') order by id), '[]'),
  'scene', coalesce(json_agg(coalesce(standards ->> 'scene', 'unknown') order by id), '[]'),
  'openIssues', coalesce(json_agg(open_issues order by id), '[]'))::text as "body"
from own
