-- Knocks of one day in a grid by hour and outcome (the hours of the district). A superseded knock does not count, as in visit_days.
select extract(hour from v.visited_at at time zone :time_zone::text)::integer as hour, v.outcome, count(*)::integer as count
from visits v
join household_coverage c on c.campaign_id = v.campaign_id and c.household_id = v.household_id
where v.campaign_id = :campaign_id
  and v.superseded_at is null
  and v.visited_at >= :day::date::timestamp at time zone :time_zone
  and v.visited_at < (:day::date + 1)::timestamp at time zone :time_zone
  and in_subtree(c.path, :path)
group by 1, 2
