-- 五包: who answers for the grid at :path, tier by tier. A tier nobody is named for here is inherited from the nearest grid above that has one.
select r.tier, r.role, json_build_object('id', p.id, 'name', p.name, 'role', p.role) as "person",
  case when u.id is not null then json_build_object('id', u.id, 'name', u.name) end as "unit", grid_ref(r.grid) as "grid"
from (
  select r.*, g as grid, rank() over (partition by r.tier order by length(g.path) desc) as nearness
  from path_ancestors(:path) as a (path)
  join grids g on g.path = a.path and g.valid_to is null
  join responsibilities r on r.grid_id = g.id
) r
join people p on p.id = r.person_id and p.is_active
left join units u on u.id = coalesce(r.unit_id, p.unit_id)
where r.nearness = 1
order by r.tier, r.id
