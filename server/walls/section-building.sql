-- A building with the grid it lies in.
select b.id, coalesce(nullif(b.name, ''), b.code, b.id::text) as name, grid_ref(g) as grid, st_x(p.point) as lon, st_y(p.point) as lat,
  (select coalesce(max(seq), 0) from events) as seq
from buildings b
cross join lateral (select st_pointonsurface(b.geom) as point) p
left join grids g on g.path = b.path and g.valid_to is null
where b.id = :building_id
