-- Works of the newest day of the last week on which something was completed, and those of the last month that have pictures of before and after; the
-- newest first, pictured ones before the others of their day.
with done as materialized (
  select w.id, w.work_type, w.quantity, coalesce(w.unit, t.unit) as unit, w.qualifier, w.completed_on, w.alley_id, w.path, t.name, t.name_en, st_pointonsurface(w.geom) as point,
    (select json_build_object('workId', w.id, 'before', s.before, 'after', s.after)
      from (select f.spot, max(f.photo_id) filter (where f.moment = 'before') as before, max(f.photo_id) filter (where f.moment = 'after') as after
        from work_photos f where f.work_id = w.id group by f.spot order by f.spot) s
      where s.before is not null and s.after is not null
      order by s.spot limit 1) as photo
  from works w
  join work_types t on t.code = w.work_type
  where w.is_completed and w.completed_on between :today::date - 30 and :today::date and in_subtree(w.path, :path)
), newest as (
  select max(completed_on) as day from done where completed_on >= :today::date - 7
)
select d.id, d.work_type as "workType", d.name as "typeName", d.name_en as "typeNameEn", a.name as "alleyName", g.name as "gridName", d.quantity::double precision, d.unit,
  d.qualifier, d.completed_on as "completedOn", st_x(d.point) as lon, st_y(d.point) as lat, d.photo, coalesce(d.completed_on = newest.day, false) as "isNewest"
from done d
cross join newest
left join alleys a on a.id = d.alley_id
left join grids g on g.path = array_to_string((string_to_array(d.path, '/'))[1:4], '/') and g.valid_to is null
where d.completed_on = newest.day or d.photo is not null
order by d.completed_on desc, d.photo is null, d.id
limit :most
