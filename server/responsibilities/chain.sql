-- 五包: who answers for the grid at :path, tier by tier. A tier nobody is named for here is inherited from the nearest grid above that has one.
select c.tier, c.role, json_build_object('id', p.id, 'name', p.name, 'role', p.role) as "person",
  case when u.id is not null then json_build_object('id', u.id, 'name', u.name) end as "unit", coalesce(p.duty_phone, u.duty_phone) as "dutyPhone",
  c.scope_type as "scopeType", c.share::float8 as "share", grid_ref(g) as "grid"
from responsibility_chain(:path, district_day(:now)) c
join grids g on g.id = c.grid_id
join people p on p.id = c.person_id
left join units u on u.id = c.unit_id
order by c.tier, c.is_whole desc, c.id
