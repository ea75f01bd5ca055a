-- A basic grid with what a wall says of it.
select g.id, g.code, g.name, g.level, g.kind, g.path, g.short_name as "shortName",
  case when g.geom is not null then json_build_array(st_xmin(g.geom), st_ymin(g.geom), st_xmax(g.geom), st_ymax(g.geom)) end as bbox
from grids g
where g.valid_to is null and g.kind = 'basic' and case when :code::text is null then g.level = 1 else g.code = :code end
order by g.path
limit 1
