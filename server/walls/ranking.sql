-- Issues resolved in time of those that should have been resolved by :now (按期办结率), scheduled ones 挂账 left out: by the grids of the levels below a
-- grid, and by units in the group they are ranked in. Like is ranked with like, so subdistricts and communities are ranked as grids only.
with due as materialized (
  select i.path, i.unit_id, coalesce(i.resolved_at <= i.due_at, false) as in_time
  from wall_issues i
  where in_subtree(i.path, :path)
    and i.state not in ('scheduled', 'rejected')
    and i.due_at is not null
    and (i.due_at <= :now::timestamptz or i.resolved_at is not null)
), by_grid as (
  select g.level::integer, null::text as ranking_group, g.name, g.code, g.path as place, count(d.path)::integer as due, (count(*) filter (where d.in_time))::integer as in_time
  from grids g
  left join due d on in_subtree(d.path, g.path)
  where g.valid_to is null and g.kind = 'basic' and g.level = any (:levels::integer[]) and in_subtree(g.path, :path)
  group by g.id
), by_unit as (
  select null::integer as level, u.ranking_group, u.name, null::text as code, u.code as place, count(*)::integer as due, (count(*) filter (where d.in_time))::integer as in_time
  from due d
  join units u on u.id = d.unit_id
  where u.ranking_group is not null and u.kind not in ('subdistrict', 'community')
  group by u.id
), line as (
  select *, case when due > 0 then in_time::double precision / due end as rate from (select * from by_grid union all select * from by_unit) both_kinds
)
select level, ranking_group as "group", name, code as "gridCode", due, in_time as "inTime", rate,
  rank() over (partition by level, ranking_group order by rate desc nulls last)::integer as rank
from line
order by level nulls last, ranking_group, rate desc nulls last, due desc, place
