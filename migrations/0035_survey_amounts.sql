-- Checks of surveys that say how much was found.

-- What a check may be measured in beside found or not: the amount of a survey is then a value in this unit (alley_survey_items.value, .unit). Without one it
-- stays 1 or 0 without a unit: found, nobody measured how much. Points are lost by what is found, however much it is.
alter table survey_checklist_items
  add column unit text,
  add constraint survey_checklist_items_unit check (unit is null or kind = 'check');

-- Units are those of the works that mend it (work_types): wall_paint, rubbish_spot_clear, zombie_vehicle_clear, small_ad_clear.
insert into survey_checklists (code, version, name, name_en, source, valid_from)
select code, 2, name, name_en, source || '; amounts of what was found', valid_from from survey_checklists where code = 'five' and version = 1;
insert into survey_checklist_items (checklist_code, checklist_version, code, standard, kind, measure, points, unit, name, name_en, sort_order)
select checklist_code, 2, code, standard, kind, measure, points,
  case code when 'wall' then '㎡' when 'rubbish' then '处' when 'zombie_vehicle' then '辆' when 'posters' then '块' when 'parking' then '辆' end,
  name, name_en, sort_order
from survey_checklist_items
where checklist_code = 'five' and checklist_version = 1;
