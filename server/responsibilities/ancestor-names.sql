-- Names of the grids above each of :paths, from the district down.
select asked.path, g.name
from unnest(:paths::text[]) as asked (path)
cross join lateral path_ancestors(asked.path) as a (path)
join grids g on g.path = a.path and g.valid_to is null and g.path <> asked.path
order by asked.path, g.level
