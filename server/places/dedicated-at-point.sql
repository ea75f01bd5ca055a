-- Dedicated and unit management grids that hold a point; they may overlap.
select id, code, name, level, kind, path
from grids
where valid_to is null and kind <> 'basic' and st_intersects(geom, st_setsrid(st_makepoint(:lon, :lat), 4326))
order by path
