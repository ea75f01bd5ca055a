-- Staged points into street components. Their alley, and where it is dark, follow by the table's triggers.
insert into street_components as c (code, kind, status, status_on, geom, attributes)
select s.code, r.kind, coalesce(r.status, 'unknown'), r.status_on, s.geom, coalesce(r.attributes, '{}')
from import_staging s
cross join lateral jsonb_to_record(s.record) as r (kind text, status text, status_on date, attributes jsonb)
where s.import_id = :import_id
on conflict (code) do update
  set kind = excluded.kind, status = excluded.status, status_on = excluded.status_on, geom = excluded.geom, attributes = c.attributes || excluded.attributes
