-- The same tile by PostGIS, from the same rows, not generalised. Points are cut half open as tiles are; shapes reach over by :buffer.
with tile as (
  select st_tileenvelope(:z, :x, :y) as box
), rows as (
  select id, geom from grids where :layer like 'grids-%' and level = right(:layer, 1)::integer and valid_to is null
  union all select id, geom from buildings where :layer = 'buildings'
  union all select id, geom from alleys where :layer = 'alleys'
  union all select id, geom from households where :layer = 'households'
  union all select id, geom from base_features where layer = :layer
), cut as (
  select r.id, st_asmvtgeom(m.geom, t.box, 4096, :buffer, true) as geom
  from rows r
  cross join tile t
  cross join lateral (select st_transform(r.geom, 3857) as geom) m
  where m.geom && st_expand(t.box, (st_xmax(t.box) - st_xmin(t.box)) * :buffer / 4096)
    and (:layer <> 'households' or (st_x(m.geom) >= st_xmin(t.box) and st_x(m.geom) < st_xmax(t.box)
      and st_y(m.geom) > st_ymin(t.box) and st_y(m.geom) <= st_ymax(t.box)))
)
select st_asmvt(cut, :layer, 4096, 'geom', 'id') as tile, count(geom)::int as features from cut
