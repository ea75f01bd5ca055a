-- A grid without a declared parent belongs to the one that has most of its area. Parents are cut into pieces first: a district's outline has tens of
-- thousands of corners, and each of its hundred villages would be cut with all of them (twelve districts, 456 villages, embedded: 50-115 s whole, under a second in
-- pieces). On a grid of 0.01 mm: server/grids/grid-checks.sql tells why.
with pieces as materialized (
  select g.code, st_subdivide(g.geom, 128) as geom
  from grids g
  where g.level = :level - 1 and g.kind = 'basic' and g.valid_to is null
)
update import_staging s set record = s.record || jsonb_build_object('parent', best.code)
from (
  select distinct on (c.row_index) c.row_index, p.code
  from import_staging c
  join pieces p on p.geom && c.geom
  cross join lateral (
    select case when st_covers(c.geom, p.geom) then st_area(p.geom) else st_area(st_intersection(p.geom, c.geom, 1e-10)) end as area
  ) shared
  where c.import_id = :import_id and c.record ->> 'parent' is null
  group by c.row_index, p.code
  having sum(shared.area) > 0
  order by c.row_index, sum(shared.area) desc, p.code
) best
where s.import_id = :import_id and s.row_index = best.row_index
returning s.row_index, best.code as parent
