-- A target without a position stands in the middle of its building, or else of its grid.
update import_staging s set geom = coalesce(st_pointonsurface(b.geom), st_pointonsurface(g.geom))
from import_staging o
left join buildings b on b.code = o.record ->> 'building'
left join grids g on g.code = o.record ->> 'grid' and g.valid_to is null
where o.import_id = :import_id and o.geom is null and s.import_id = o.import_id and s.row_index = o.row_index
  and coalesce(b.geom, g.geom) is not null
returning s.row_index, (b.geom is not null) as in_building
