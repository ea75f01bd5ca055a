-- Staged points whose path leads through a grid that does not hold them, while another grid of that level does. A metre is let pass: borders are
-- drawn twice. `offset 0` keeps the polygons on the outside of the join, for PostGIS prepares a polygon once and then asks it about all its
-- points; distances are measured for the few suspects only (9,373 points in 345 grids: 0.5 s against 47 s).
with held as materialized (
  select s.row_index, s.path as row_path, s.geom, g.level, g.code, g.path
  from grids g
  cross join lateral (
    select row_index, path, geom from import_staging
    where import_id = :import_id and path is not null and st_geometrytype(geom) = 'ST_Point' and geom && g.geom and st_covers(g.geom, geom)
    offset 0
  ) s
  where g.kind = 'basic' and g.valid_to is null
), suspect as materialized (
  select h.row_index, h.row_path, h.geom, h.level, h.code, ancestor.path as declared_path
  from held h
  cross join lateral path_ancestors(h.row_path) with ordinality as ancestor (path, level)
  where ancestor.level = h.level and ancestor.path <> h.path
    and not exists (select from held o where o.row_index = h.row_index and o.path = ancestor.path collate "C")
)
select s.row_index, s.row_path as path, s.level, a.code as declared, s.code as holding,
  st_distance(a.geom_m, st_transform(s.geom, :metric_srid::integer)) as distance_m
from suspect s
join grids a on a.path = s.declared_path collate "C" and a.kind = 'basic' and a.valid_to is null
where not st_dwithin(a.geom_m, st_transform(s.geom, :metric_srid::integer), 1)
order by s.row_index, s.level
