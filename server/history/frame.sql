-- The day it is, the first day anything is known of, when changes are told from, and the rounds that have begun.
with zone as (
  select coalesce((select value #>> '{}' from settings where key = 'time_zone'), 'Asia/Shanghai') as name
), today as (
  select (:now::timestamptz at time zone zone.name)::date as day from zone
), round as (
  select c.id, c.code, c.name,
    (coalesce(c.frozen_at, c.opened_at, c.starts_on::timestamp at time zone zone.name) at time zone zone.name)::date as first_day,
    case when c.status = 'closed' then coalesce((c.closed_at at time zone zone.name)::date, c.ends_on) end as last_day
  from campaigns c
  cross join zone
  where c.kind = 'round' and c.status <> 'planned'
)
select today.day::text as today, first.day::text as "firstDay",
  to_char(((today.day - 1) + :briefing_time::time) at time zone zone.name at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "changesSince",
  (select coalesce(json_agg(json_build_object('id', id, 'code', code, 'name', name, 'firstDay', first_day, 'lastDay', last_day) order by first_day, id), '[]')
   from round where first_day <= today.day) as rounds,
  (select json_agg(t.day order by t.day) from responsibility_turns(first.day, today.day) t) as "responsibilityTurns",
  json_build_object('surveys', (select min(district_day(recorded_at)) from alley_surveys),
    'responsibilities', (select min(district_day(recorded_at)) from responsibilities)) as "keptSince"
from today
cross join zone
cross join (
  select least(today.day, (select min(first_day) from round), (select min((reported_at at time zone zone.name)::date) from issues),
    (select min(coalesce(completed_on, as_of)) from works where is_completed)) as day
  from today cross join zone
) first
