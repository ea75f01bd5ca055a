-- What targets-in-place.sql says of a place, as of a day that is over: of a basic grid (:path), of the members of another (:targets), or of what lies in a
-- shape or within a distance of one. Without :with_buildings counts alone.
with hit as materialized (
  select c.household_id, c.path, c.kind, c.state, c.frozen, c.building_id
  from coverage_on(:campaign_id::bigint, :day::date, :path::text, :targets::bigint[]) c
  where (:kind::text is null or c.kind = :kind)
    and (:shape::text is null or case when :distance_m::float8 > 0 then st_dwithin(:shape::geometry, c.point_m, :distance_m::float8)
      else st_intersects(:shape::geometry, c.point_m) end)
), building as (
  select building_id, count(*)::integer as total,
    (count(*) filter (where state not in ('covered', 'exempt') and (:states::text[] is null or state = any (:states))))::integer as uncovered
  from hit
  where building_id is not null and :with_buildings::boolean
  group by building_id
), listed as (
  select * from building where uncovered > 0
), most as (
  select l.building_id as id, coalesce(nullif(b.name, ''), b.address, b.code, l.building_id::text) as name,
    st_x(p.point) as lon, st_y(p.point) as lat, l.uncovered, l.total
  from (select * from listed order by uncovered desc, building_id limit 200) l
  join buildings b on b.id = l.building_id
  cross join lateral (select st_pointonsurface(b.geom) as point) p
)
select
  (select coalesce(json_agg(counted), '[]') from (
    select path, kind, state, frozen, count(*)::integer as count from hit group by path, kind, state, frozen
  ) counted) as "counts",
  (select coalesce(json_agg(most order by uncovered desc, id), '[]') from most) as "byBuilding",
  (select count(*)::integer from listed) as "buildingCount"
