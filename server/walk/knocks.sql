-- What was tried at some doors in a round: how often, at which [ISO weekday, hour] in the district's time zone, and the exemption that still waits.
-- Doors that nobody tried have no row. From visits_campaign_household.
select v.household_id as id, count(*)::integer as attempts,
  json_agg(json_build_array(extract(isodow from v.visited_at at time zone :time_zone), extract(hour from v.visited_at at time zone :time_zone))) as knocks,
  (array_agg(v.outcome order by v.visited_at desc, v.id desc)
    filter (where v.outcome = any (:exempting::text[]) and v.approved_at is null and v.rejected_at is null))[1] as "pendingOutcome"
from visits v
where v.campaign_id = :campaign_id and v.household_id = any (:ids::bigint[]) and v.superseded_at is null
group by v.household_id
