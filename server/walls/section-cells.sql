-- Cells of a building by unit and floor: the states of the doors in the round, in order of room, and nothing that says which door it is.
select d.unit, d.floor::integer, json_agg(c.state order by d.place) as states, min(c.appointment_at) filter (where c.state = 'appointment') as "appointmentAt"
from building_doors d
join household_coverage c on c.campaign_id = :campaign_id and c.household_id = d.id
where d.building_id = :building_id
group by d.unit, d.floor
