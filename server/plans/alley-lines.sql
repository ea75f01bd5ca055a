-- Lines of these alleys for a file.
select id, code, name, st_asgeojson(geom, 7)::json as geometry from alleys where id = any (:ids) order by id
