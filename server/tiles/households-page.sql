-- One row for a whole page, each column packed by the server itself (array_send): a row object per household would cost
-- ten times as long in the driver. Every array runs in the same order. kind is an index into :kinds, building 0 = none.
select
  count(*)::int as rows,
  max(id) as last_id,
  array_send(array_agg(id)) as ids,
  array_send(array_agg(st_x(geom))) as longitudes,
  array_send(array_agg(st_y(geom))) as latitudes,
  array_send(array_agg((array_position(:kinds::text[], kind) - 1)::bigint)) as kind,
  array_send(array_agg(coalesce(building_id, 0))) as building
from (
  select id, geom, kind, building_id
  from households
  where id > :after_id
    and (:ids::bigint[] is null or id = any (:ids))
    and not st_isempty(geom)
  order by id
  limit :limit
) page
