-- What happened last in a grid, newest first; grids are those of level 4, or the smallest above. Who and which door is in none of it.
with knock as (
  select 'visit-' || v.id as key, v.visited_at as at, 'visit' as kind, c.path, v.outcome, null::text as domain, null::text as title, null::text as work_type,
    null::double precision as quantity, null::text as unit, null::text as alley_name
  from visits v
  join household_coverage c on c.campaign_id = v.campaign_id and c.household_id = v.household_id
  where v.campaign_id = :campaign_id and v.superseded_at is null and v.visited_at <= :now::timestamptz and in_subtree(c.path, :path)
  order by v.visited_at desc
  limit :most
), deed as (
  select 'issue-' || e.issue_id || '-' || e.id, e.occurred_at,
    case e.action when 'report' then 'issue_reported' when 'assign' then 'issue_assigned' when 'finish' then 'issue_resolved' when 'close' then 'issue_closed' else 'issue_scheduled' end,
    i.path, null::text, i.domain, i.title, null::text, null::double precision, null::text, null::text
  from issue_events e
  join wall_issues i on i.id = e.issue_id
  where e.action in ('report', 'assign', 'finish', 'close', 'schedule') and e.occurred_at <= :now and in_subtree(i.path, :path)
  order by e.occurred_at desc, e.id desc
  limit :most
), done as (
  -- A day is all that is known of a completion: it is told when it was recorded, or at the end of its day where it was recorded later.
  select 'work-' || w.id, least(w.recorded_at, (w.completed_on + :day_end::time) at time zone :time_zone::text) as at, 'work_completed', w.path, null::text, null::text,
    null::text, w.work_type, w.quantity::double precision, coalesce(w.unit, t.unit), a.name
  from works w
  join work_types t on t.code = w.work_type
  left join alleys a on a.id = w.alley_id
  where w.is_completed and w.completed_on >= (:now::timestamptz at time zone :time_zone)::date - 7 and in_subtree(w.path, :path)
  order by at desc, w.id desc
  limit :most
), told as (
  select * from knock union all select * from deed union all select * from done
)
select t.key, t.at, t.kind, g.name as "gridName", g.code as "gridCode", t.outcome, t.domain, t.title, t.work_type as "workType", y.name as "workTypeName",
  y.name_en as "workTypeNameEn", t.quantity, t.unit, t.alley_name as "alleyName"
from (select * from told where at <= :now order by at desc, key limit :most) t
left join work_types y on y.code = t.work_type
left join grids g on g.path = array_to_string((string_to_array(t.path, '/'))[1:4], '/') and g.valid_to is null
order by t.at desc, t.key
