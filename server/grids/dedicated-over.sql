-- Dedicated and unit management grids that share ground with a grid.
select d.id, d.code, d.name, d.level, d.kind, d.path
from grids g
join grids d on d.kind <> 'basic' and d.valid_to is null and d.id <> g.id and st_intersects(d.geom, g.geom) and not st_touches(d.geom, g.geom)
where g.id = :grid_id
order by d.path
