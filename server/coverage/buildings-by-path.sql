-- The buildings with the most uncovered targets inside a basic grid: one index-only scan of the uncovered, so that the covered nine tenths and the
-- register are never read; totals are counted for the 200 that are listed, from household_coverage_building (the offset keeps it so: left free, the
-- planner reads the whole subtree once per building).
with listed as materialized (
  select c.building_id, count(*)::integer as uncovered
  from household_coverage c
  where c.campaign_id = :campaign_id and c.uncovered and in_subtree(c.path, :path)
    and (:kind::text is null or c.kind = :kind)
    and (:states::text[] is null or c.state = any (:states))
    and c.building_id is not null
  group by c.building_id
), most as materialized (
  select building_id, uncovered from listed order by uncovered desc, building_id limit 200
), placed as (
  select m.building_id as id, coalesce(nullif(b.name, ''), b.address, b.code, m.building_id::text) as name,
    st_x(p.point) as lon, st_y(p.point) as lat, m.uncovered, t.total
  from most m
  join buildings b on b.id = m.building_id
  cross join lateral (select st_pointonsurface(b.geom) as point) p
  cross join lateral (
    select count(*)::integer as total
    from (select c.path, c.kind from household_coverage c where c.campaign_id = :campaign_id and c.building_id = m.building_id offset 0) target
    where in_subtree(target.path, :path) and (:kind::text is null or target.kind = :kind)
  ) t
)
select coalesce((select json_agg(placed order by uncovered desc, id) from placed), '[]') as "byBuilding",
  (select count(*)::integer from listed) as "buildingCount"
