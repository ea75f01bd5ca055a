-- Who has visit duty where in a round.
select grid_ref(g) as grid, d.kind, case when p.id is not null then json_build_object('id', p.id, 'name', p.name) end as person,
  case when u.id is not null then json_build_object('id', u.id, 'code', u.code, 'name', u.name) end as unit
from campaign_duties d
join grids g on g.id = d.grid_id
left join people p on p.id = d.person_id
left join units u on u.id = d.unit_id
where d.campaign_id = :campaign_id
order by g.path, d.kind, d.id
