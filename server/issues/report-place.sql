-- Where a report lies: the position it gives, else the first component, else the door, else a point on the alley. Rows that were named and do not exist are told by their ids.
-- address: of the alley or the building, never of a door.
select st_x(place.point) as lon, st_y(place.point) as lat, coalesce(a.name, b.name) as address,
  (select coalesce(array_agg(id), '{}') from street_components where id = any (:component_ids::bigint[])) as "componentIds",
  :household_id::bigint is null or h.id is not null as "isHouseholdKnown", :alley_id::bigint is null or a.id is not null as "isAlleyKnown"
from (values (1)) as one (row)
left join households h on h.id = :household_id
left join buildings b on b.id = h.building_id
left join alleys a on a.id = :alley_id
left join street_components c on c.id = (:component_ids::bigint[])[1]
cross join lateral (
  select coalesce(case when :lon::float8 is not null then st_setsrid(st_makepoint(:lon, :lat::float8), 4326) end, c.geom, h.geom, st_pointonsurface(a.geom)) as point
) place
