-- An alley that may be surveyed: locked, so that two surveys of it come one after the other.
select a.id, a.path, a.length_m as "lengthM", r.target_lux as "targetLux",
  (:now::timestamptz at time zone coalesce((select value #>> '{}' from settings where key = 'time_zone'), 'Asia/Shanghai'))::date as today,
  :everywhere::boolean or exists (
    select from alley_grids g, unnest(:grid_paths::text[]) as own (path) where g.alley_id = a.id and in_subtree(g.path, own.path)
  ) as "isInScope"
from alleys a
cross join alley_rules() r
where a.id = :alley_id
for update of a
