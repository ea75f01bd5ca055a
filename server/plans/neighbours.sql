-- Pairs of alleys of a subtree within :within_m metres of each other in the same subdistrict or none, the lower id first.
select a.id as a, b.id as b
from alleys a
join alleys b on b.id > a.id and st_dwithin(a.geom_m, b.geom_m, :within_m::float8)
where (:root::text is null or (in_subtree(a.path, :root) and in_subtree(b.path, :root)))
order by a.id, b.id
