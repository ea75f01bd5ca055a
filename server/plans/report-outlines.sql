-- Subdistricts that alleys of a plan lie in, with the box of these alleys; borders as on a page, to some 5 m.
select
  (select json_build_array(st_xmin(b), st_ymin(b), st_xmax(b), st_ymax(b)) from (select st_extent(geom) as b from alleys where id = any (:ids)) e) as bbox,
  coalesce((
    select json_agg(json_build_object('type', 'Feature', 'geometry', st_asgeojson(st_simplifypreservetopology(g.geom, 0.00005), 6)::json,
      'properties', json_build_object('code', g.code, 'name', g.name)) order by g.path)
    from grids g
    where g.valid_to is null and g.kind = 'basic' and g.level = 2 and g.code = any (:codes)
  ), '[]') as outlines
