-- Alleys and works of which at least half lies inside a dedicated grid are its members; 
-- :grid_ids are the grids whose members are found again, with :kind and :ids only these.
-- Cut in metres, on a grid of 0.01 mm: grid-checks.sql tells why.
insert into grid_members (grid_id, kind, target_id)
select g.id, 'alley', a.id
from grids g
join alleys a on a.geom_m && g.geom_m and st_intersects(g.geom_m, a.geom_m)
where g.id = any (:grid_ids::bigint[]) and (:kind::text is null or :kind = 'alley' and a.id = any (:ids::bigint[]))
  and st_length(st_intersection(a.geom_m, g.geom_m, 1e-5)) >= 0.5 * st_length(a.geom_m)
union all
select g.id, 'work', w.id
from grids g
join works w on w.geom_m && g.geom_m and st_intersects(g.geom_m, w.geom_m)
cross join lateral (select st_intersection(w.geom_m, g.geom_m, 1e-5) as geom) cut
where g.id = any (:grid_ids::bigint[]) and (:kind::text is null or :kind = 'work' and w.id = any (:ids::bigint[]))
  and case st_dimension(w.geom_m)
    when 0 then 2 * st_npoints(cut.geom) >= st_npoints(w.geom_m)
    when 1 then st_length(cut.geom) >= 0.5 * st_length(w.geom_m)
    else st_area(cut.geom) >= 0.5 * st_area(w.geom_m) end
on conflict do nothing
