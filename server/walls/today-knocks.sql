-- Knocks of a day in a grid by hour and outcome (the hours of the district), and how many of them came after the morning briefing, which may be
-- yesterday's. A superseded knock does not count, as in visit_days.
select extract(hour from v.visited_at at time zone :time_zone::text)::integer as hour, v.outcome,
  (count(*) filter (where v.visited_at >= :day::date::timestamp at time zone :time_zone))::integer as count,
  (count(*) filter (where v.visited_at >= :briefing_at::timestamptz))::integer as "sinceBriefing"
from visits v
-- Door by door (offset 0): a join reads every target of the round for the few thousand that were knocked at.
cross join lateral (
  select c.path from household_coverage c where c.campaign_id = v.campaign_id and c.household_id = v.household_id offset 0
) c
where v.campaign_id = :campaign_id
  and v.superseded_at is null
  and v.visited_at >= least(:day::date::timestamp at time zone :time_zone, :briefing_at)
  and v.visited_at < (:day::date + 1)::timestamp at time zone :time_zone
  and in_subtree(c.path, :path)
group by 1, 2
