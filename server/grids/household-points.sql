-- A page of household points with the path they have now; with :ids only these, with :changed only those that lie in, or are said to lie in, a changed grid, and those
-- whose path names no valid grid.
select t.id, st_x(t.geom) as "lon", st_y(t.geom) as "lat", t.path
from households t
where t.id > :after_id
  and (:ids::bigint[] is null or t.id = any (:ids))
  and (:changed::bigint[] is null
    or t.path is null
    or not exists (select from grids g where g.path = t.path and g.valid_to is null and g.kind = 'basic')
    or exists (select from grids c where c.id = any (:changed) and (in_subtree(t.path, c.path) or c.geom && t.geom)))
order by t.id
limit :limit
