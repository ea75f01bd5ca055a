-- What raises an alarm at this moment, stalled grids apart (their rule is that of the pace). Overdue issues are those of issue_lateness: the wall, the
-- desk and the alarm count the same. "standing": since when it has been of this level: what stands for longer than a day when it is noticed is a backlog.
with late as materialized (
  select i.id, i.path, i.geom, i.due_at, i.unit_id, l.lateness
  from issues i
  join issue_lateness(:now::timestamptz) l on l.issue_id = i.id
  where i.is_open and l.lateness in ('overdue', 'overdue_long', 'due_today', 'in_term')
    and i.due_at <= :now + make_interval(mins => :expiring_minutes::integer)
), deadline as (
  select case when lateness in ('overdue', 'overdue_long') then 'overdue' else 'expiring' end as kind, 'issue ' || id as subject,
    case lateness when 'overdue_long' then 1 when 'overdue' then 2 else 3 end as level, path, geom as place, id as issue_id, '{}'::bigint[] as issue_ids,
    null::integer as count, null::integer as minutes, null::integer as uncovered, unit_id, due_at,
    case when lateness in ('overdue', 'overdue_long') then due_at else due_at - make_interval(mins => :expiring_minutes) end as since,
    case lateness when 'overdue_long' then coalesce(working_day_end(due_at, 3), due_at) when 'overdue' then due_at else :now end as standing
  from late
), near as (
  select array_to_string((string_to_array(i.path, '/'))[1:4], '/') as path, count(*)::integer as count, (array_agg(i.id order by i.reported_at desc, i.id desc))[1:50] as issue_ids,
    st_centroid(st_collect(i.geom)) as place, max(i.reported_at) as since
  from issues i
  where i.is_open and i.path is not null and i.reported_at > :now - make_interval(mins => :cluster_minutes::integer) and i.reported_at <= :now
  group by 1
  having count(*) >= :cluster_count::integer
), cluster as (
  select 'cluster' as kind, 'grid ' || n.path as subject, case when n.count >= 2 * :cluster_count then 1 else 2 end as level, n.path, coalesce(n.place, g.label_point) as place,
    null::bigint as issue_id, n.issue_ids, n.count, :cluster_minutes as minutes, null::integer as uncovered, null::bigint as unit_id, null::timestamptz as due_at, n.since, n.since as standing
  from near n
  left join grids g on g.path = n.path and g.valid_to is null
)
select kind, subject, level, path, st_x(place) as lon, st_y(place) as lat, issue_id, issue_ids, count, minutes, uncovered, unit_id, due_at, since, standing
from (select * from deadline union all select * from cluster) wanted
