-- Active staff in order of id. Phones are not here: revealing one is an audited act of its own.
select p.id, p.code, p.name, p.role, u.name as "unitName", p.grid_paths as "gridPaths"
from people p
left join units u on u.id = p.unit_id
where p.is_active
  and p.id > :after_id
  and (:role::text is null or p.role = :role)
  and (:q::text is null or p.name ilike '%' || :q || '%' or p.code ilike :q || '%' or u.name ilike '%' || :q || '%')
order by p.id
limit :limit
