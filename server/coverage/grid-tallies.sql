-- Folded coverage counts of some grids, from the primary key of grid_tally: as quick for a district as for a lane.
select grid_id as "gridId", kind, measure, amount
from grid_tally
where grid_id = any (:grid_ids::bigint[]) and subject = 'coverage' and campaign_id = :campaign_id
