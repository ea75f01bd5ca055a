insert into responsibilities (grid_id, tier, person_id, unit_id, role, scope_type, share, valid_from, valid_to)
select g.id, r.tier, p.id, coalesce(u.id, p.unit_id), coalesce(r.role, 'owner'), r.scope_type, r.share, r.valid_from, r.valid_to
from import_staging s
cross join lateral jsonb_to_record(s.record)
  as r (grid text, tier smallint, person text, unit text, role text, scope_type text, share numeric, valid_from date, valid_to date)
join grids g on g.code = r.grid and g.valid_to is null
join people p on p.code = r.person
left join units u on u.code = r.unit
where s.import_id = :import_id
on conflict (grid_id, tier, person_id) do update
  set unit_id = excluded.unit_id, role = excluded.role, scope_type = excluded.scope_type, share = excluded.share, valid_from = excluded.valid_from,
      valid_to = excluded.valid_to
