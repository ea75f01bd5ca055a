-- Edges of the water that meets a box, holes (islands) included.
select st_asgeojson(r.geom, 7)::json -> 'coordinates' as line
from base_features b
cross join lateral st_dump(b.geom) d
cross join lateral st_dump(st_boundary(d.geom)) r
where b.layer = 'water' and b.geom && st_makeenvelope(:west, :south, :east, :north, 4326)
  and st_geometrytype(d.geom) = 'ST_Polygon' and st_geometrytype(r.geom) = 'ST_LineString'
order by b.id, d.path, r.path
