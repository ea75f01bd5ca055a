-- Checked before: the rows of a version say the same of it, and one that is there is the same.
insert into survey_checklists (code, version, name, name_en, source, valid_from)
select distinct r.checklist_code, r.checklist_version, r.list_name, r.list_name_en, r.source, r.valid_from
from import_staging s
cross join lateral jsonb_to_record(s.record) as r (checklist_code text, checklist_version smallint, list_name text, list_name_en text, source text, valid_from date)
where s.import_id = :import_id
on conflict (code, version) do nothing
