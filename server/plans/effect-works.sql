-- Finished projects of a plan and their alleys.
select p.id as "projectId", l.alley_id as "alleyId", coalesce(p.started_on, p.starts_on) as "startedOn", p.finished_on as "finishedOn"
from plan_projects x
join projects p on p.id = x.project_id
join project_alleys l on l.project_id = p.id
where x.plan_id = :plan_id and p.phase in ('done', 'accepted') and p.finished_on is not null and coalesce(p.started_on, p.starts_on) is not null
order by p.id, l.alley_id
