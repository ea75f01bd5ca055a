-- A grid that was overwritten may have moved: everything below it moves along.
with recursive tree as (
  select id, code::text as path from grids where parent_id is null and valid_to is null
  union all
  select g.id, t.path || '/' || g.code from grids g join tree t on t.id = g.parent_id where g.valid_to is null
)
update grids g set path = t.path from tree t where t.id = g.id and g.path <> t.path
