-- Puts the line of :other_id to that of :id, ends within :reach_m snapped together. No row when the two do not meet. The other alley is left for
-- the caller to take away, once everything that names it names this one.
with both_lines as materialized (
  select a.geom_m as one, st_snap(b.geom_m, a.geom_m, :reach_m::float8) as other
  from alleys a, alleys b
  where a.id = :id and b.id = :other_id and st_dwithin(a.geom_m, b.geom_m, :reach_m)
), joined as (
  select st_multi(st_linemerge(st_union(one, other))) as geom_m from both_lines
)
update alleys a
set geom_m = j.geom_m, geom = st_transform(j.geom_m, 4326), length_m = st_length(st_transform(j.geom_m, 4326)::geography), path = null, is_dead_end = null
from joined j
where a.id = :id
returning a.id
