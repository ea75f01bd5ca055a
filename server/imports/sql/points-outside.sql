-- Which of the points (given as two arrays) lie in no grid at all.
select (p.ordinality - 1)::integer as index
from unnest(:longitudes::double precision[], :latitudes::double precision[]) with ordinality as p (x, y, ordinality)
where not exists (
  select from grids g where g.valid_to is null and st_covers(g.geom, st_setsrid(st_makepoint(p.x, p.y), 4326))
)
