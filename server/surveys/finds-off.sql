-- Places that are farther from an alley than :reach_m metres: their index and how far.
select (p.ordinality - 1)::integer as index, m.off_m as "offM"
from jsonb_array_elements(:places::jsonb) with ordinality as p (place, ordinality)
join alleys a on a.id = :alley_id
cross join lateral (
  select st_distance(a.geom_m, st_transform(st_setsrid(st_makepoint((p.place ->> 'lon')::float8, (p.place ->> 'lat')::float8), 4326), st_srid(a.geom_m))) as off_m
) m
where m.off_m > :reach_m::float8
order by p.ordinality
