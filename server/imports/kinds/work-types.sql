insert into work_types (code, name, name_en, unit, dimension, family, kind, sort_order)
select s.code, r.name, r.name_en, r.unit, r.dimension, r.family, coalesce(r.kind, 'other'), coalesce(r.sort_order, 1000 + s.row_index)
from import_staging s
cross join lateral jsonb_to_record(s.record) as r (name text, name_en text, unit text, dimension text, family text, kind text, sort_order smallint)
where s.import_id = :import_id
on conflict (code) do update
  set name = excluded.name, name_en = excluded.name_en, unit = excluded.unit, dimension = excluded.dimension, family = excluded.family, kind = excluded.kind,
      sort_order = excluded.sort_order
