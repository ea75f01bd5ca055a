-- Issues of alleys, each thing once, with the days on which it was reported and closed; an issue without an alley counts for those within 30 m.
select m.alley_id as "alleyId", min(m.reported_on)::text as "reportedOn", case when bool_and(m.closed_on is not null) then max(m.closed_on)::text end as "closedOn"
from (
  select a.id as alley_id, coalesce(i.duplicate_of_id, i.id) as key, (i.reported_at at time zone z.name)::date as reported_on,
    case when not i.is_open then (coalesce(i.closed_at, i.resolved_at, i.reported_at) at time zone z.name)::date end as closed_on
  from alleys a
  cross join (select coalesce((select value #>> '{}' from settings where key = 'time_zone'), 'Asia/Shanghai') as name) z
  join issues i on i.state <> 'rejected' and (i.alley_id = a.id or (i.alley_id is null and st_dwithin(i.point_m, a.geom_m, 30)))
  where a.id = any (:ids) and i.reported_at < (:until::date + 1)::timestamp at time zone z.name
) m
group by m.alley_id, m.key
order by 1, 2
