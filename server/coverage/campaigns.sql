-- Rounds, the open ones first. The day number counts calendar days in the district's time zone, 1 on the first day.
select c.id, c.code, c.name, c.kind, c.status, c.starts_on as "startsOn", c.ends_on as "endsOn",
  case when c.status = 'open' and today.day >= c.starts_on then today.day - c.starts_on + 1 end as "dayNumber"
from campaigns c
cross join (
  select (:now::timestamptz at time zone coalesce((select value #>> '{}' from settings where key = 'time_zone'), 'Asia/Shanghai'))::date as day
) today
order by c.status = 'open' desc, c.starts_on desc, c.id desc
