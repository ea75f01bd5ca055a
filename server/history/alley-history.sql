-- Alleys with the condition of each standard and the open issues written down for them, day by day: columns as in issue-history.sql. Before its first
-- step a standard was unknown and an alley without open issues. By today's lines.
with own as materialized (
  select a.id, a.name, st_lineinterpolatepoint(longest.line, 0.5) as middle, (row_number() over (order by a.id))::integer - 1 as row
  from alleys a
  cross join lateral (select d.geom as line from st_dump(a.geom) d order by st_length(d.geom) desc, d.path limit 1) longest
  where (:path::text is null or exists (select from alley_grids s where s.alley_id = a.id and in_subtree(s.path, :path)))
    and (:member_of::bigint is null or exists (select from grid_members m where m.grid_id = :member_of and m.kind = 'alley' and m.target_id = a.id))
), step as (
  select o.row, s.day - :from::date as day, array_position(:standards::text[], s.standard) - 1 as standard,
    array_position(:conditions::text[], s.condition) - 1 as condition
  from alley_steps(:from, :to::date, :now::timestamptz) s
  join own o on o.id = s.alley_id
), moved as (
  select i.alley_id, d.day, sum(d.amount) as amount
  from issue_open_spans(:from, :to, :now) p
  join issues i on i.id = p.issue_id and i.alley_id is not null
  cross join lateral (values (p.from_day, 1), (p.to_day, -1)) as d (day, amount)
  where d.day <= :to
  group by i.alley_id, d.day
), issue_step as (
  select o.row, m.day - :from as day, sum(m.amount) over (partition by m.alley_id order by m.day) as open from moved m join own o on o.id = m.alley_id
)
select json_build_object('from', :from, 'to', :to, 'standards', to_json(:standards), 'conditions', to_json(:conditions),
  'id', (select coalesce(json_agg(id order by row), '[]') from own),
  'name', (select coalesce(json_agg(name order by row), '[]') from own),
  'lon', (select coalesce(json_agg(round(st_x(middle)::numeric, 7) order by row), '[]') from own),
  'lat', (select coalesce(json_agg(round(st_y(middle)::numeric, 7) order by row), '[]') from own),
  'step', (select json_build_object('row', coalesce(json_agg(row order by standard, row, day), '[]'), 'day', coalesce(json_agg(day order by standard, row, day), '[]'),
    'standard', coalesce(json_agg(standard order by standard, row, day), '[]'), 'condition', coalesce(json_agg(condition order by standard, row, day), '[]')) from step),
  'issueStep', (select json_build_object('row', coalesce(json_agg(row order by row, day), '[]'), 'day', coalesce(json_agg(day order by row, day), '[]'),
    'open', coalesce(json_agg(open order by row, day), '[]')) from issue_step))::text as body
