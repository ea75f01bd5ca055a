insert into contacts (code, grid_id, service, service_en, office, head_name, phone, sort_order, is_public, attributes)
select s.code, g.id, r.service, r.service_en, r.office, r.head_name, r.phone, coalesce(r.sort_order, 100), coalesce(r.is_public, true),
  coalesce(r.attributes, '{}')
from import_staging s
cross join lateral jsonb_to_record(s.record)
  as r (grid text, service text, service_en text, office text, head_name text, phone text, sort_order smallint, is_public boolean, attributes jsonb)
left join grids g on g.code = r.grid and g.valid_to is null
where s.import_id = :import_id
on conflict (code) do update
  set grid_id = excluded.grid_id, service = excluded.service, service_en = excluded.service_en, office = excluded.office, head_name = excluded.head_name,
      phone = excluded.phone, sort_order = excluded.sort_order, is_public = excluded.is_public, attributes = contacts.attributes || excluded.attributes
