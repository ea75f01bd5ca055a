insert into campaigns (code, name, kind, starts_on, ends_on, status, frozen_at)
select s.code, r.name, coalesce(r.kind, 'round'), r.starts_on, r.ends_on, coalesce(r.status, 'open'), r.frozen_at
from import_staging s
cross join lateral jsonb_to_record(s.record) as r (name text, kind text, starts_on date, ends_on date, status text, frozen_at timestamptz)
where s.import_id = :import_id
on conflict (code) do update
  set name = excluded.name, kind = excluded.kind, starts_on = excluded.starts_on, ends_on = excluded.ends_on, status = excluded.status, frozen_at = excluded.frozen_at
