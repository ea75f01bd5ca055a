insert into campaign_duties (campaign_id, grid_id, kind, person_id, unit_id)
select :campaign_id::bigint, w.grid_id, w.kind, w.person_id, w.unit_id
from unnest(:grid_ids::bigint[], :kinds::text[], :person_ids::bigint[], :unit_ids::bigint[]) as w (grid_id, kind, person_id, unit_id)
