-- The same tile by PostGIS, from the same rows. Points are cut half open as tiles are; shapes reach over by :buffer.
-- Not st_asmvtgeom: it simplifies by half a unit before it rounds. Here nothing is generalised.
with tile as (
  select box, 4096 / (st_xmax(box) - st_xmin(box)) as scale, st_expand(box, (st_xmax(box) - st_xmin(box)) * :buffer / 4096) as reach
  from st_tileenvelope(:z, :x, :y) as box
), rows as (
  select id, geom from grids where :layer like 'grids-%' and level = right(:layer, 1)::integer and valid_to is null
  union all select id, geom from buildings where :layer = 'buildings'
  union all select id, geom from alleys where :layer = 'alleys'
  union all select id, geom from households where :layer = 'households'
  union all select id, geom from base_features where layer = :layer
), cut as (
  select r.id, st_snaptogrid(st_affine(st_collectionextract(st_clipbybox2d(m.geom, t.reach::box2d), st_dimension(m.geom) + 1),
    t.scale, 0, 0, -t.scale, -st_xmin(t.box) * t.scale, st_ymax(t.box) * t.scale), 1) as geom
  from rows r
  cross join tile t
  cross join lateral (select st_transform(r.geom, 3857) as geom) m
  where m.geom && t.reach
    and (:layer <> 'households' or (st_x(m.geom) >= st_xmin(t.box) and st_x(m.geom) < st_xmax(t.box)
      and st_y(m.geom) > st_ymin(t.box) and st_y(m.geom) <= st_ymax(t.box)))
), drawn as (
  select * from cut where not st_isempty(geom)
)
select st_asmvt(drawn, :layer, 4096, 'geom', 'id') as tile, count(geom)::int as features from drawn
