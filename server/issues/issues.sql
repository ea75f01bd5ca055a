-- Issues, newest first (ids grow with time), a keyset page; or one by :id. With :day as they stood when that day ended.
select i.id, i.code, i.title, i.domain, i.class, i.channel, i.state, i.lateness, i.grid, i."unitName", i.address, i.lon, i.lat,
  i."reportedAt", i."dueAt", i."resolvedAt", i."closedAt", i.flags
from (
  select * from issue_rows(:now::timestamptz) where :day::date is null
  union all
  select * from issue_rows_on(:day, :now) where :day is not null
) i
where (:id::bigint is null or i.id = :id)
  and (:before_id::bigint is null or i.id < :before_id)
  and (:path::text is null or in_subtree(i.path, :path))
  and (:member_of::bigint is null or exists (
    select from grid_members m where m.grid_id = :member_of and m.kind = 'issue' and m.target_id = i.id))
  and (:west::float8 is null or i.geom && st_makeenvelope(:west, :south, :east, :north, 4326))
  and (:state::text is null or i.state = :state)
  and (:is_open::boolean is null or i.is_open = :is_open)
  and (:is_resolved::boolean is null or (i."resolvedAt" is not null) = :is_resolved)
  and (:lateness::text is null or i.lateness = :lateness)
  and (:domain::text is null or i.domain = :domain)
order by i.id desc
limit :limit
