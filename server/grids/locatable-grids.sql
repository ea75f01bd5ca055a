-- Valid grids with geometry, for finding points in Node. 15 decimals keep every bit that matters: a point on a border must stay on it.
select id, path, level, kind, st_asgeojson(geom, 15)::json -> 'coordinates' as "polygons"
from grids
where valid_to is null and geom is not null
