-- Programmes of projects with their totals, or one by :code. Items are counted, not projects; money is in 分.
with consent as materialized (
  select distinct on (project_id) project_id, agreed::float8 / asked as share
  from project_consultations where asked is not null order by project_id, held_on desc, id desc
), project as materialized (
  select p.programme_id, p.id, p.phase, p.item_count as items,
    case when p.phase in ('done', 'accepted') then 'done' when p.phase = 'under_construction' then 'under_way' when p.phase = 'unstated' then 'unstated'
      else 'ahead' end as standing,
    extract(year from coalesce(p.started_on, p.starts_on))::integer as year,
    coalesce(p.ends_on < :today::date and p.phase not in ('done', 'accepted'), false) as is_late,
    k.needs_consent and c.share < r.consent_share as is_below,
    (select count(*) from project_milestones m where m.project_id = p.id and coalesce(m.done_on, :today) > m.due_on) as late_milestones
  from projects p
  join project_kinds k on k.code = p.kind
  cross join project_rules() r
  left join consent c on c.project_id = p.id
)
select m.id, m.code, m.name, m.name_en as "nameEn", m.kind, m.starts_on as "startsOn", m.ends_on as "endsOn", m.targets,
  json_build_object('projects', n.projects, 'items', n.items, 'started', n.done + n.under_way + n.unstated, 'done', n.done, 'underWay', n.under_way,
    'unstated', n.unstated, 'households', benefit.households, 'buildings', benefit.buildings, 'notStarted', greatest(0, coalesce(target.items, n.items) - (n.done + n.under_way + n.unstated)),
    'byPhase', phases.by_phase, 'byYear', years.by_year, 'money', money.rows, 'late', n.late, 'lateMilestones', n.late_milestones, 'belowConsent', n.below)
    as figures
from programmes m
cross join lateral (
  select count(*) as projects, coalesce(sum(items), 0) as items, coalesce(sum(items) filter (where standing = 'done'), 0) as done,
    coalesce(sum(items) filter (where standing = 'under_way'), 0) as under_way, coalesce(sum(items) filter (where standing = 'unstated'), 0) as unstated,
    count(*) filter (where is_late) as late, coalesce(sum(late_milestones), 0) as late_milestones, count(*) filter (where is_below) as below
  from project where programme_id = m.id
) n
-- A home that two projects of the programme reach is one home.
cross join lateral (
  select (select count(distinct h.household_id) from project_homes h join project p on p.id = h.project_id where p.programme_id = m.id) as households,
    (select count(distinct b.building_id) from project_buildings b join project p on p.id = b.project_id where p.programme_id = m.id) as buildings
) benefit
cross join lateral (select (select (t ->> 'value')::float8::integer from jsonb_array_elements(m.targets) t where t ->> 'code' = 'items' limit 1) as items) target
cross join lateral (
  select json_object_agg(o.phase, coalesce(x.items, 0)) as by_phase
  from unnest(:phases::text[]) as o (phase)
  left join (select phase, sum(items) as items from project where programme_id = m.id group by phase) x on x.phase = o.phase
) phases
cross join lateral (
  select coalesce(json_agg(json_build_object('year', y.year, 'started', y.done + y.under_way + y.unstated, 'done', y.done, 'underWay', y.under_way,
    'unstated', y.unstated, 'notStarted', y.ahead) order by y.year nulls last), '[]') as by_year
  from (
    select year, coalesce(sum(items) filter (where standing = 'done'), 0) as done, coalesce(sum(items) filter (where standing = 'under_way'), 0) as under_way,
      coalesce(sum(items) filter (where standing = 'unstated'), 0) as unstated, coalesce(sum(items) filter (where standing = 'ahead'), 0) as ahead
    from project where programme_id = m.id group by year
  ) y
) years
cross join lateral (
  select coalesce(json_agg(json_build_object('source', x.source, 'year', x.year, 'plannedMinor', x.planned, 'paidMinor', x.paid)
    order by x.year, x.sort_order), '[]') as rows
  from (
    select f.source, s.sort_order, f.year, sum(f.planned_minor)::bigint as planned, sum(f.paid_minor)::bigint as paid
    from project_funds f join projects p on p.id = f.project_id join fund_sources s on s.code = f.source
    where p.programme_id = m.id group by f.source, s.sort_order, f.year
  ) x
) money
where m.kind is not null and (:code::text is null or m.code = :code)
order by m.starts_on, m.id
