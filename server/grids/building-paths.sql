-- Buildings get the path of the smallest basic grid with the largest share of their footprint, on a tie the lowest. Most lie wholly inside one grid:
-- the prepared test spares the cutting, which is done on a grid of 0.01 mm (grid-checks.sql tells why).
with target as materialized (
  select t.id, t.path, t.geom from buildings t
  where (:ids::bigint[] is null or t.id = any (:ids))
), leaf as materialized (
  -- The smallest basic grids: those that no basic grid divides further.
  select g.path, g.geom
  from grids g
  where g.valid_to is null and g.kind = 'basic' and g.geom is not null
    and not exists (select from grids c where c.parent_id = g.id and c.kind = 'basic' and c.valid_to is null and c.geom is not null)
), share as materialized (
  select t.id, leaf.path, case when st_coveredby(t.geom, leaf.geom) then 1 else st_area(st_intersection(t.geom, leaf.geom, 1e-10)) / nullif(st_area(t.geom), 0) end as share
  from leaf
  join buildings t on st_intersects(leaf.geom, t.geom)
  join target on target.id = t.id
), best as materialized (
  select distinct on (id) id, path from share order by id, share desc, path
), wanted as (
  select t.id, coalesce(best.path,
    -- In a gap between the smallest grids: the smallest one that holds a point of it.
    (select g.path from grids g where g.valid_to is null and g.kind = 'basic' and st_intersects(g.geom, st_pointonsurface(t.geom)) order by g.level desc, g.path limit 1)) as path
  from target t
  left join best on best.id = t.id
)
update buildings b set path = w.path
from wanted w
where b.id = w.id and b.path is distinct from w.path
