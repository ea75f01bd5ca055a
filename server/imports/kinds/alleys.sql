insert into alleys as a (code, name, name_status, width_m, length_m, surface, is_dead_end, geom, geom_m, search_terms, attributes)
select s.code, r.name, coalesce(r.name_status, 'unknown'), r.width_m, st_length(m.geom_m), coalesce(r.surface, 'unknown'), r.is_dead_end,
  s.geom, m.geom_m, r.search_terms, r.attributes
from import_staging s
cross join lateral jsonb_to_record(s.record) as r (name text, name_status text, width_m real, surface text, is_dead_end boolean, search_terms text, attributes jsonb)
cross join lateral (select st_transform(s.geom, :metric_srid::integer) as geom_m) m
where s.import_id = :import_id
on conflict (code) do update
  set name = excluded.name, name_status = excluded.name_status, width_m = excluded.width_m, length_m = excluded.length_m, surface = excluded.surface,
      is_dead_end = excluded.is_dead_end, geom = excluded.geom, geom_m = excluded.geom_m, search_terms = excluded.search_terms,
      attributes = a.attributes || excluded.attributes
