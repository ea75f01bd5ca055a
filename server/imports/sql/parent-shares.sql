-- How much of each staged grid lies in its parent, where that is less than all of it. Cut in degrees, where both outlines share their vertices
-- exactly: projected, shared borders cross a thousand times. On a grid of 0.01 mm: server/grids/grid-checks.sql tells why.
select s.row_index, s.code, p.code as parent, shared.share
from import_staging s
join grids c on c.code = s.code and c.valid_to is null
join grids p on p.id = c.parent_id
cross join lateral (select case when st_covers(p.geom, c.geom) then 1 else st_area(st_intersection(p.geom, c.geom, 1e-10)) / st_area(c.geom) end as share) shared
where s.import_id = :import_id and c.area_m2 > 0 and shared.share < :least_share::double precision
order by s.row_index
