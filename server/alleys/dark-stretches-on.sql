-- The answer of dark-stretches.sql as of a day that is over: by lamps and surveys as they were known when it ended.
with own as materialized (
  select a.id, a.geom, a.length_m, a.length_m / nullif(st_length(a.geom_m), 0) as scale
  from alleys a
  where (:path::text is null or exists (select from alley_grids s where s.alley_id = a.id and in_subtree(s.path, :path)))
    and (:member_of::bigint is null or exists (select from grid_members m where m.grid_id = :member_of and m.kind = 'alley' and m.target_id = a.id))
    and (:west::float8 is null or a.geom && st_makeenvelope(:west, :south, :east, :north, 4326))
), dark as materialized (
  select d.*
  from (select array_agg(id) as ids, array_agg(:day::date) as days from own) l
  cross join lateral alley_darkness_on(l.ids, l.days, :now::timestamptz, true) d
)
select json_build_object('type', 'FeatureCollection', 'features', coalesce(json_agg(json_build_object('type', 'Feature', 'id', a.id,
    'geometry', st_asgeojson(st_multi(p.geom), 7)::json,
    'properties', json_build_object('state', p.state, 'lengthM', p.length_m, 'share', p.length_m / nullif(a.length_m, 0)))
  order by a.id, p.state), '[]')) as body
from own a
left join dark d on d.alley_id = a.id
cross join lateral (
  select 'dark' as state, st_transform(d.dark_geom, 4326) as geom, d.dark_max_m * a.scale as length_m where d.dark_max_m > 0
  union all
  select 'unknown', st_transform(d.unsure_geom, 4326), (d.dark_max_m - d.dark_min_m) * a.scale where d.dark_max_m > d.dark_min_m
  union all
  select 'unknown', a.geom, a.length_m
  where d.dark_max_m is null
    and not exists (select from alley_surveys s where s.alley_id = a.id and s.standard = 'light' and s.recorded_at < day_end(:day)
      and coalesce(s.superseded_at >= day_end(:day), true))
) p
where not st_isempty(p.geom)
