-- The rows of targets of a round whose ids are known (found in a shape), in the order given.
select h.id, h.kind, c.state, h.name, h."gridCode", h."gridName", h."buildingId", h."buildingName", h.unit, h.floor, h.room, h.address, h.lon, h.lat,
  c.last_visited_at as "lastVisitedAt", c.appointment_at as "appointmentAt"
from unnest(:ids::bigint[]) with ordinality as page (household_id, position)
join household_rows h on h.id = page.household_id
join household_coverage c on c.campaign_id = :campaign_id and c.household_id = page.household_id
order by page.position
