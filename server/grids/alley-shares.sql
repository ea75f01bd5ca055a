-- Exact shares of each alley's length per smallest grid, and the path of the largest share (on a tie the lowest path).
-- A lane along a border lies on both sides: its parts then sum to more than its length and are scaled, so that nothing counts twice. Less than a
-- hundredth missing is rounding; more lies outside every grid. Cut in degrees, where borders are straight and shared, on a grid of
-- 0.01 mm (grid-checks.sql tells why), measured on the spheroid.
with target as materialized (
  select t.id, t.path, t.geom, st_length(t.geom::geography) as line_m, t.length_m from alleys t
  where (:ids::bigint[] is null or t.id = any (:ids))
), leaf as materialized (
  -- The smallest basic grids: those that no basic grid divides further.
  select g.path, g.geom
  from grids g
  where g.valid_to is null and g.kind = 'basic' and g.geom is not null
    and not exists (select from grids c where c.parent_id = g.id and c.kind = 'basic' and c.valid_to is null and c.geom is not null)
), part as materialized (
  -- Most lanes lie in one grid as a whole: cutting them would cost ten times as much as seeing that.
  select t.id, leaf.path, case when st_covers(leaf.geom, t.geom) then target.line_m else st_length(st_intersection(t.geom, leaf.geom, 1e-10)::geography) end as part_m
  from leaf
  join alleys t on st_intersects(leaf.geom, t.geom)
  join target on target.id = t.id
), share as materialized (
  select p.id, p.path, p.part_m / case when sum(p.part_m) over (partition by p.id) > 0.99 * t.line_m then sum(p.part_m) over (partition by p.id) else t.line_m end as share
  from part p
  join target t on t.id = p.id
  -- A lane that only touches a grid has no length in it.
  where p.part_m > 0.01
), best as materialized (
  select distinct on (id) id, path from share order by id, share desc, path
), wanted as materialized (
  select t.id, t.length_m, coalesce(best.path,
    -- In a gap between the smallest grids: the smallest one that holds a point of it.
    (select g.path from grids g where g.valid_to is null and g.kind = 'basic' and st_intersects(g.geom, st_pointonsurface(t.geom)) order by g.level desc, g.path limit 1)) as path
  from target t
  left join best on best.id = t.id
), written as (
  insert into alley_grids (alley_id, path, share, length_m)
  select w.id, s.path, s.share, s.share * w.length_m from wanted w join share s on s.id = w.id
  union all
  select w.id, w.path, 1, w.length_m from wanted w where w.path is not null and not exists (select from share s where s.id = w.id)
)
update alleys a set path = w.path
from wanted w
where a.id = w.id and a.path is distinct from w.path
