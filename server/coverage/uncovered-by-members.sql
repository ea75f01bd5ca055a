-- Uncovered members of a dedicated grid, a keyset page in order of household_id. Such a grid holds hundreds or thousands of targets by name.
with page as materialized (
  select c.household_id, c.state, c.last_visited_at, c.appointment_at
  from grid_members m
  join household_coverage c on c.campaign_id = :campaign_id and c.household_id = m.target_id
  where m.grid_id = :grid_id
    and m.kind = 'household'
    and m.target_id > :after_id
    and c.uncovered
    and (:kind::text is null or c.kind = :kind)
    and (:states::text[] is null or c.state = any (:states))
  order by m.target_id
  limit :limit
)
select h.id, h.kind, page.state, h.name, h."gridCode", h."gridName", h."buildingId", h."buildingName", h.unit, h.floor, h.room, h.address, h.lon, h.lat,
  page.last_visited_at as "lastVisitedAt", page.appointment_at as "appointmentAt"
from page
join household_rows h on h.id = page.household_id
order by page.household_id
