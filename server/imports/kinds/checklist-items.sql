insert into survey_checklist_items (checklist_code, checklist_version, code, standard, kind, measure, points, unit, name, name_en, sort_order)
select r.checklist_code, r.checklist_version, r.code, r.standard, r.kind, r.measure, r.points, r.unit, r.name, r.name_en, r.sort_order
from import_staging s
cross join lateral jsonb_to_record(s.record) as r (checklist_code text, checklist_version smallint, code text, standard text, kind text, measure text,
  points smallint, unit text, name text, name_en text, sort_order smallint)
where s.import_id = :import_id
on conflict (checklist_code, checklist_version, code) do nothing
