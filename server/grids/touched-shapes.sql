-- Buildings, alleys and works that changed grids may touch: those that lie in, have a share in, or are said to lie in one of them, and those whose path
-- names no valid grid. Shares are asked too: a lane that crossed a grid keeps its path when that grid moves away, but not its shares.
with changed as materialized (
  select c.path, c.geom from grids c where c.id = any (:changed::bigint[])
), valid as materialized (
  select g.path from grids g where g.valid_to is null and g.kind = 'basic'
)
select
  array(select t.id from buildings t
    where t.path is null or t.path not in (select path from valid)
      or exists (select from changed c where in_subtree(t.path, c.path) or c.geom && t.geom)) as "building",
  array(select t.id from alleys t
    where t.path is null or t.path not in (select path from valid)
      or exists (select from changed c where in_subtree(t.path, c.path) or c.geom && t.geom)
      or exists (select from alley_grids s where s.alley_id = t.id and (s.path not in (select path from valid)
        or exists (select from changed c where in_subtree(s.path, c.path))))) as "alley",
  array(select t.id from works t
    where t.path is null or t.path not in (select path from valid)
      or exists (select from changed c where in_subtree(t.path, c.path) or c.geom && t.geom)
      or exists (select from work_grids s where s.work_id = t.id and (s.path not in (select path from valid)
        or exists (select from changed c where in_subtree(s.path, c.path))))) as "work"
