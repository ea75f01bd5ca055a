-- Centrelines of roads and alleys that meet a box, whole. Roads without a known width are taken for narrow ones.
with box as (
  select st_makeenvelope(:west, :south, :east, :north, 4326) as geom
), line as (
  select b.name, b.width_m, 0 as layer, b.id, d.path, d.geom
  from box
  join base_features b on b.layer = 'roads' and b.geom && box.geom
  cross join lateral st_dump(b.geom) d
  union all
  select a.name, a.width_m, 1, a.id, d.path, d.geom
  from box
  join alleys a on a.geom && box.geom
  cross join lateral st_dump(a.geom) d
)
select name, coalesce(width_m, 4)::float8 as "widthM", st_asgeojson(geom, 7)::json -> 'coordinates' as line
from line
where st_geometrytype(geom) = 'ST_LineString'
order by layer, id, path
