-- Visits of a round in some grids, and how many of them carry which flag. Superseded ones do not count.
-- All visits come from visit_days, folded like every other figure; only the few doubtful ones are looked at (index visits_doubtful). Read knock by
-- knock, a district of a million visits took two seconds.
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
  join grids g on g.id = c.grid_id
  join asked a on g.id = a.id or a.kind = 'basic' and g.kind = 'basic' and in_subtree(g.path, a.path)
  group by a.id
), doubtful as materialized (
  select c.path, v.household_id, v.flags
  from visits v
  join household_coverage c on c.campaign_id = v.campaign_id and c.household_id = v.household_id
  where v.campaign_id = :campaign_id and v.flags <> '{}' and v.superseded_at is null and (:path::text is null or in_subtree(c.path, :path))
), doubted as (
  select a.id, count(*) as doubtful,
    count(*) filter (where 'outside_grid' = any (v.flags)) as outside_grid,
    count(*) filter (where 'too_fast' = any (v.flags)) as too_fast,
    count(*) filter (where 'duplicate' = any (v.flags)) as duplicate,
    count(*) filter (where 'far_from_door' = any (v.flags)) as far_from_door
  from doubtful v
  join asked a on case when a.kind = 'basic' then in_subtree(v.path, a.path)
    else exists (select from grid_members m where m.grid_id = a.id and m.kind = 'household' and m.target_id = v.household_id) end
  group by a.id
)
select a.id as "gridId", coalesce(t.visits, 0)::integer as visits, coalesce(d.doubtful, 0)::integer as doubtful,
  coalesce(d.outside_grid, 0)::integer as outside_grid, coalesce(d.too_fast, 0)::integer as too_fast, coalesce(d.duplicate, 0)::integer as duplicate,
  coalesce(d.far_from_door, 0)::integer as far_from_door
from asked a
left join told t on t.id = a.id
left join doubted d on d.id = a.id
