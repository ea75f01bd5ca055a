-- Every target of some buildings in a round, of any state.
select c.building_id as "buildingId", h.id, h.unit, h.floor, h.room, c.state, c.appointment_at as "appointmentAt"
from household_coverage c
join households h on h.id = c.household_id
where c.campaign_id = :campaign_id and c.building_id = any (:building_ids::bigint[])
order by c.building_id, h.id
