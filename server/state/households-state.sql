-- Columns of the targets in view; body is null when there are more than :most. State and kind travel as indexes into :states and :kinds.
-- By box: household_coverage_point, or the partial index of the uncovered with only=uncovered. By grid: household_coverage_path or _uncovered.
with box as materialized (
  select st_transform(st_segmentize(st_makeenvelope(:west::float8, :south::float8, :east::float8, :north::float8, 4326), 0.002),
    (select (value #>> '{}')::integer from settings where key = 'metric_srid')) as geom
), hit as materialized (
  select c.household_id, c.state, c.kind
  from household_coverage c
  where c.campaign_id = :campaign_id
    and (not :only_uncovered::boolean or c.uncovered)
    and (:path::text is null or in_subtree(c.path, :path))
    and (:member_of::bigint is null or exists (
      select from grid_members m where m.grid_id = :member_of and m.kind = 'household' and m.target_id = c.household_id))
    and (:west::float8 is null or st_intersects(c.point_m, (select geom from box)))
  limit :most::integer + 1
), line as (
  select h.id, st_x(h.geom) as lon, st_y(h.geom) as lat, array_position(:states::text[], hit.state) - 1 as state,
    array_position(:kinds::text[], hit.kind) - 1 as kind, coalesce(h.building_id, 0) as building_id
  from hit
  join households h on h.id = hit.household_id
  where (select count(*) from hit) <= :most
)
select case when (select count(*) from hit) <= :most then
  json_build_object('layer', 'households', 'asOf', :now::timestamptz, 'seq', (select coalesce(max(seq), 0) from events), 'campaign', :campaign::json, 'states', to_json(:states::text[]), 'kinds', to_json(:kinds::text[]),
    'id', coalesce(json_agg(id), '[]'),
    'lon', coalesce(json_agg(round(lon::numeric, 7)), '[]'),
    'lat', coalesce(json_agg(round(lat::numeric, 7)), '[]'),
    'state', coalesce(json_agg(state), '[]'),
    'kind', coalesce(json_agg(kind), '[]'),
    'buildingId', coalesce(json_agg(building_id), '[]'))::text
  end as "body"
from line
