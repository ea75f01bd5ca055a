-- The grids exemptions are counted in, with the grid above each.
select g.path, g.code, g.name, p.name as "parentName"
from grids g
left join grids p on p.id = g.parent_id
where g.path = any (:paths::text[]) and g.kind = 'basic' and g.valid_to is null
order by g.path
