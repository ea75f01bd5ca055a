-- Where a report lies: the position it gives, else the door, else a point on the alley. Rows that were named and do not exist are told by their ids.
-- address: of the alley or the building, never of a door.
select st_x(place.point) as lon, st_y(place.point) as lat, coalesce(a.name, b.name) as address,
  :household_id::bigint is null or h.id is not null as "isHouseholdKnown", :alley_id::bigint is null or a.id is not null as "isAlleyKnown"
from (values (1)) as one (row)
left join households h on h.id = :household_id
left join buildings b on b.id = h.building_id
left join alleys a on a.id = :alley_id
cross join lateral (
  select coalesce(case when :lon::float8 is not null then st_setsrid(st_makepoint(:lon, :lat::float8), 4326) end, h.geom, st_pointonsurface(a.geom)) as point
) place
