-- By how much the figures of completed works of each grid moved on each day, by type, kind and unit; a work that crosses grids counts in
-- each with its share. Nested figures (part_of_id) are in no sum. The day is that of works/work-totals.sql: a work without one was always there.
-- Columns as in coverage-series.sql.
with own as materialized (
  select w.id, concat_ws(' ', w.work_type, coalesce(w.kind, t.kind), coalesce(w.unit, t.unit)) as kind, coalesce(w.completed_on, w.as_of, :from::date) as day, w.quantity, w.qualifier
  from works w
  join work_types t on t.code = w.work_type
  where w.is_completed and w.part_of_id is null and coalesce(w.completed_on, w.as_of, '-infinity') <= :to::date
), place as materialized (
  select g.path, a.id
  from grids g
  join grids a on a.path = array_to_string((string_to_array(g.path, '/'))[1:(:level::integer)], '/') and a.valid_to is null and a.kind = 'basic'
  where g.valid_to is null and g.kind = 'basic' and :targets::bigint[] is null
), told as (
  select s.work_id, p.id as grid_id, sum(s.share) as share
  from work_grids s
  join place p on p.path = s.path
  where :path::text is null or in_subtree(s.path, :path)
  group by s.work_id, p.id
  union all
  select m.target_id, m.grid_id, 1
  from grid_members m
  join grids g on g.id = m.grid_id and g.kind <> 'basic' and g.valid_to is null
  where m.kind = 'work' and :path is null and (:member_of::bigint is null or m.grid_id = :member_of)
), line as (
  select t.grid_id, greatest(o.day, :from) - :from as day, array_position(:kinds::text[], o.kind) - 1 as kind,
    array_position(:measures::text[], m.measure) - 1 as measure, round(sum(m.amount)::numeric, 3) as amount
  from own o
  join told t on t.work_id = o.id
  cross join lateral (values ('count', t.share), ('quantity', o.quantity::float8 * t.share), ('about', (o.qualifier = 'about')::integer),
    ('more_than', (o.qualifier = 'more_than')::integer)) as m (measure, amount)
  where m.amount <> 0
  group by 1, 2, 3, 4
  order by 1, 2, 3, 4
)
select json_build_object('gridId', coalesce(json_agg(grid_id), '[]'), 'day', coalesce(json_agg(day), '[]'), 'kind', coalesce(json_agg(kind), '[]'),
  'measure', coalesce(json_agg(measure), '[]'), 'amount', coalesce(json_agg(amount), '[]'))::text as body
from line
