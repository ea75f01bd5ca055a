-- Targets of a grid or a box with the states they went through; body is null when there are more than :most. Step rows index into the targets.
with box as materialized (
  select st_transform(st_segmentize(st_makeenvelope(:west::float8, :south::float8, :east::float8, :north::float8, 4326), 0.002),
    (select (value #>> '{}')::integer from settings where key = 'metric_srid')) as geom
), hit as materialized (
  select c.household_id
  from household_coverage c
  where c.campaign_id = :campaign_id
    and (:path::text is null or in_subtree(c.path, :path))
    and (:member_of::bigint is null or exists (
      select from grid_members m where m.grid_id = :member_of and m.kind = 'household' and m.target_id = c.household_id))
    and (:west::float8 is null or st_intersects(c.point_m, (select geom from box)))
  limit :most::integer + 1
), own as materialized (
  select array_agg(household_id) as ids from hit having count(*) between 1 and :most
), step as materialized (
  select s.household_id, greatest(s.day, :from::date) - :from as day, array_position(:states::text[], s.state) - 1 as state
  from own cross join lateral coverage_steps(:campaign_id::bigint, null, own.ids) s
  where s.day <= :to::date
), line as materialized (
  select h.id, st_x(h.geom) as lon, st_y(h.geom) as lat, array_position(:kinds::text[], h.kind) - 1 as kind, coalesce(h.building_id, 0) as building_id,
    row_number() over (order by h.id) - 1 as row
  from households h
  where h.id in (select household_id from step)
), told as (
  -- Several steps before the range all fall on its first day; the last of them stands.
  select distinct on (l.row, s.day) l.row, s.day, s.state
  from (select household_id, day, state, row_number() over (partition by household_id) as number from step) s
  join line l on l.id = s.household_id
  order by l.row, s.day, s.number desc
)
select case when (select count(*) from hit) <= :most then
  json_build_object('campaign', :campaign::json, 'from', :from, 'to', :to, 'states', to_json(:states), 'kinds', to_json(:kinds),
    'id', (select coalesce(json_agg(id order by row), '[]') from line),
    'lon', (select coalesce(json_agg(round(lon::numeric, 7) order by row), '[]') from line),
    'lat', (select coalesce(json_agg(round(lat::numeric, 7) order by row), '[]') from line),
    'kind', (select coalesce(json_agg(kind order by row), '[]') from line),
    'buildingId', (select coalesce(json_agg(building_id order by row), '[]') from line),
    'step', (select json_build_object('row', coalesce(json_agg(row), '[]'), 'day', coalesce(json_agg(day), '[]'), 'state', coalesce(json_agg(state), '[]')) from told)
  )::text end as body
