-- Staged points into households. The building is the one named, else the one whose footprint holds the point.
insert into households as h (code, kind, name, building_id, unit, floor, room, address, geom, search_terms, attributes)
select s.code, coalesce(r.kind, 'household'), r.name, coalesce(b.id, around.id), r.unit, r.floor, r.room, coalesce(r.address, ''), s.geom, r.search_terms, r.attributes
from import_staging s
cross join lateral jsonb_to_record(s.record) as r (kind text, name text, building text, unit text, floor smallint, room text, address text, search_terms text, attributes jsonb)
left join buildings b on b.code = r.building
left join lateral (select id from buildings where r.building is null and st_contains(geom, s.geom) order by id limit 1) around on true
where s.import_id = :import_id
on conflict (code) where code is not null do update
  set kind = excluded.kind, name = excluded.name, building_id = excluded.building_id, unit = excluded.unit, floor = excluded.floor, room = excluded.room,
      address = excluded.address, geom = excluded.geom, search_terms = excluded.search_terms, attributes = h.attributes || excluded.attributes
