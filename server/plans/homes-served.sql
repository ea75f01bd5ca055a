-- Homes that any of these alleys (:ids) serves, each once: within the reach of one of them or of a lane that is reached only through one of them, as alley_facts
-- counts them alley by alley.
with recursive lane (id) as (
  select unnest(:ids::bigint[])
  union
  select o.alley_id from lane
  join alley_facts own on own.alley_id = lane.id
  join alley_facts o on o.only_way_id = lane.id and own.only_way_id is distinct from o.alley_id
)
select count(distinct h.id)::int as homes
from lane
join alleys a on a.id = lane.id
cross join alley_rules() rule
cross join lateral (select st_transform(st_buffer(a.geom_m, rule.served_m, 32), 4326) as geom offset 0) area
join grids g on g.valid_to is null and g.kind = 'basic' and g.geom && area.geom
join households h on h.path = g.path and h.kind = 'household' and h.archived_at is null and st_intersects(area.geom, h.geom)
