-- The basic grids by which a summary tells where the uncovered are: those of level :level inside a grid, and smaller trees' last grids above it.
select g.id, g.code, g.name, g.level, g.kind, g.path
from grids g
where g.valid_to is null and g.kind = 'basic' and in_subtree(g.path, :path)
  and (g.level = :level or (g.level < :level and not exists (
    select from grids child where child.parent_id = g.id and child.kind = 'basic' and child.valid_to is null)))
order by g.path
