select s.row_index, s.record ->> 'parent' as parent
from import_staging s
where s.import_id = :import_id
  and not exists (select from grids g where g.code = s.record ->> 'parent' and g.level = :level - 1 and g.kind = 'basic' and g.valid_to is null)
order by s.row_index
