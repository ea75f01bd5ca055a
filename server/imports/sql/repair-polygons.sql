-- Invalid areas are made valid; what collapses to lines or points is left out and shows as lost area.
with invalid as materialized (
  select row_index, geom, st_isvalidreason(geom) as reason
  from import_staging
  where import_id = :import_id and st_dimension(geom) = 2 and not st_isvalid(geom)
), repaired as (
  update import_staging s set geom = st_collectionextract(st_makevalid(i.geom), 3)
  from invalid i
  where s.import_id = :import_id and s.row_index = i.row_index
  returning s.row_index, s.geom
)
select row_index, i.reason, st_area(st_transform(i.geom, :metric_srid::integer)) as area_before_m2,
  st_area(st_transform(r.geom, :metric_srid::integer)) as area_after_m2, st_isempty(r.geom) as is_empty
from invalid i join repaired r using (row_index)
order by row_index
