-- Visits of a round in some grids, and how many of them carry which flag. Superseded ones do not count.
select g.id as "gridId", count(*)::integer as visits,
  (count(*) filter (where v.flags <> '{}'))::integer as doubtful,
  (count(*) filter (where 'outside_grid' = any (v.flags)))::integer as outside_grid,
  (count(*) filter (where 'too_fast' = any (v.flags)))::integer as too_fast,
  (count(*) filter (where 'duplicate' = any (v.flags)))::integer as duplicate,
  (count(*) filter (where 'far_from_door' = any (v.flags)))::integer as far_from_door
from visits v
join households h on h.id = v.household_id
join grids g on g.id = any (:grid_ids::bigint[])
  and case when g.kind = 'basic' then in_subtree(h.path, g.path)
      else exists (select from grid_members m where m.grid_id = g.id and m.kind = 'household' and m.target_id = h.id) end
where v.campaign_id = :campaign_id and v.superseded_at is null and (:path::text is null or in_subtree(h.path, :path))
group by g.id
