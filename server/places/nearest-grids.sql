-- Basic grids by distance in the metric zone, nearest first (KNN on grids_geom_m); 0 when the point lies inside.
with place as (
  select st_transform(st_setsrid(st_makepoint(:lon, :lat), 4326), (select (value #>> '{}')::integer from settings where key = 'metric_srid')) as point_m
)
select 'grid' as "kind", g.id, g.code, g.name, st_distance(g.geom_m, place.point_m) as "distanceM"
from place
cross join lateral (
  select * from grids
  where valid_to is null and kind = 'basic' and geom_m is not null and (:level::smallint is null or level = :level)
  order by geom_m <-> place.point_m
  limit :limit
) g
order by "distanceM", g.level desc, g.path
