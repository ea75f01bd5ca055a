-- A grid without a declared parent belongs to the one that has most of its area. Cut on a grid of 0.01 mm: server/grids/grid-checks.sql tells why.
update import_staging s set record = s.record || jsonb_build_object('parent', best.code)
from (
  select distinct on (c.row_index) c.row_index, g.code
  from import_staging c
  join grids g on g.level = :level - 1 and g.kind = 'basic' and g.valid_to is null and g.geom && c.geom
  cross join lateral (select st_area(st_intersection(g.geom, c.geom, 1e-10)) as area) shared
  where c.import_id = :import_id and c.record ->> 'parent' is null and shared.area > 0
  order by c.row_index, shared.area desc, g.code
) best
where s.import_id = :import_id and s.row_index = best.row_index
returning s.row_index, best.code as parent
