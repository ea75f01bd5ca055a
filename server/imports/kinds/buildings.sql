insert into buildings as b (code, name, kind, compound, floors, units, built_year, address, geom, search_terms, attributes)
select s.code, r.name, coalesce(r.kind, 'residential'), r.compound, r.floors, r.units, r.built_year, r.address, s.geom, r.search_terms, r.attributes
from import_staging s
cross join lateral jsonb_to_record(s.record) as r (name text, kind text, compound text, floors smallint, units smallint, built_year smallint, address text, search_terms text, attributes jsonb)
where s.import_id = :import_id
on conflict (code) do update
  set name = excluded.name, kind = excluded.kind, compound = excluded.compound, floors = excluded.floors, units = excluded.units,
      built_year = excluded.built_year, address = excluded.address, geom = excluded.geom, search_terms = excluded.search_terms,
      attributes = b.attributes || excluded.attributes
