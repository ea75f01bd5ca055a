-- Members found for dedicated grids.
insert into grid_members (grid_id, kind, target_id)
select v.grid_id, :kind, v.target_id
from unnest(:grid_ids::bigint[], :target_ids::bigint[]) as v (grid_id, target_id)
on conflict do nothing
