-- The rows of tree-tallies.sql as of a day that is over: counted from the targets as they stood, for nobody folded that day. No event moves them.
with counted as materialized (
  select c.household_id, c.path, c.state, c.frozen
  from coverage_on(:campaign_id::bigint, :day::date, :path::text) c
  where :kind::text is null or c.kind = :kind
), place as (
  select g.id as grid_id, c.state, c.frozen, c.number
  from (select path, state, frozen, count(*) as number from counted group by path, state, frozen) c
  cross join lateral path_ancestors(c.path) as a (path)
  join grids g on g.path = a.path and g.valid_to is null and g.kind = 'basic'
  union all
  select m.grid_id, c.state, c.frozen, count(*)
  from grid_members m
  join grids g on g.id = m.grid_id and g.kind <> 'basic'
  join counted c on c.household_id = m.target_id
  where m.kind = 'household' and m.grid_id = any (:grid_ids::bigint[])
  group by m.grid_id, c.state, c.frozen
), tally as (
  select p.grid_id, m.measure, sum(p.number) as amount
  from place p
  cross join lateral coverage_measures(p.state, p.frozen) m
  group by p.grid_id, m.measure
)
select g.id, g.code, g.name, g.level, g.kind, g.path,
  coalesce(sum(t.amount) filter (where t.measure = 'total'), 0) as total,
  coalesce(sum(t.amount) filter (where t.measure = 'frozen'), 0) as frozen,
  coalesce(sum(t.amount) filter (where t.measure = 'untried'), 0) as untried,
  coalesce(sum(t.amount) filter (where t.measure = 'tried'), 0) as tried,
  coalesce(sum(t.amount) filter (where t.measure = 'appointment'), 0) as appointment,
  coalesce(sum(t.amount) filter (where t.measure = 'covered'), 0) as covered,
  coalesce(sum(t.amount) filter (where t.measure = 'exempt_pending'), 0) as exempt_pending,
  coalesce(sum(t.amount) filter (where t.measure = 'exempt'), 0) as exempt,
  coalesce(sum(t.amount) filter (where t.measure = 'frozen_covered'), 0) as frozen_covered,
  0 as seq
from grids g
left join tally t on t.grid_id = g.id
where g.valid_to is null
  and case when :grid_ids is not null then g.id = any (:grid_ids) else g.kind = 'basic' and (:path is null or in_subtree(g.path, :path)) end
group by g.id
order by g.path
