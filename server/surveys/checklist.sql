-- One version of a checklist with its items.
select code, standard, kind, measure, points, unit, name, name_en as "nameEn"
from survey_checklist_items
where checklist_code = :code and checklist_version = :version::smallint
order by sort_order
