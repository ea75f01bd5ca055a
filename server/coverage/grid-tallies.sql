-- With the last event they hold: read by one statement, for figures and events come together (server/live/fold.sql).
-- Folded coverage counts of some grids, from the primary key of grid_tally: as quick for a district as for a lane.
select grid_id as "gridId", kind, measure, amount, (select coalesce(max(seq), 0) from events) as "seq"
from grid_tally
where grid_id = any (:grid_ids::bigint[]) and subject = 'coverage' and campaign_id = :campaign_id
