-- Everything about the targets inside a shape or a dedicated grid, in one pass: how many of each (path, kind, state, frozen), and the buildings with
-- the most uncovered. Exactly one of :shape and :grid_id is given; the other branch folds away when the statement is planned.
with piece as materialized (
  -- An array, because the planner takes it for ten pieces; of a set-returning function it expects a thousand, and then reads all households.
  select unnest(array(select st_subdivide(st_segmentize(:shape::geometry, 500), :pieces_of::integer) where :shape::text is not null)) as geom
), hit as materialized (
  -- Pieces share edges, and alley pieces overlap by the distance: each target counts once.
  select distinct inside.household_id, inside.path, inside.kind, inside.state, inside.frozen
  from piece
  cross join lateral (
    select c.household_id, c.path, c.kind, c.state, c.frozen
    from household_coverage c
    where ((:distance_m::float8 = 0 and st_intersects(piece.geom, c.point_m)) or (:distance_m::float8 > 0 and st_dwithin(piece.geom, c.point_m, :distance_m::float8)))
      and c.point_m && st_expand(:shape::geometry, :distance_m::float8)
      and c.campaign_id = :campaign_id
      and (:kind::text is null or c.kind = :kind)
    offset 0
  ) inside
  union all
  select c.household_id, c.path, c.kind, c.state, c.frozen
  from grid_members m
  join household_coverage c on c.campaign_id = :campaign_id and c.household_id = m.target_id
  where :grid_id::bigint is not null and m.grid_id = :grid_id and m.kind = 'household' and (:kind::text is null or c.kind = :kind)
), building as (
  select h.building_id, count(*)::integer as total,
    (count(*) filter (where hit.state not in ('covered', 'exempt') and (:states::text[] is null or hit.state = any (:states))))::integer as uncovered
  from hit
  cross join lateral (select h.building_id from households h where h.id = hit.household_id and h.building_id is not null offset 0) h
  group by h.building_id
), listed as (
  select * from building where uncovered > 0
), first as materialized (
  select * from listed order by uncovered desc, building_id limit 200
), most as (
  select l.building_id as id, coalesce(nullif(b.name, ''), b.address, b.code, l.building_id::text) as name,
    st_x(p.point) as lon, st_y(p.point) as lat, l.uncovered, l.total
  from first l
  join buildings b on b.id = l.building_id
  cross join lateral (select st_pointonsurface(b.geom) as point) p
)
select
  (select coalesce(json_agg(counted), '[]') from (
    select path, kind, state, frozen, count(*)::integer as count from hit group by path, kind, state, frozen
  ) counted) as "counts",
  (select coalesce(json_agg(most order by uncovered desc, id), '[]') from most) as "byBuilding",
  (select count(*)::integer from listed) as "buildingCount"
