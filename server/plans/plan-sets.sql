-- Sets of weights and of unit costs, the newest versions first.
select s.id, s.kind, s.name, s.version, s.content, s.made, s.note, case when p.id is not null then json_build_object('id', p.id, 'name', p.name) end as person,
  s.created_at as "createdAt"
from plan_sets s
left join people p on p.id = s.person_id
order by s.kind, s.created_at desc, s.id desc
