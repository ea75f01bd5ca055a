-- What a plan was computed from and gave, what was said of it, and the projects it became.
select l.inputs, l.result, l.fingerprint,
  (select coalesce(json_agg(json_build_object('id', e.id, 'action', e.action, 'note', e.note,
      'person', case when p.id is not null then json_build_object('id', p.id, 'name', p.name) end, 'occurredAt', e.occurred_at) order by e.occurred_at, e.id), '[]')
   from plan_events e left join people p on p.id = e.person_id where e.plan_id = l.id) as events,
  (select coalesce(json_agg(json_build_object('id', j.id, 'code', j.code, 'name', j.name) order by j.code), '[]')
   from plan_projects x join projects j on j.id = x.project_id where x.plan_id = l.id) as projects
from plans l
where l.id = :id
