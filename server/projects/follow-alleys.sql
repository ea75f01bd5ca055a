-- A piece split off an alley belongs to the projects of the alley.
insert into project_alleys (project_id, alley_id)
select l.project_id, o.id
from project_alleys l
cross join unnest(:ids::bigint[]) as o (id)
where l.alley_id = any (:ids)
on conflict do nothing
