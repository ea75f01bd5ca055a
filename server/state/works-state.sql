-- Columns of the completed works in view, and how many more have no place on the map.
with own as materialized (
  select w.id, w."workType", w.kind, w.name, w.quantity, w.unit, w.qualifier, w."completedOn", w."alleyId", w."askedHouseholds", w.lon, w.lat
  from work_rows w
  where w.is_completed
    and (:path::text is null or in_subtree(w.path, :path) or exists (select from work_grids s where s.work_id = w.id and in_subtree(s.path, :path)))
    and (:member_of::bigint is null or exists (select from grid_members m where m.grid_id = :member_of and m.kind = 'work' and m.target_id = w.id))
    and (:west::float8 is null or w.geom is null or w.geom && st_makeenvelope(:west, :south, :east, :north, 4326))
), placed as (
  select * from own where lon is not null
)
select json_build_object('layer', 'works', 'asOf', :now::timestamptz,
  'id', coalesce(json_agg(id order by id), '[]'),
  'workType', coalesce(json_agg("workType" order by id), '[]'),
  'kind', coalesce(json_agg(kind order by id), '[]'),
  'name', coalesce(json_agg(name order by id), '[]'),
  'quantity', coalesce(json_agg(quantity order by id), '[]'),
  'unit', coalesce(json_agg(unit order by id), '[]'),
  'qualifier', coalesce(json_agg(qualifier order by id), '[]'),
  'completedOn', coalesce(json_agg("completedOn" order by id), '[]'),
  'alleyId', coalesce(json_agg(coalesce("alleyId", 0) order by id), '[]'),
  'askedHouseholds', coalesce(json_agg("askedHouseholds" order by id), '[]'),
  'lon', coalesce(json_agg(round(lon::numeric, 7) order by id), '[]'),
  'lat', coalesce(json_agg(round(lat::numeric, 7) order by id), '[]'),
  'withoutGeometry', (select count(*) from own where lon is null))::text as "body"
from placed
