-- Visit targets of a round that are members of a dedicated grid, a keyset page in order of household_id.
with page as materialized (
  select c.household_id, c.state, c.last_visited_at, c.appointment_at
  from grid_members m
  join household_coverage c on c.campaign_id = :campaign_id and c.household_id = m.target_id
  where m.grid_id = :grid_id
    and m.kind = 'household'
    and m.target_id > :after_id
    and (not :only_uncovered::boolean or c.uncovered)
    and (not :only_frozen::boolean or c.frozen)
    and (:kind::text is null or c.kind = :kind)
    and (:states::text[] is null or c.state = any (:states))
    and (:held_by::text[] is null or c.path is null or c.path = any (:held_by))
    and (:building_id::bigint is null or c.building_id = :building_id)
    and (:inside::text is null or in_subtree(c.path, :inside))
    and (:member_of::bigint is null or exists (
      select from grid_members other where other.grid_id = :member_of and other.kind = 'household' and other.target_id = c.household_id))
  order by m.target_id
  limit :limit
)
select h.id, h.kind, page.state, h.name, h."gridCode", h."gridName", h."buildingId", h."buildingName", h.unit, h.floor, h.room, h.address, h.lon, h.lat,
  page.last_visited_at as "lastVisitedAt", page.appointment_at as "appointmentAt"
from page
join household_rows h on h.id = page.household_id
order by page.household_id
