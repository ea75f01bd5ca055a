-- A point kind takes one point of whatever was drawn.
update import_staging set geom = st_pointonsurface(geom)
where import_id = :import_id and geom is not null and st_geometrytype(geom) <> 'ST_Point'
returning row_index
