-- An alley and a distance as a shape: the line itself, to be asked with ST_DWithin (exact, where a buffer would be a polygon with corners).
select true as "isValid", null as "reason", null::float8 as "lon", null::float8 as "lat",
  geom_m as "geom", st_area(st_buffer(geom_m, :distance_m::float8)) as "areaM2", :distance_m::float8 as "distanceM", 16 as "piecesOf",
  st_xmin(geom_m) as "xMin", st_ymin(geom_m) as "yMin", st_xmax(geom_m) as "xMax", st_ymax(geom_m) as "yMax"
from alleys
where id = :alley_id
