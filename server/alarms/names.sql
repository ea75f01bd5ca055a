-- Who took alarms on and handed them up: for staff only.
select a.id, t.name as "acknowledgedBy", e.name as "escalatedBy"
from alarms a
left join people t on t.id = a.acknowledged_by
left join people e on e.id = a.escalated_by
where a.id = any (:ids::bigint[]) and (t.id is not null or e.id is not null)
