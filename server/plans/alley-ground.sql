-- What lies around each alley of a subtree (:root; null = all) and changes seldom, in order of id: the dear part of what the planner reads (two thirds of its time).
with alley as materialized (
  select a.id, a.path, a.geom, a.geom_m from alleys a
  where (:root::text is null or in_subtree(a.path, :root))
), school as (
  select distinct a.id
  from alley a
  join grids g on g.valid_to is null and g.kind = 'basic' and g.level = 5 and g.geom && st_expand(a.geom, 0.0017)
  join households h on h.path = g.path and h.kind = 'school' and h.archived_at is null
  where st_dwithin(st_transform(h.geom, st_srid(a.geom_m)), a.geom_m, 150)
), resident as (
  -- Buildings within the reach in which homes count as served. Two residents of 60 and over are the most that a home nobody has counted can hold.
  select a.id, sum(r.residents)::int as residents, sum(r.aged_60)::int as aged60, max(r.counted_on) as counted_on, min(r.source) as source,
    2 * coalesce(sum(door.homes) filter (where r.building_id is null), 0)::int as unknown_aged
  from alley a
  cross join alley_rules() rule
  -- offset 0: computed once an alley, not once a building (60,000 pairs: 0.2 s instead of 0.8).
  cross join lateral (select st_transform(st_buffer(a.geom_m, rule.served_m, 8), 4326) as geom offset 0) area
  join buildings b on b.geom && area.geom and st_intersects(area.geom, b.geom)
  -- limit 1 (there is at most one): looked up by its key. Few buildings are expected here, and the whole table for each of 60,000 pairs takes over 30 s.
  left join lateral (select * from building_residents own where own.building_id = b.id limit 1) r on true
  left join lateral (select count(*) as homes from households h where h.building_id = b.id and h.kind = 'household' and h.archived_at is null) door
    on r.building_id is null
  group by a.id
)
select a.id, school.id is not null as "hasSchool",
  case when e.aged60 is not null then json_build_object('counted', e.residents, 'aged60', e.aged60, 'agedMost', e.aged60 + e.unknown_aged,
    'on', e.counted_on, 'source', e.source) end as residents
from alley a
left join resident e on e.id = a.id
left join school on school.id = a.id
order by a.id
