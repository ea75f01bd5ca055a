-- Visit targets of any state within :distance_m metres of an alley, nearest first, a keyset page by (distance, id).
-- The index is household_coverage_point; the dates of the round come from the coverage row that is already at hand.
select h.id, h.kind, near.state, h.name, h."gridCode", h."gridName", h."buildingId", h."buildingName", h.unit, h.floor, h.room, h.address, h.lon, h.lat,
  near.last_visited_at as "lastVisitedAt", near.appointment_at as "appointmentAt", near.distance_m as "distanceM"
from (
  select c.household_id, c.state, c.last_visited_at, c.appointment_at, st_distance(c.point_m, a.geom_m) as distance_m
  from alleys a
  join household_coverage c on st_dwithin(c.point_m, a.geom_m, :distance_m::float8)
  where a.id = :alley_id and c.campaign_id = :campaign_id
    and (st_distance(c.point_m, a.geom_m), c.household_id) > (:after_distance::float8, :after_id::bigint)
  order by distance_m, c.household_id
  limit :limit
) near
join household_rows h on h.id = near.household_id
order by near.distance_m, h.id
