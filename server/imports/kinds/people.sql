insert into people (code, name, role, unit_id, grid_paths, duty_phone, is_active, is_public, attributes)
select s.code, r.name, r.role, u.id,
  coalesce((select array_agg(g.path order by g.path) from grids g where g.code = any (r.grids) and g.valid_to is null), '{}'),
  r.duty_phone, coalesce(r.is_active, true), coalesce(r.is_public, false), r.attributes
from import_staging s
cross join lateral jsonb_to_record(s.record)
  as r (name text, role text, unit text, grids text[], duty_phone text, is_active boolean, is_public boolean, attributes jsonb)
left join units u on u.code = r.unit
where s.import_id = :import_id
on conflict (code) do update
  set name = excluded.name, role = excluded.role, unit_id = excluded.unit_id, grid_paths = excluded.grid_paths, duty_phone = excluded.duty_phone,
      is_active = excluded.is_active, is_public = excluded.is_public, attributes = people.attributes || excluded.attributes
