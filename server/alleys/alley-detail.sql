-- One alley with its shares of length per smallest grid, the largest first.
select a.id, a.code, a.name, a."nameStatus", a."widthM", a."lengthM", a.surface, a."isDeadEnd", a.grid, a.conditions, a.bbox,
  st_asgeojson(a.geom, 8)::json as "geometry",
  (select coalesce(json_agg(json_build_object('grid', grid_ref(g), 'share', s.share, 'lengthM', s.length_m) order by s.share desc, s.path), '[]')
   from alley_grids s
   join grids g on g.path = s.path and g.valid_to is null
   where s.alley_id = a.id) as "grids"
from alley_rows a
where a.id = :id
