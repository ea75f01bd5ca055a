-- Parts of alleys farther than the reach of a lamp that works, as GeoJSON text; the alley's id is the feature's.
select json_build_object('type', 'FeatureCollection', 'features', coalesce(json_agg(json_build_object('type', 'Feature', 'id', a.id,
    'geometry', st_asgeojson(st_multi(st_transform(f.dark_geom, 4326)), 7)::json,
    'properties', json_build_object('lengthM', f.dark_max_m, 'share', f.dark_max_m / nullif(a.length_m, 0)))
  order by a.id), '[]')) as body
from alley_facts f
join alleys a on a.id = f.alley_id
where f.dark_max_m > 0 and not st_isempty(f.dark_geom)
  and (:path::text is null or exists (select from alley_grids s where s.alley_id = a.id and in_subtree(s.path, :path)))
  and (:member_of::bigint is null or exists (select from grid_members m where m.grid_id = :member_of and m.kind = 'alley' and m.target_id = a.id))
  and (:west::float8 is null or a.geom && st_makeenvelope(:west, :south, :east, :north, 4326))
