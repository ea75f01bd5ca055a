-- Puts the line of :other_id to that of :id, ends within :reach_m snapped together. No row when the two do not meet. The other alley is left for
-- the caller to take away, once everything that names it names this one. A kind of cables or parking that both are of is that of the whole; counts add up
-- where both are known.
with both_lines as materialized (
  select a.geom_m as one, st_snap(b.geom_m, a.geom_m, :reach_m::float8) as other, a.overhead_m + b.overhead_m as overhead_m,
    case
      when a.cables = b.cables then a.cables
      when array[a.cables, b.cables] <@ array['overhead', 'partly_buried', 'buried'] then 'partly_buried'
      else 'unknown'
    end as cables,
    case when a.parking = b.parking then a.parking else 'unknown' end as parking, a.parking_spaces + b.parking_spaces as parking_spaces
  from alleys a, alleys b
  where a.id = :id and b.id = :other_id and st_dwithin(a.geom_m, b.geom_m, :reach_m)
), joined as (
  select st_multi(st_linemerge(st_union(one, other))) as geom_m, cables, overhead_m, parking, parking_spaces from both_lines
)
update alleys a
set geom_m = j.geom_m, geom = st_transform(j.geom_m, 4326), length_m = st_length(st_transform(j.geom_m, 4326)::geography), path = null, is_dead_end = null,
  cables = j.cables, overhead_m = j.overhead_m, parking = j.parking, parking_spaces = j.parking_spaces
from joined j
where a.id = :id
returning a.id
