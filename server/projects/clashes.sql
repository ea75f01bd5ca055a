-- Pairs of projects that would open the same ground twice, in order of when; each with who answers for it and when it works. :is_past: as of that day.
select json_build_object('id', a.id, 'code', a.code, 'name', a.name, 'kind', a.kind, 'phase', x.phase, 'unitName', ua.name,
    'from', coalesce(x.started_on, a.starts_on), 'to', coalesce(x.finished_on, a.ends_on)) as first,
  json_build_object('id', b.id, 'code', b.code, 'name', b.name, 'kind', b.kind, 'phase', y.phase, 'unitName', ub.name,
    'from', coalesce(y.started_on, b.starts_on), 'to', coalesce(y.finished_on, b.ends_on)) as second,
  c.kind, c.from_on as "from", c.to_on as "to", c.days, c.length_m as "lengthM", c.area_m2 as "areaM2", c.go_first_id as "goFirstId", c.advice,
  c.wait_until as "waitUntil", st_asgeojson(c.geom, 7)::json as geometry
from project_clashes(:today::date, :project::bigint, :is_past::boolean) c
join projects a on a.id = c.first_id
join projects b on b.id = c.second_id
cross join lateral project_standing(a, :today, :is_past) x
cross join lateral project_standing(b, :today, :is_past) y
left join units ua on ua.id = a.unit_id
left join units ub on ub.id = b.unit_id
order by c.from_on, c.first_id, c.second_id
