-- The basic grids above a level that are divided further: a target that one of them holds itself lies in none of the grids of that level. They are as
-- few as communities, so their paths go into the question about targets as a list, which the index on the path serves.
select g.path
from grids g
where g.valid_to is null and g.kind = 'basic' and g.level < :level::integer
  and exists (select from grids child where child.parent_id = g.id and child.kind = 'basic' and child.valid_to is null)
