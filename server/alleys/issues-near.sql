-- Issues of any state (with :day as they stood when that day ended) within :distance_m metres of an alley, nearest first, a keyset page by (distance, id).
select i.id, i.code, i.title, i.domain, i.class, i.channel, i.state, i.lateness, i.grid, i."unitName", i.address, i.lon, i.lat,
  i."reportedAt", i."dueAt", i."resolvedAt", i."closedAt", i.flags, st_distance(i.point_m, a.geom_m) as "distanceM"
from alleys a
join (
  select * from issue_rows(:now::timestamptz) where :day::date is null
  union all
  select * from issue_rows_on(:day, :now) where :day is not null
) i on st_dwithin(i.point_m, a.geom_m, :distance_m::float8)
where a.id = :alley_id
  and (st_distance(i.point_m, a.geom_m), i.id) > (:after_distance::float8, :after_id::bigint)
order by "distanceM", i.id
limit :limit
