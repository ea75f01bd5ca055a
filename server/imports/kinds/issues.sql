insert into issues as i (code, title, description, domain, class, channel, state, holder_level, resolution_mode, address, geom, point_m,
  unit_id, person_id, alley_id, household_id, reported_at, due_at, resolved_at, closed_at, flags, attributes)
select s.code, r.title, r.description, r.domain, r.class, coalesce(r.channel, 'patrol'), coalesce(r.state, 'reported'), coalesce(r.holder_level, 4),
  r.resolution_mode, r.address, s.geom, st_transform(s.geom, :metric_srid::integer), u.id, p.id, a.id, h.id,
  r.reported_at, r.due_at, r.resolved_at, r.closed_at, coalesce(r.flags, '{}') || s.flags, r.attributes
from import_staging s
cross join lateral jsonb_to_record(s.record) as r (title text, description text, domain text, class text, channel text, state text, holder_level smallint,
  resolution_mode text, address text, unit text, person text, alley text, household text, reported_at timestamptz, due_at timestamptz,
  resolved_at timestamptz, closed_at timestamptz, flags text[], attributes jsonb)
left join units u on u.code = r.unit
left join people p on p.code = r.person
left join alleys a on a.code = r.alley
left join households h on h.code = r.household
where s.import_id = :import_id
on conflict (code) do update
  set title = excluded.title, description = excluded.description, domain = excluded.domain, class = excluded.class, channel = excluded.channel,
      state = excluded.state, holder_level = excluded.holder_level, resolution_mode = excluded.resolution_mode, address = excluded.address,
      geom = excluded.geom, point_m = excluded.point_m, unit_id = excluded.unit_id, person_id = excluded.person_id, alley_id = excluded.alley_id,
      household_id = excluded.household_id, reported_at = excluded.reported_at, due_at = excluded.due_at, resolved_at = excluded.resolved_at,
      closed_at = excluded.closed_at, flags = excluded.flags, attributes = i.attributes || excluded.attributes
