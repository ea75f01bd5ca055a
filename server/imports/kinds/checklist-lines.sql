-- The lines of one version of a checklist, in the columns of an import.
select i.checklist_code, i.checklist_version, l.name as list_name, l.name_en as list_name_en, l.source, l.valid_from::text as valid_from, i.code, i.standard, i.kind,
  i.measure, i.points, i.unit, i.name, i.name_en, i.sort_order
from survey_checklists l
join survey_checklist_items i on i.checklist_code = l.code and i.checklist_version = l.version
where l.code = :checklist_code and l.version = :checklist_version::smallint
