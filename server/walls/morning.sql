-- Since the last morning briefing 晨查: what was reported, resolved, knocked and completed in a grid.
with zone as (
  select :now::timestamptz at time zone :time_zone::text as local
), briefing as (
  select (case when zone.local::time >= :briefing_time::time then zone.local::date else zone.local::date - 1 end + :briefing_time::time) at time zone :time_zone as at from zone
)
select briefing.at,
  (select count(*)::integer from wall_issues i where i.reported_at >= briefing.at and i.reported_at <= :now and in_subtree(i.path, :path)) as reported,
  (select count(*)::integer from wall_issues i where i.resolved_at >= briefing.at and i.resolved_at <= :now and in_subtree(i.path, :path)) as resolved,
  (select count(*)::integer from visits v join household_coverage c on c.campaign_id = v.campaign_id and c.household_id = v.household_id
    where v.campaign_id = :campaign_id and v.superseded_at is null and v.visited_at >= briefing.at and v.visited_at <= :now and in_subtree(c.path, :path)) as visits,
  (select count(*)::integer from works w where w.is_completed and w.completed_on >= (briefing.at at time zone :time_zone)::date and in_subtree(w.path, :path)) as "worksCompleted"
from briefing
