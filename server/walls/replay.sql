-- How today's coverage came about: of the targets of a round that are covered now, how many of each grid became so on which day; columns in order of
-- grid and day. Counted from the first knock that covers and stands, by the day it was known. A target counts for the grid of :level on its way, else for
-- its own. Read as a wall: from what a wall may read, hence without the whole row of a visit.
with zone as (
  select coalesce((select value #>> '{}' from settings where key = 'time_zone'), 'Asia/Shanghai') as name
), round as (
  select r.id, (coalesce(r.frozen_at, r.opened_at, r.starts_on::timestamp at time zone zone.name) at time zone zone.name)::date as first_day,
    (:now::timestamptz at time zone zone.name)::date as today
  from campaigns r
  cross join zone
  where r.id = :campaign_id
), knock as (
  select v.household_id, min(case when v.recorded_by is null then least(v.visited_at, v.recorded_at) else v.recorded_at end) as known_at
  from visits v
  where v.campaign_id = :campaign_id and v.superseded_at is null and knock_state(v.outcome, false, false) = 'covered'
  group by 1
), covered as (
  select c.path, least(r.today, greatest(r.first_day, coalesce((k.known_at at time zone zone.name)::date, r.first_day))) - r.first_day as day, count(*) as number
  from household_coverage c
  cross join round r
  cross join zone
  left join knock k on k.household_id = c.household_id
  where c.campaign_id = :campaign_id and c.state = 'covered' and in_subtree(c.path, :path)
  group by 1, 2
), line as (
  select g.id as grid_id, c.day, sum(c.number)::integer as covered
  from covered c
  join grids g on g.path = array_to_string((string_to_array(c.path, '/'))[1:(:level::integer)], '/') and g.valid_to is null and g.kind = 'basic'
  group by 1, 2
  order by 1, 2
)
select r.first_day::text as "from", r.today::text as "to",
  (select coalesce(json_agg(grid_id), '[]') from line) as "gridId", (select coalesce(json_agg(day), '[]') from line) as day,
  (select coalesce(json_agg(covered), '[]') from line) as covered
from round r
