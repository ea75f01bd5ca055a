-- What the register said of an alley at the end of a day: the first change after it has kept that. No row where nothing has changed since.
-- What the register did not keep yet on that day was not known.
select r.before ->> 'name' as name, r.before ->> 'name_status' as "nameStatus", (r.before ->> 'width_m')::float8 as "widthM", r.before ->> 'surface' as surface,
  (r.before ->> 'is_dead_end')::boolean as "isDeadEnd", coalesce(r.before ->> 'cables', 'unknown') as cables, (r.before ->> 'overhead_m')::float8 as "overheadM",
  coalesce(r.before ->> 'parking', 'unknown') as parking, (r.before ->> 'parking_spaces')::integer as "parkingSpaces"
from alley_revisions r
where r.alley_id = :id and district_day(r.occurred_at) > :day::date
order by r.occurred_at, r.id
limit 1
