-- Staged polygons into grids. parent holds a code that has been checked; a grid without parent is a root.
insert into grids as g (code, path, level, parent_id, name, short_name, kind, geom, geom_m, label_point, area_m2, valid_from, search_terms, attributes)
select s.code, coalesce(p.path || '/', '') || s.code, :level, p.id, r.name, r.short_name, coalesce(r.kind, 'basic'),
  s.geom, m.geom_m, st_pointonsurface(s.geom), st_area(m.geom_m), coalesce(r.valid_from, current_date), r.search_terms, r.attributes
from import_staging s
cross join lateral jsonb_to_record(s.record) as r (name text, parent text, short_name text, kind text, valid_from date, search_terms text, attributes jsonb)
cross join lateral (select st_transform(s.geom, :metric_srid::integer) as geom_m) m
left join grids p on p.code = r.parent and p.valid_to is null
where s.import_id = :import_id
on conflict (code) where valid_to is null do update
  set path = excluded.path, level = excluded.level, parent_id = excluded.parent_id, name = excluded.name, short_name = excluded.short_name,
      kind = excluded.kind, geom = excluded.geom, geom_m = excluded.geom_m, label_point = excluded.label_point, area_m2 = excluded.area_m2,
      search_terms = excluded.search_terms, attributes = g.attributes || excluded.attributes
