-- What a work that is to be written refers to, and the day it is in the district. Nulls where there is no such thing.
select district_day(:now::timestamptz) as today, t.unit, t.kind as "typeKind",
  :alley_id::bigint is null or exists (select from alleys a where a.id = :alley_id) as "hasAlley",
  :project_id::bigint is null or exists (select from projects p where p.id = :project_id) as "hasProject",
  (select g.path from grids g where g.code = :grid_code::text and g.valid_to is null and g.kind = 'basic') as "gridPath",
  (select json_build_object('workType', w.work_type, 'unit', coalesce(w.unit, y.unit), 'kind', coalesce(w.kind, y.kind), 'isPart', w.part_of_id is not null)
    from works w join work_types y on y.code = w.work_type where w.id = :part_of_id::bigint) as whole,
  array(select asked from unnest(:issue_ids::bigint[]) as asked where not exists (select from issues i where i.id = asked)) as "missingIssues"
from (values (1)) as one (n)
left join work_types t on t.code = :work_type
