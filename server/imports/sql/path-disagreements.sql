-- Staged points whose path leads through a grid that does not hold them, while another grid of that level does. A metre is let pass: borders are drawn twice.
select s.row_index, s.path, a.level, a.code as declared, holder.code as holding, st_distance(a.geom_m, st_transform(s.geom, :metric_srid::integer)) as distance_m
from import_staging s
join grids a on a.path in (select path_ancestors(s.path)) and a.path <> s.path and a.kind = 'basic' and a.valid_to is null
join lateral (
  select o.code from grids o
  where o.level = a.level and o.kind = 'basic' and o.valid_to is null and st_covers(o.geom, s.geom)
  order by o.code limit 1
) holder on true
where s.import_id = :import_id and s.path is not null and st_geometrytype(s.geom) = 'ST_Point' and not st_covers(a.geom, s.geom)
  and not st_dwithin(a.geom_m, st_transform(s.geom, :metric_srid::integer), 1)
order by s.row_index, a.level
