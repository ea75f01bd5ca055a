-- Visits of a round in some grids, and how many of them carry which flag. Superseded ones do not count.
-- All visits come from visit_days, folded like every other figure; only the few doubtful ones are looked at (index visits_doubtful), and summed by
-- micro-grid before they go up the tree: compared with each grid one by one, those of a district cost four times as much.
with asked as materialized (
  select g.id, g.kind, g.path from grids g where g.id = any (:grid_ids::bigint[])
), counted as materialized (
  -- Rows are of the smallest basic grids, or of a grid that holds its members by name.
  select d.grid_id, sum(d.visits) as visits
  from visit_days d
  where d.campaign_id = :campaign_id and d.visits > 0
    and d.grid_id = any (array(
      select g.id from grids g
      where g.valid_to is null and (g.id = any (:grid_ids::bigint[]) or :path::text is not null and g.kind = 'basic' and in_subtree(g.path, :path))))
  group by d.grid_id
), told as (
  select a.id, sum(c.visits) as visits
  from counted c
  join grids g on g.id = c.grid_id and g.kind = 'basic'
  cross join lateral path_ancestors(g.path) as above (path)
  join asked a on a.kind = 'basic' and a.path = above.path
  group by a.id
  union all
  select a.id, c.visits from counted c join asked a on a.id = c.grid_id and a.kind <> 'basic'
), doubtful as materialized (
  select c.path, count(*) as doubtful,
    count(*) filter (where 'outside_grid' = any (v.flags)) as outside_grid,
    count(*) filter (where 'too_fast' = any (v.flags)) as too_fast,
    count(*) filter (where 'duplicate' = any (v.flags)) as duplicate,
    count(*) filter (where 'far_from_door' = any (v.flags)) as far_from_door
  from visits v
  join household_coverage c on c.campaign_id = v.campaign_id and c.household_id = v.household_id
  where v.campaign_id = :campaign_id and v.flags <> '{}' and v.superseded_at is null and :path::text is not null and in_subtree(c.path, :path)
  group by c.path
), doubted as (
  select a.id, sum(d.doubtful) as doubtful, sum(d.outside_grid) as outside_grid, sum(d.too_fast) as too_fast, sum(d.duplicate) as duplicate,
    sum(d.far_from_door) as far_from_door
  from doubtful d
  cross join lateral path_ancestors(d.path) as above (path)
  join asked a on a.kind = 'basic' and a.path = above.path
  group by a.id
  union all
  select a.id, count(*), count(*) filter (where 'outside_grid' = any (v.flags)), count(*) filter (where 'too_fast' = any (v.flags)),
    count(*) filter (where 'duplicate' = any (v.flags)), count(*) filter (where 'far_from_door' = any (v.flags))
  from asked a
  join grid_members m on m.grid_id = a.id and m.kind = 'household'
  join visits v on v.campaign_id = :campaign_id and v.household_id = m.target_id and v.flags <> '{}' and v.superseded_at is null
  where a.kind <> 'basic'
  group by a.id
)
select a.id as "gridId", coalesce(t.visits, 0)::integer as visits, coalesce(d.doubtful, 0)::integer as doubtful,
  coalesce(d.outside_grid, 0)::integer as outside_grid, coalesce(d.too_fast, 0)::integer as too_fast, coalesce(d.duplicate, 0)::integer as duplicate,
  coalesce(d.far_from_door, 0)::integer as far_from_door
from asked a
left join told t on t.id = a.id
left join doubted d on d.id = a.id
