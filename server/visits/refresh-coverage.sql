select refresh_household_coverage(:campaign_id::bigint, :household_ids::bigint[])
