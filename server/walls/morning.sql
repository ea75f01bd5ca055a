-- Since the last morning briefing 晨查: what was reported, resolved and completed in a grid. Knocks are counted with those of the day.
select
  (select count(*)::integer from wall_issues i where i.reported_at >= :briefing_at::timestamptz and i.reported_at <= :now::timestamptz and in_subtree(i.path, :path)) as reported,
  (select count(*)::integer from wall_issues i where i.resolved_at >= :briefing_at and i.resolved_at <= :now and in_subtree(i.path, :path)) as resolved,
  (select count(*)::integer from works w
    where w.is_completed and w.completed_on >= (:briefing_at at time zone :time_zone::text)::date and in_subtree(w.path, :path)) as "worksCompleted"
