-- The grids that hold a point, from the district down: the smallest basic grid (on a border the one with the lowest path, as everywhere) and those
-- its path names.
with smallest as (
  select path
  from grids
  where valid_to is null and kind = 'basic' and st_intersects(geom, st_setsrid(st_makepoint(:lon, :lat), 4326))
  order by level desc, path
  limit 1
)
select g.id, g.code, g.name, g.level, g.kind, g.path
from smallest
cross join lateral path_ancestors(smallest.path) as a (path)
join grids g on g.path = a.path and g.valid_to is null
order by g.level
