-- The buildings with the most uncovered targets inside a basic grid: from the partial index of the uncovered, so that the covered nine tenths are
-- never read; totals are counted for the 200 that are listed.
with listed as materialized (
  select h.building_id, count(*)::integer as uncovered
  from household_coverage c
  join households h on h.id = c.household_id
  where c.campaign_id = :campaign_id and c.uncovered and in_subtree(c.path, :path)
    and (:kind::text is null or c.kind = :kind)
    and (:states::text[] is null or c.state = any (:states))
    and h.building_id is not null
  group by h.building_id
), most as materialized (
  select building_id, uncovered from listed order by uncovered desc, building_id limit 200
), placed as (
  select m.building_id as id, coalesce(nullif(b.name, ''), b.address, b.code, m.building_id::text) as name,
    st_x(p.point) as lon, st_y(p.point) as lat, m.uncovered,
    (select count(*)::integer
     from households h
     join household_coverage c on c.campaign_id = :campaign_id and c.household_id = h.id
     where h.building_id = m.building_id and in_subtree(c.path, :path) and (:kind::text is null or c.kind = :kind)) as total
  from most m
  join buildings b on b.id = m.building_id
  cross join lateral (select st_pointonsurface(b.geom) as point) p
)
select coalesce((select json_agg(placed order by uncovered desc, id) from placed), '[]') as "byBuilding",
  (select count(*)::integer from listed) as "buildingCount"
