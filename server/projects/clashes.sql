-- Pairs of projects that would open the same ground twice, the largest first; each with who answers for it and when it works.
select json_build_object('id', a.id, 'code', a.code, 'name', a.name, 'kind', a.kind, 'phase', a.phase, 'unitName', ua.name,
    'from', coalesce(a.started_on, a.starts_on), 'to', coalesce(a.finished_on, a.ends_on)) as first,
  json_build_object('id', b.id, 'code', b.code, 'name', b.name, 'kind', b.kind, 'phase', b.phase, 'unitName', ub.name,
    'from', coalesce(b.started_on, b.starts_on), 'to', coalesce(b.finished_on, b.ends_on)) as second,
  c.kind, c.from_on as "from", c.to_on as "to", c.days, c.length_m as "lengthM", c.area_m2 as "areaM2", c.go_first_id as "goFirstId", c.advice,
  c.wait_until as "waitUntil", st_asgeojson(c.geom, 7)::json as geometry
from project_clashes(:today::date, :project::bigint) c
join projects a on a.id = c.first_id
join projects b on b.id = c.second_id
left join units ua on ua.id = a.unit_id
left join units ub on ub.id = b.unit_id
order by c.from_on, c.first_id, c.second_id
