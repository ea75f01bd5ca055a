-- By how much the figures of issues of each grid moved on each day, columns as in coverage-series.sql.
with zone as (
  select coalesce((select value #>> '{}' from settings where key = 'time_zone'), 'Asia/Shanghai') as name
), own as materialized (
  select i.id, i.path, i.domain, (i.reported_at at time zone zone.name)::date as reported_on, (i.resolved_at at time zone zone.name)::date as resolved_on
  from issues i
  cross join zone
  where (:path::text is null or in_subtree(i.path, :path)) and (:targets::bigint[] is null or i.id = any (:targets))
), moved as materialized (
  select s.issue_id, s.day, m.measure, m.sign
  from issue_steps(:from::date, :to::date, :now::timestamptz) s
  cross join lateral (values (s.lateness, 1), (s.was, -1)) as m (measure, sign)
  where m.measure is not null
  union all
  select id, reported_on, 'total', 1 from own where reported_on <= :to
  union all
  select id, resolved_on, 'resolved', 1 from own where resolved_on <= :to
), place as materialized (
  select g.path, a.id
  from grids g
  join grids a on a.path = array_to_string((string_to_array(g.path, '/'))[1:(:level::integer)], '/') and a.valid_to is null and a.kind = 'basic'
  where g.valid_to is null and g.kind = 'basic' and :targets is null
), told as (
  select o.id, p.id as grid_id, o.domain from own o join place p on p.path = o.path
  union all
  select o.id, m.grid_id, o.domain
  from own o
  join grid_members m on m.kind = 'issue' and m.target_id = o.id and :path is null and (:member_of::bigint is null or m.grid_id = :member_of)
  join grids g on g.id = m.grid_id and g.kind <> 'basic' and g.valid_to is null
), line as (
  select t.grid_id, greatest(m.day, :from) - :from as day, array_position(:kinds::text[], t.domain) - 1 as kind,
    array_position(:measures::text[], m.measure) - 1 as measure, sum(m.sign) as amount
  from moved m
  join told t on t.id = m.issue_id
  group by 1, 2, 3, 4
  having sum(m.sign) <> 0
  order by 1, 2, 3, 4
)
select json_build_object('gridId', coalesce(json_agg(grid_id), '[]'), 'day', coalesce(json_agg(day), '[]'), 'kind', coalesce(json_agg(kind), '[]'),
  'measure', coalesce(json_agg(measure), '[]'), 'amount', coalesce(json_agg(amount), '[]'))::text as body
from line
