-- Opens a round for the targets it began with, and freezes it: whoever joins from now on is counted apart.
with opened as (select refresh_household_coverage(:campaign_id::bigint, :household_ids::bigint[]) as targets)
update campaigns set frozen_at = :frozen_at::timestamptz from opened where id = :campaign_id::bigint and targets >= 0;
