-- Of alleys of a plan: homes served, the digest of place, and whether works on them ever began (other than by the plan's own projects).
select a.id, a.code, a.name, f.served_households as households, left(md5(st_asbinary(a.geom)::text || coalesce(a.width_m::text, '')), 12) as "placeDigest",
  exists (
    select from project_alleys l join projects p on p.id = l.project_id
    where l.alley_id = a.id and p.kind = 'alleys' and (p.started_on is not null or p.finished_on is not null)
      and not exists (select from plan_projects x where x.plan_id = :plan_id and x.project_id = p.id)
  ) as "isTouched"
from alleys a
left join alley_facts f on f.alley_id = a.id
where a.id = any (:ids)
order by a.id
