insert into works as w (code, work_type, kind, name, quantity, unit, qualifier, planned_quantity, as_of, figure_from, phase, started_on, completed_on, path, geom,
  geom_m, alley_id, cost_minor, cost_qualifier, cost_source, source, flags, attributes)
select s.code, r.work_type, r.kind, r.name, r.quantity, coalesce(r.unit, t.unit), r.qualifier, r.planned_quantity, r.as_of, r.figure_from,
  coalesce(r.phase, 'done'), r.started_on, r.completed_on, case when s.geom is null then g.path end,
  s.geom, st_transform(s.geom, :metric_srid::integer), a.id, r.cost_minor, r.cost_qualifier, r.cost_source, r.source, coalesce(r.flags, '{}') || s.flags,
  r.attributes
from import_staging s
cross join lateral jsonb_to_record(s.record) as r (work_type text, kind text, name text, quantity numeric, unit text, qualifier text, planned_quantity numeric,
  as_of date, figure_from date, phase text, started_on date, completed_on date, grid text, alley text, cost_minor bigint, cost_qualifier text, cost_source text,
  source text, flags text[], attributes jsonb)
join work_types t on t.code = r.work_type
left join alleys a on a.code = r.alley
left join grids g on g.code = r.grid and g.valid_to is null and g.kind = 'basic'
where s.import_id = :import_id
on conflict (code) do update
  set work_type = excluded.work_type, kind = excluded.kind, name = excluded.name, quantity = excluded.quantity, unit = excluded.unit,
      qualifier = excluded.qualifier, planned_quantity = excluded.planned_quantity, as_of = excluded.as_of, figure_from = excluded.figure_from,
      phase = excluded.phase, started_on = excluded.started_on, completed_on = excluded.completed_on, path = coalesce(excluded.path, w.path),
      geom = excluded.geom, geom_m = excluded.geom_m, alley_id = excluded.alley_id, cost_minor = excluded.cost_minor,
      cost_qualifier = excluded.cost_qualifier, cost_source = excluded.cost_source, source = excluded.source, flags = excluded.flags,
      attributes = w.attributes || excluded.attributes
