-- Grids without geometry, in order of path: a keyset page, one code, or the children of a parent. childCount counts basic grids.
select g.id, g.code, g.name, g.level, g.kind, g.path, g.short_name as "shortName", p.code as "parentCode", g.area_m2 as "areaM2",
  case when g.geom is not null then json_build_array(st_xmin(g.geom), st_ymin(g.geom), st_xmax(g.geom), st_ymax(g.geom)) end as "bbox",
  case when g.label_point is not null then json_build_array(st_x(g.label_point), st_y(g.label_point)) end as "labelPoint",
  (select count(*)::integer from grids c where c.parent_id = g.id and c.kind = 'basic' and c.valid_to is null) as "childCount",
  g.valid_from as "validFrom"
from grids g
left join grids p on p.id = g.parent_id
where g.valid_to is null
  and (:code::text is null or g.code = :code)
  and (:parent_code::text is null or p.code = :parent_code)
  and (:level::smallint is null or g.level = :level)
  and (:kind::text is null or g.kind = :kind)
  and (:q::text is null or g.code = :q or g.name ilike '%' || :q_pattern || '%' or g.search_terms like '%' || lower(:q_pattern) || '%')
  and (:west::float8 is null or g.geom && st_makeenvelope(:west, :south, :east, :north, 4326))
  and g.path > :after_path::text collate "C"
order by g.path
limit :limit
