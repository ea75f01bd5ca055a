-- Open issues of the same domain close to one that was reported (issues_point), the nearest first.
select o.id, o.code, o.title, st_distance(o.point_m, i.point_m) as "distanceM"
from issues i
join issues o on o.is_open and o.domain = i.domain and o.id <> i.id and st_dwithin(o.point_m, i.point_m, :within_m::float8)
where i.id = :id
order by "distanceM", o.id
limit 5
