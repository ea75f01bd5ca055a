-- Works in order of id, a keyset page. A work belongs to every grid that has a share of it.
select w.id, w.code, w."workType", w.name, w.quantity, w.unit, w.qualifier, w."asOf", w.phase, w."startedOn", w."completedOn", w.grid,
  w."alleyId", w."alleyName", w."partOfId", w.lon, w.lat, w.flags
from work_rows w
where w.id > :after_id
  and (:id::bigint is null or w.id = :id)
  and (:path::text is null or in_subtree(w.path, :path) or exists (select from work_grids s where s.work_id = w.id and in_subtree(s.path, :path)))
  and (:member_of::bigint is null or exists (select from grid_members m where m.grid_id = :member_of and m.kind = 'work' and m.target_id = w.id))
  and (:west::float8 is null or w.geom && st_makeenvelope(:west, :south, :east, :north, 4326))
  and (:work_type::text is null or w."workType" = :work_type)
  and (:is_completed::boolean is null or w.is_completed = :is_completed)
order by w.id
limit :limit
