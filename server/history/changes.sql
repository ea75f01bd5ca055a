-- What has changed since a moment, newest first, and how much of each kind in all. Visits by the time they became known. A target is newly covered when
-- no visit known before (and not yet taken back) had reached it. Works have dates, no times: those of the first day count as a whole.
with zone as (
  select coalesce((select value #>> '{}' from settings where key = 'time_zone'), 'Asia/Shanghai') as name
), knock as materialized (
  select v.id, v.campaign_id, v.household_id, v.outcome, known_at(v) as at, c.path
  from visits v
  join household_coverage c on c.household_id = v.household_id and c.campaign_id = v.campaign_id
  where v.recorded_at >= :since::timestamptz and known_at(v) >= :since and known_at(v) <= :now::timestamptz and v.superseded_at is null
    and (:path::text is null or in_subtree(c.path, :path))
    and (:member_of::bigint is null or exists (
      select from grid_members m where m.grid_id = :member_of and m.kind = 'household' and m.target_id = v.household_id))
), own_issue as materialized (
  select i.*
  from issues i
  where (i.is_open or i.reported_at >= :since or i.closed_at >= :since)
    and (:path is null or in_subtree(i.path, :path))
    and (:member_of is null or exists (select from grid_members m where m.grid_id = :member_of and m.kind = 'issue' and m.target_id = i.id))
), change as (
  select 'visit' as kind, k.id, k.at, null as title, null as work_type, k.outcome, k.household_id, k.path from knock k
  union all
  select 'covered', k.household_id, min(k.at), null, null, null, k.household_id, k.path
  from knock k
  where k.outcome = 'visited' and not exists (
    select from visits v
    where v.campaign_id = k.campaign_id and v.household_id = k.household_id and v.outcome = 'visited' and known_at(v) < :since
      and coalesce(v.superseded_at >= :since, true))
  group by k.campaign_id, k.household_id, k.path
  union all
  select 'issue_opened', i.id, i.reported_at, i.title, null, null, null, i.path from own_issue i where i.reported_at >= :since and i.reported_at <= :now
  union all
  select 'issue_closed', i.id, i.closed_at, i.title, null, null, null, i.path from own_issue i where not i.is_open and i.closed_at >= :since
  union all
  select 'issue_overdue', i.id, i.due_at, i.title, null, null, null, i.path
  from own_issue i
  where i.is_open and i.state <> 'scheduled' and i.due_at >= :since and i.due_at < :now
  union all
  select 'work_completed', w.id, w.completed_on::timestamp at time zone zone.name, w.name, w.work_type, null, null, w.path
  from works w
  cross join zone
  where w.is_completed and w.completed_on >= (:since at time zone zone.name)::date
    and (:path is null or in_subtree(w.path, :path) or exists (select from work_grids s where s.work_id = w.id and in_subtree(s.path, :path)))
    and (:member_of is null or exists (select from grid_members m where m.grid_id = :member_of and m.kind = 'work' and m.target_id = w.id))
), page as (
  select c.*
  from change c
  where (:kinds::text[] is null or c.kind = any (:kinds))
    and (:before_at::timestamptz is null or (c.at, c.kind, c.id) < (:before_at, :before_kind::text, :before_id::bigint))
  order by c.at desc, c.kind desc, c.id desc
  limit :limit::integer
)
select (select coalesce(json_object_agg(kind, number), '{}') from (select kind, count(*) as number from change group by kind) n) as counts,
  (select coalesce(json_agg(json_build_object('kind', p.kind, 'id', p.id,
      'at', to_char(p.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'title', p.title, 'workType', p.work_type, 'outcome', p.outcome,
      'householdId', p.household_id, 'grid', grid_ref(g), 'lon', round(st_x(place.point)::numeric, 7), 'lat', round(st_y(place.point)::numeric, 7))
      order by p.at desc, p.kind desc, p.id desc), '[]')
   from page p
   left join grids g on g.path = array_to_string((string_to_array(p.path, '/'))[1:4], '/') and g.valid_to is null and g.kind = 'basic'
   left join households h on h.id = p.household_id
   left join issues i on p.kind like 'issue%' and i.id = p.id
   left join works w on p.kind = 'work_completed' and w.id = p.id
   left join lateral (select coalesce(h.geom, i.geom, st_pointonsurface(w.geom)) as point) place on true) as items
