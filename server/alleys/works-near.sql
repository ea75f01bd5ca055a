-- Works (with :day those completed by then) within :distance_m metres of an alley, nearest first, a keyset page by (distance, id).
select w.id, w.code, w."workType", w.kind, w.name, w.quantity, w.unit, w.qualifier, w."plannedQuantity", w."asOf", w."figureFrom", w.phase, w."startedOn", w."completedOn",
  w.grid, w."alleyId", w."alleyName", w."alleyFromM", w."alleyToM", w."partOfId", w."projectId", w."costMinor", w."costQualifier", w."costSource",
  w."contractorKind", w.contractor, w.source, w."askedIssues", w."askedHouseholds", w.grade, w."photoSpots", w.lon, w.lat, w.flags, st_distance(w.geom_m, a.geom_m) as "distanceM"
from alleys a
join work_rows w on st_dwithin(w.geom_m, a.geom_m, :distance_m::float8)
where a.id = :alley_id
  and (:day::date is null or w.is_completed and coalesce(w."completedOn", w."asOf", '-infinity') <= :day)
  and (st_distance(w.geom_m, a.geom_m), w.id) > (:after_distance::float8, :after_id::bigint)
order by "distanceM", w.id
limit :limit
