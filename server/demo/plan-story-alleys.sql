-- Alleys of a subtree that no project is about, with what the newest surveys found.
select a.id, c.needs, c.surveyed_on::text as "surveyedOn"
from alleys a
join (
  select alley_id, max(surveyed_on) as surveyed_on, json_object_agg(standard, (need_min + need_max) / 2) as needs
  from alley_conditions where source = 'survey' and need_max - need_min < 50 group by alley_id
) c on c.alley_id = a.id
where in_subtree(a.path, :root) and not exists (select from project_alleys l where l.alley_id = a.id)
order by a.id
