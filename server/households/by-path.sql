-- Visit targets of a round inside a basic grid, a keyset page in order of (path, household_id) from household_coverage_path. :only_uncovered is bound
-- when the statement is planned: when it is true the condition is `uncovered`, and the partial index of the uncovered serves.
with page as materialized (
  select c.household_id, c.path, c.state, c.last_visited_at, c.appointment_at
  from household_coverage c
  where c.campaign_id = :campaign_id
    and in_subtree(c.path, :path)
    and (c.path, c.household_id) > (:after_path::text collate "C", :after_id::bigint)
    and (not :only_uncovered::boolean or c.uncovered)
    and (not :only_frozen::boolean or c.frozen)
    and (:kind::text is null or c.kind = :kind)
    and (:states::text[] is null or c.state = any (:states))
    and (:held_by::text[] is null or c.path = any (:held_by))
    and (:building_id::bigint is null or c.building_id = :building_id)
    and (:inside::text is null or in_subtree(c.path, :inside))
    and (:member_of::bigint is null or exists (
      select from grid_members m where m.grid_id = :member_of and m.kind = 'household' and m.target_id = c.household_id))
  order by c.path, c.household_id
  limit :limit
)
select h.id, h.kind, page.state, h.name, h."gridCode", h."gridName", h."buildingId", h."buildingName", h.unit, h.floor, h.room, h.address, h.lon, h.lat,
  page.last_visited_at as "lastVisitedAt", page.appointment_at as "appointmentAt", page.path
from page
join household_rows h on h.id = page.household_id
order by page.path, page.household_id
