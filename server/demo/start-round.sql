-- Freezes a round that has just been counted with every target in it, and takes out those who moved in later:
-- the next refresh lets them join the open round unfrozen.
with late as (
  delete from household_coverage
  where campaign_id = :campaign_id::bigint and household_id = any (:late_ids::bigint[])
)
update campaigns set frozen_at = :frozen_at::timestamptz where id = :campaign_id::bigint;
