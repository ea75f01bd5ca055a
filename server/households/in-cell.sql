-- Ids of visit targets inside one cell of a shape, at most :most (null = all), in no order and possibly twice: coverage/uncovered-in-cell.sql tells
-- why it is written so. Here the index is household_coverage_point, or the partial one of the uncovered when :only_uncovered is true.
with piece as materialized (
  select st_subdivide(
    st_segmentize(st_clipbybox2d(:shape::geometry, st_expand(st_makeenvelope(:x_min, :y_min, :x_max, :y_max)::box2d, :distance_m::float8 + 1)), 500),
    :pieces_of::integer) as geom
)
select array_agg(found.household_id) as ids
from (
  select inside.household_id
  from piece
  cross join lateral (
    select c.household_id
    from household_coverage c
    where ((:distance_m::float8 = 0 and st_intersects(piece.geom, c.point_m)) or (:distance_m::float8 > 0 and st_dwithin(piece.geom, c.point_m, :distance_m::float8)))
      and c.point_m && st_makeenvelope(:x_min, :y_min, :x_max, :y_max, st_srid(:shape::geometry))
      and c.campaign_id = :campaign_id
      and st_x(c.point_m) >= :x_min::float8 and st_x(c.point_m) < :x_max::float8
      and st_y(c.point_m) >= :y_min::float8 and st_y(c.point_m) < :y_max::float8
      and (not :only_uncovered::boolean or c.uncovered)
      and (not :only_frozen::boolean or c.frozen)
      and (:kind::text is null or c.kind = :kind)
      and (:states::text[] is null or c.state = any (:states))
      and (:held_by::text[] is null or c.path is null or c.path = any (:held_by))
      and (:building_id::bigint is null or c.building_id = :building_id)
      and (:inside::text is null or in_subtree(c.path, :inside))
      and (:member_of::bigint is null or exists (
        select from grid_members m where m.grid_id = :member_of and m.kind = 'household' and m.target_id = c.household_id))
    offset 0
  ) inside
  limit :most
) found
