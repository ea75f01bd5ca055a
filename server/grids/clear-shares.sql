-- The shares that are about to be found again (see alley-shares.sql, work-shares.sql for the same condition).
with gone_alleys as (
  delete from alley_grids s using alleys t where t.id = s.alley_id and (:changed::bigint[] is null
    or t.path is null
    or not exists (select from grids g where g.path = t.path and g.valid_to is null and g.kind = 'basic')
    or exists (select from grids c where c.id = any (:changed) and (in_subtree(t.path, c.path) or c.geom && t.geom)))
)
delete from work_grids s using works t where t.id = s.work_id and (:changed::bigint[] is null
    or t.path is null
    or not exists (select from grids g where g.path = t.path and g.valid_to is null and g.kind = 'basic')
    or exists (select from grids c where c.id = any (:changed) and (in_subtree(t.path, c.path) or c.geom && t.geom)))
