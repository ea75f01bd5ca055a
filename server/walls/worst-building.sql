-- The building of a grid with the most uncovered that has floors to show.
select b.id, coalesce(nullif(b.name, ''), b.code, b.id::text) as name, w.uncovered, w.total, st_x(p.point) as lon, st_y(p.point) as lat,
  json_build_array(st_xmin(b.geom), st_ymin(b.geom), st_xmax(b.geom), st_ymax(b.geom)) as bbox
from (
  select c.building_id, count(*)::integer as total, (count(*) filter (where c.uncovered))::integer as uncovered
  from household_coverage c
  where c.campaign_id = :campaign_id and in_subtree(c.path, :path) and c.building_id is not null
  group by c.building_id
) w
join buildings b on b.id = w.building_id
cross join lateral (select st_pointonsurface(b.geom) as point) p
where w.uncovered > 0 and exists (select from building_doors d where d.building_id = b.id and d.floor > 1)
order by w.uncovered desc, b.id
limit 1
