-- One grid as a GeoJSON feature, put together by PostgreSQL and sent as it comes. 8 decimals are a millimetre.
select json_build_object('type', 'Feature', 'id', g.id, 'geometry', st_asgeojson(g.geom, 8)::json,
  'properties', json_build_object('code', g.code, 'name', g.name, 'level', g.level, 'kind', g.kind, 'path', g.path))::text as "feature"
from grids g
where g.id = :grid_id
