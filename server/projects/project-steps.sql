-- Phases of all projects with the day of each, as columns.
select json_build_object('today', :today::date, 'id', coalesce(json_agg(project_id order by project_id, day, nr), '[]'),
  'day', coalesce(json_agg(day order by project_id, day, nr), '[]'), 'phase', coalesce(json_agg(phase order by project_id, day, nr), '[]')) as steps
from project_steps
where day <= :today::date
