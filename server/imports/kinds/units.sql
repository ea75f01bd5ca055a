insert into units (code, name, kind, ranking_group, is_double_reporting, duty_phone, attributes)
select s.code, r.name, coalesce(r.kind, 'department'), r.ranking_group, coalesce(r.is_double_reporting, false), r.duty_phone, r.attributes
from import_staging s
cross join lateral jsonb_to_record(s.record) as r (name text, kind text, ranking_group text, is_double_reporting boolean, duty_phone text, attributes jsonb)
where s.import_id = :import_id
on conflict (code) do update
  set name = excluded.name, kind = excluded.kind, ranking_group = excluded.ranking_group, is_double_reporting = excluded.is_double_reporting,
      duty_phone = excluded.duty_phone, attributes = units.attributes || excluded.attributes
