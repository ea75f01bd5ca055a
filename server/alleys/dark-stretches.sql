-- Parts of alleys by what is known of their light, as GeoJSON text; the alley's id is the feature's. dark: farther than the reach of a lamp that works;
-- unknown: nobody has said whether the lamps there work, or no lamp is registered near and nobody has measured.
select json_build_object('type', 'FeatureCollection', 'features', coalesce(json_agg(json_build_object('type', 'Feature', 'id', a.id,
    'geometry', st_asgeojson(st_multi(p.geom), 7)::json,
    'properties', json_build_object('state', p.state, 'lengthM', p.length_m, 'share', p.length_m / nullif(a.length_m, 0)))
  order by a.id, p.state), '[]')) as body
from alley_facts f
join alleys a on a.id = f.alley_id
cross join lateral (
  select 'dark' as state, st_transform(f.dark_geom, 4326) as geom, f.dark_max_m as length_m where f.dark_max_m > 0
  union all
  select 'unknown', st_transform(f.unsure_geom, 4326), f.dark_max_m - f.dark_min_m where f.dark_max_m > f.dark_min_m
  union all
  select 'unknown', a.geom, a.length_m
  where f.dark_max_m is null
    and not exists (select from alley_surveys s where s.alley_id = a.id and s.standard = 'light' and s.superseded_at is null)
) p
where not st_isempty(p.geom)
  and (:path::text is null or exists (select from alley_grids s where s.alley_id = a.id and in_subtree(s.path, :path)))
  and (:member_of::bigint is null or exists (select from grid_members m where m.grid_id = :member_of and m.kind = 'alley' and m.target_id = a.id))
  and (:west::float8 is null or a.geom && st_makeenvelope(:west, :south, :east, :north, 4326))
