-- A step of the consultation and those before it, in order, with the first day each was held for one project.
select s.code, s.name, s.is_publication as "isPublication",
  (select min(c.held_on)::text from project_consultations c where c.project_id = :id::bigint and c.step = s.code) as "firstOn"
from consultation_steps s
join consultation_steps asked on asked.code = :step and s.sort_order <= asked.sort_order
order by s.sort_order
