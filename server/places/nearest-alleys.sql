-- Alleys by distance in the metric zone, nearest first (KNN on alleys_geom_m).
with place as (
  select st_transform(st_setsrid(st_makepoint(:lon, :lat), 4326), (select (value #>> '{}')::integer from settings where key = 'metric_srid')) as point_m
)
select 'alley' as "kind", a.id, a.code, a.name, st_distance(a.geom_m, place.point_m) as "distanceM"
from place
cross join lateral (select * from alleys order by geom_m <-> place.point_m limit :limit) a
order by "distanceM", a.id
