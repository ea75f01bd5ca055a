update import_staging set geom = st_multi(geom) where import_id = :import_id and geom is not null
