-- After all rows are in, for a unit may stand before its parent in the file.
update units u set parent_id = p.id
from import_staging s
join units p on p.code = s.record ->> 'parent'
where s.import_id = :import_id and u.code = s.code
