-- One alley: its shares of length per smallest grid (the largest first), pieces between junctions, lamps and drains, and where it is dark.
select a.id, a.code, a.name, a.name_status as "nameStatus", a.width_m as "widthM", a.length_m as "lengthM", a.length_m * a.width_m as "areaM2", a.surface,
  a.is_dead_end as "isDeadEnd", a.cables, a.overhead_m as "overheadM", a.parking, a.parking_spaces as "parkingSpaces", grid_ref(g) as grid, c.conditions, c.needs, c.fails::integer, c."surveyedOn",
  f.served_households as "servedHouseholds", f.dark_max_m as "darkM",
  json_build_array(st_xmin(a.geom), st_ymin(a.geom), st_xmax(a.geom), st_ymax(a.geom)) as bbox, st_asgeojson(a.geom, 8)::json as geometry,
  (select coalesce(json_agg(json_build_object('grid', grid_ref(sg), 'share', s.share, 'lengthM', s.length_m) order by s.share desc, s.path), '[]')
   from alley_grids s
   join grids sg on sg.path = s.path and sg.valid_to is null
   where s.alley_id = a.id) as "grids",
  (select coalesce(json_agg(json_build_object('segment', p.segment, 'lengthM', p.length_m, 'areaM2', p.length_m * a.width_m,
      'geometry', st_asgeojson(p.geom, 8)::json) order by p.segment), '[]')
   from alley_segments(array[a.id]) p) as segments,
  (select coalesce(json_agg(json_build_object('id', o.id, 'code', o.code, 'kind', o.kind, 'condition', o.condition, 'lon', st_x(o.geom), 'lat', st_y(o.geom)) order by o.id), '[]')
   from component_conditions o where o.alley_id = a.id) as components,
  (select coalesce(json_agg(json_build_object('id', p.id, 'code', p.code, 'name', p.name,
      'kind', json_build_object('code', k.code, 'name', k.name, 'nameEn', k.name_en), 'phase', p.phase, 'startsOn', p.starts_on, 'endsOn', p.ends_on)
      order by coalesce(p.started_on, p.starts_on) desc nulls last, p.id), '[]')
   from projects p
   join project_kinds k on k.code = p.kind
   where exists (select from project_alleys l where l.project_id = p.id and l.alley_id = a.id)
     or (not exists (select from project_alleys l where l.project_id = p.id) and st_dwithin(p.geom_m, a.geom_m, r.components_m))) as projects,
  case when f.alley_id is not null then json_build_object('lamps', f.lamps, 'workingLamps', f.working_lamps, 'reachM', r.lamp_reach_m,
    'darkMinM', f.dark_min_m, 'darkMaxM', f.dark_max_m, 'geometry', st_asgeojson(st_multi(st_transform(f.dark_geom, 4326)), 8)::json) end as light,
  case when f.alley_id is not null then json_build_object('drains', f.drains, 'faulty', f.faulty_drains,
    'faultyPer100M', 100 * f.faulty_drains / nullif(a.length_m, 0)) end as water
from alleys a
left join grids g on g.path = a.path and g.valid_to is null
left join alley_facts f on f.alley_id = a.id
cross join alley_rules() r
cross join lateral (
  select json_object_agg(s.code, case when n.meets is null then 'unknown' when n.meets then 'meets' else 'fails' end) as conditions,
    json_object_agg(s.code, json_build_object('min', coalesce(n.need_min, 0), 'max', coalesce(n.need_max, 100), 'source', coalesce(n.source, 'none'))) as needs,
    count(*) filter (where n.meets is false) as fails, max(n.surveyed_on) as "surveyedOn"
  from alley_standards s
  left join alley_conditions n on n.alley_id = a.id and n.standard = s.code
) c
where a.id = :id
