-- Totals of works of the changed grids, and of those in or above which works have or had a share.
select recount_work_tally(array(
  select g.id from grids g
  where g.valid_to is null and g.kind = 'basic' and g.level <= 3
    and (g.id = any (:changed::bigint[]) or exists (select from unnest(:paths::text[]) p (path) where in_subtree(p.path, g.path)))
))
