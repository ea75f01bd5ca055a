-- The rows of visit-days.sql as of a day that is over: from the knocks that were known when it ended, by the rules of visit_day_sources.
with zone as materialized (
  select coalesce((select value #>> '{}' from settings where key = 'time_zone'), 'Asia/Shanghai') as name
), knock as materialized (
  select k.household_id, c.path, (k.visited_at at time zone zone.name)::date as day, coalesce(k.person_id, 0) as person_id,
    (k.outcome = 'visited' and row_number() over (partition by k.household_id, k.outcome = 'visited' order by k.visited_at, k.visit_id) = 1)::integer as covered,
    c.kind
  from knocks_before(:campaign_id::bigint, day_end(:today::date)) k
  join household_coverage c on c.campaign_id = :campaign_id and c.household_id = k.household_id
  cross join zone
), told as (
  select g.path, k.day, k.person_id, k.covered
  from knock k
  join grids g on g.path = k.path and g.valid_to is null and g.kind = 'basic'
  where :member_of::bigint is null and (:kind::text is null or k.kind = :kind) and (:path::text is null or in_subtree(k.path, :path))
  union all
  select g.path, k.day, k.person_id, k.covered
  from knock k
  join grid_members m on m.grid_id = :member_of and m.kind = 'household' and m.target_id = k.household_id
  join grids g on g.id = m.grid_id
  where :kind is null or k.kind = :kind
), counted as (
  select path, day, person_id, count(*) as visits, sum(covered) as covered from told group by path, day, person_id
)
select path, max(day) as "lastVisitOn",
  coalesce(string_agg(concat_ws(' ', day - :from::date, person_id, visits, covered), ';') filter (where day between :from and :today), '') as rows
from counted
group by path
