-- A new issue at its place: path of the smallest basic grid that holds it (on a border the one with the lowest path, as everywhere), null outside
-- every grid, which is flagged. Its code comes of its id, so the id is drawn first. No row: another request with the same client's id was quicker.
insert into issues (id, client_uuid, code, title, description, domain, channel, holder_level, address, path, geom, point_m, alley_id, household_id, visit_id,
  reported_by, reported_at, due_at, flags, content_digest)
overriding system value
select drawn.id, :client_uuid::uuid,
  'R' || to_char(:reported_at::timestamptz at time zone coalesce((select value #>> '{}' from settings where key = 'time_zone'), 'Asia/Shanghai'), 'YYYYMMDD')
    || '-' || drawn.id,
  :title, :description, :domain, :channel, 4, :address, smallest.path, place.point, st_transform(place.point, :metric_srid::integer), :alley_id, :household_id,
  :visit_id, :reported_by, :reported_at, working_day_end(:reported_at, :working_days::integer),
  case when smallest.path is null then array['outside_every_grid'] else '{}' end, :digest
from (select nextval(pg_get_serial_sequence('issues', 'id')) as id) drawn
cross join (select st_setsrid(st_makepoint(:lon::float8, :lat::float8), 4326) as point) place
left join lateral (
  select g.path from grids g
  where g.valid_to is null and g.kind = 'basic' and st_intersects(g.geom, place.point)
  order by g.level desc, g.path
  limit 1
) smallest on true
on conflict (client_uuid) do nothing
returning id
