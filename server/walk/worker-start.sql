-- The middle of the grid somebody works in, when it lies in a box. Whole communities and districts have no such middle.
select st_x(g.label_point) as lon, st_y(g.label_point) as lat
from people p
join grids g on g.path = any (p.grid_paths) and g.valid_to is null and g.level >= 4
where p.id = :person_id and g.label_point && st_makeenvelope(:west, :south, :east, :north, 4326)
order by g.path
limit 1
