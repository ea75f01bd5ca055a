-- Exact shares of each work per smallest grid: lines by length, areas by area, points whole (several points evenly); and the path of the largest share.
-- A work without a place keeps the path it was recorded with, whole. Parts that lie on a border are scaled so that nothing counts twice.
-- Cut on a grid of 0.01 mm: grid-checks.sql tells why.
with target as materialized (
  select t.id, t.path, t.geom, st_dimension(t.geom) as dimension from works t
  where (:ids::bigint[] is null or t.id = any (:ids))
), leaf as materialized (
  -- The smallest basic grids: those that no basic grid divides further.
  select g.path, g.geom
  from grids g
  where g.valid_to is null and g.kind = 'basic' and g.geom is not null
    and not exists (select from grids c where c.parent_id = g.id and c.kind = 'basic' and c.valid_to is null and c.geom is not null)
), measured as materialized (
  select t.id, leaf.path, case t.dimension when 1 then st_length(cut.geom::geography) else st_area(cut.geom::geography) end as part,
    case t.dimension when 1 then st_length(t.geom::geography) else st_area(t.geom::geography) end as whole
  from leaf
  join works w on st_intersects(leaf.geom, w.geom) and (:ids::bigint[] is null or w.id = any (:ids))
  join target t on t.id = w.id and t.dimension > 0
  cross join lateral (select st_intersection(t.geom, leaf.geom, 1e-10) as geom) cut
), point as materialized (
  select t.id, count(*) over (partition by t.id) as points,
    (select g.path from grids g where g.valid_to is null and g.kind = 'basic' and st_intersects(g.geom, d.geom) order by g.level desc, g.path limit 1) as path
  from target t
  cross join lateral st_dumppoints(t.geom) d
  where t.dimension = 0
), share as materialized (
  select m.id, m.path, m.part / case when sum(m.part) over (partition by m.id) > 0.99 * m.whole then sum(m.part) over (partition by m.id) else m.whole end as share
  from measured m
  where m.part > 0.01
  union all
  select p.id, p.path, count(*)::float8 / max(p.points) from point p where p.path is not null group by p.id, p.path
), best as materialized (
  select distinct on (id) id, path from share order by id, share desc, path
), wanted as materialized (
  select t.id, case when t.geom is null then t.path else coalesce(best.path,
      -- In a gap between the smallest grids: the smallest one that holds a point of it.
      (select g.path from grids g where g.valid_to is null and g.kind = 'basic' and st_intersects(g.geom, st_pointonsurface(t.geom)) order by g.level desc, g.path limit 1)) end as path
  from target t
  left join best on best.id = t.id
), written as (
  insert into work_grids (work_id, path, share)
  select s.id, s.path, s.share from share s
  union all
  select w.id, w.path, 1 from wanted w where w.path is not null and not exists (select from share s where s.id = w.id)
)
update works k set path = w.path
from wanted w
where k.id = w.id and k.path is distinct from w.path
