-- Figures nested in others, which may stand in the same file.
update works w set part_of_id = whole.id
from import_staging s
left join works whole on whole.code = s.record ->> 'part_of'
where s.import_id = :import_id and w.code = s.code and w.part_of_id is distinct from whole.id
