-- What the planner knows of each alley of a subtree (:root; null = all) besides alley-ground.sql, one row an alley in order of id. Days are counted to :today.
with alley as materialized (
  select a.id, a.code, a.name, a.path, a.length_m, a.width_m, a.geom, a.geom_m, st_isvalid(a.geom) and a.length_m > 0 as has_place
  from alleys a
  where (:root::text is null or in_subtree(a.path, :root))
), rules as materialized (
  select * from project_rules()
), condition as (
  select c.alley_id, json_object_agg(c.standard, json_build_object('min', c.need_min, 'max', c.need_max, 'on', c.surveyed_on, 'source', c.source)) as needs
  from alley_conditions c
  group by c.alley_id
), report as (
  -- An issue is its original's; those of components and doors have the alley they were reported for.
  select a.id, json_agg(json_build_object('key', coalesce(i.duplicate_of_id, i.id), 'ageDays', greatest(0, :today::date - i.reported_at::date)) order by i.id) as issues
  from alley a
  join issues i on i.is_open and (i.alley_id = a.id or (i.alley_id is null and st_dwithin(i.point_m, a.geom_m, 30)))
  group by a.id
), broken as (
  select alley_id, count(*) filter (where kind = 'lamp') as lamps, count(*) filter (where kind <> 'lamp') as drains
  from component_conditions where condition = 'faulty' and alley_id is not null group by alley_id
), project as materialized (
  select p.id, p.kind, p.phase, k.digs, k.resurfaces, p.geom_m, p.starts_on, p.ends_on, p.started_on, p.finished_on, p.name
  from projects p join project_kinds k on k.code = p.kind
  where p.geom_m is not null
), touching as materialized (
  select a.id as alley_id, p.id, p.kind, p.phase, p.digs, p.resurfaces, p.starts_on, p.ends_on, p.finished_on, p.name,
    exists (select from project_alleys l where l.project_id = p.id and l.alley_id = a.id)
      or st_dwithin(p.geom_m, st_lineinterpolatepoint(st_geometryn(a.geom_m, 1), 0.5), r.clash_tolerance_m) as is_same
  from alley a
  cross join rules r
  join project p on st_dwithin(p.geom_m, a.geom_m, r.clash_tolerance_m)
), planned as (
  select alley_id, json_agg(json_build_object('id', id, 'name', name, 'kind', kind, 'startsOn', starts_on, 'endsOn', ends_on, 'isSame', is_same,
      'digs', digs and not resurfaces) order by ends_on, id) as works
  from touching where phase not in ('done', 'accepted') and kind <> 'alleys' and ends_on >= :today::date
  group by alley_id
), renewed as (
  select alley_id, max(finished_on) filter (where kind = 'alleys' and is_same) as renewed_on,
    max((finished_on + make_interval(years => r.moratorium_years))::date) filter (where resurfaces and is_same) as closed_until
  from touching cross join rules r
  where phase in ('done', 'accepted')
  group by alley_id
), under_way as (
  select distinct l.alley_id from project_alleys l join projects p on p.id = l.project_id where p.kind = 'alleys' and p.phase not in ('planned', 'done', 'accepted')
), consent as (
  -- What was noted of the alley itself comes before what was answered for a whole project.
  select distinct on (alley_id) alley_id, asked, agreed, held_on
  from (
    select alley_id, asked, agreed, noted_on as held_on, 0 as rank, id from (
      select distinct on (alley_id) * from alley_planning_notes where kind = 'consent' order by alley_id, noted_on desc, id desc) newest where not is_lifted
    union all
    select l.alley_id, c.asked, c.agreed, c.held_on, 1, c.id
    from project_consultations c join project_alleys l on l.project_id = c.project_id where c.asked is not null
  ) answered
  order by alley_id, rank, held_on desc, id desc
), doomed as (
  select alley_id, until_on, reason from (
    select distinct on (alley_id) * from alley_planning_notes where kind = 'demolition' order by alley_id, noted_on desc, id desc
  ) newest
  where not is_lifted and (until_on is null or until_on >= :today::date)
)
select a.id, a.code, a.name, case when s.id is not null then json_build_object('id', s.id, 'code', s.code, 'name', s.name) end as subdistrict, t.code as community,
  a.length_m as "lengthM", a.width_m as "widthM", a.has_place as "hasPlace", coalesce(c.needs, '{}') as needs, f.served_households as households,
  f.dark_min_m as "darkMinM", f.dark_max_m as "darkMaxM", coalesce(b.lamps, 0)::int as "faultyLamps", coalesce(b.drains, 0)::int as "faultyDrains",
  coalesce(r.issues, '[]') as issues, coalesce(p.works, '[]') as planned,
  n.renewed_on as "renewedOn", n.closed_until as "closedUntil", u.alley_id is not null as "isUnderWay",
  case when o.alley_id is not null then json_build_object('asked', o.asked, 'agreed', o.agreed, 'on', o.held_on) end as consent,
  case when d.alley_id is not null then json_build_object('until', d.until_on, 'reason', d.reason) end as demolition,
  st_x(st_pointonsurface(a.geom)) as lon, st_y(st_pointonsurface(a.geom)) as lat,
  left(md5(st_asbinary(a.geom)::text || coalesce(a.width_m::text, '')), 12) as "placeDigest"
from alley a
left join grids s on s.valid_to is null and s.kind = 'basic' and s.level = 2 and in_subtree(a.path, s.path)
left join grids t on t.valid_to is null and t.kind = 'basic' and t.level = 3 and in_subtree(a.path, t.path)
left join alley_facts f on f.alley_id = a.id
left join condition c on c.alley_id = a.id
left join report r on r.id = a.id
left join broken b on b.alley_id = a.id
left join planned p on p.alley_id = a.id
left join renewed n on n.alley_id = a.id
left join under_way u on u.alley_id = a.id
left join consent o on o.alley_id = a.id
left join doomed d on d.alley_id = a.id
order by a.id
