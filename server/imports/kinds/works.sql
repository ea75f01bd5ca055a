insert into works as w (code, work_type, name, quantity, unit, qualifier, as_of, phase, started_on, completed_on, geom, geom_m, alley_id, flags, attributes)
select s.code, r.work_type, r.name, r.quantity, coalesce(r.unit, t.unit), r.qualifier, r.as_of, coalesce(r.phase, 'done'), r.started_on, r.completed_on,
  s.geom, st_transform(s.geom, :metric_srid::integer), a.id, coalesce(r.flags, '{}') || s.flags, r.attributes
from import_staging s
cross join lateral jsonb_to_record(s.record) as r (work_type text, name text, quantity numeric, unit text, qualifier text, as_of date, phase text,
  started_on date, completed_on date, alley text, flags text[], attributes jsonb)
join work_types t on t.code = r.work_type
left join alleys a on a.code = r.alley
where s.import_id = :import_id
on conflict (code) do update
  set work_type = excluded.work_type, name = excluded.name, quantity = excluded.quantity, unit = excluded.unit, qualifier = excluded.qualifier,
      as_of = excluded.as_of, phase = excluded.phase, started_on = excluded.started_on, completed_on = excluded.completed_on, geom = excluded.geom,
      geom_m = excluded.geom_m, alley_id = excluded.alley_id, flags = excluded.flags, attributes = w.attributes || excluded.attributes
