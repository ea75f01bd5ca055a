-- The chain that a visit, an issue or a work belongs to. Of a work: what asked for it, and what came after. Of an issue: the issue and its duplicates,
-- and every work that answers one of them. Of a visit: the issues it brought, and so on. Without known_person no visit is told apart from another.
with zone as (
  select coalesce((select value #>> '{}' from settings where key = 'time_zone'), 'Asia/Shanghai') as name
), root as materialized (
  -- The issue itself or the one it is a duplicate of; of a visit and a work, of each of theirs.
  select coalesce(i.duplicate_of_id, i.id) as id from issues i
  where case :kind::text when 'issue' then i.id = :id::bigint when 'visit' then i.visit_id = :id else false end
  union
  select coalesce(i.duplicate_of_id, i.id) from work_asks k join issues i on i.id = k.issue_id where :kind = 'work' and k.work_id = :id
), asking as materialized (
  select i.* from issues i where i.id in (select id from root) or i.duplicate_of_id in (select id from root)
), work as materialized (
  select distinct w.id, w.name, w.code, w.phase, w.work_type, w.completed_on, w.started_on, w.is_completed
  from works w
  where case when :kind = 'work' then w.id = :id else w.id in (select k.work_id from work_asks k where k.issue_id in (select id from asking)) end
), knock as materialized (
  select v.id, v.household_id, v.outcome, v.visited_at from visits v
  where v.id in (select visit_id from asking) or :kind = 'visit' and v.id = :id
), door as (
  select household_id from asking where household_id is not null
  union
  select household_id from knock
), again as materialized (
  select distinct on (v.id) v.id, v.household_id, v.outcome, v.visited_at
  from work w
  cross join zone
  cross join door d
  cross join lateral (
    select v.* from visits v
    where v.household_id = d.household_id and v.superseded_at is null and v.visited_at >= (w.completed_on + 1)::timestamp at time zone zone.name
    order by v.visited_at, v.id limit 1
  ) v
  where w.is_completed and w.completed_on is not null and v.id not in (select id from knock)
), step as (
  select 'visit' as kind, k.id, (k.visited_at at time zone zone.name)::date as on_day, null as title, null as code, k.outcome as state, k.household_id,
    null as work_type, true as is_complete, 1 as turn from knock k, zone
  union all
  select 'issue', i.id, (i.reported_at at time zone zone.name)::date, i.title, i.code, i.state, i.household_id, null, not i.is_open, 2 from asking i, zone
  union all
  select 'work', w.id, coalesce(w.completed_on, w.started_on), w.name, w.code, w.phase, null, w.work_type, w.is_completed, 3 from work w
  union all
  select 'revisit', a.id, (a.visited_at at time zone zone.name)::date, null, null, a.outcome, a.household_id, null, true, 4 from again a, zone
), counted as (
  select s.*, row_number() over (partition by s.kind order by s.on_day desc nulls last, s.id desc) as place from step s
)
select (select count(distinct household_id) from asking)::integer as households, (select count(*) from asking)::integer as issues,
  (select count(*) from counted where place > :most::integer)::integer as more,
  coalesce((
    select json_agg(json_build_object('kind', c.kind, 'id', case when :known_person::boolean or c.kind in ('issue', 'work') then c.id end, 'on', c.on_day,
      'title', c.title, 'code', c.code, 'state', case when :known_person or c.kind in ('issue', 'work') then c.state end,
      'household', case when :known_person and h.id is not null then json_build_object('id', h.id, 'address', h.address) end,
      'workType', c.work_type, 'isComplete', c.is_complete) order by c.on_day nulls last, c.turn, c.id)
    from counted c left join households h on h.id = c.household_id where c.place <= :most
  ), '[]') as steps
