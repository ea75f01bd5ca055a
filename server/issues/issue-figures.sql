-- The funnel of a grid and how late its open issues are, from the rows: lateness depends on the moment, so no tally can hold it.
with own as materialized (
  -- From the view that walls may read too, so that wall and desk have one definition.
  select i.domain, i.is_open, i.resolved_at is not null as is_resolved, l.lateness, i.voices
  from wall_issues i
  join issue_lateness(:now::timestamptz) l on l.issue_id = i.id
  where (:path::text is null or in_subtree(i.path, :path))
    and (:member_of::bigint is null or exists (
      select from grid_members m where m.grid_id = :member_of and m.kind = 'issue' and m.target_id = i.id))
)
select sum(voices)::integer as "opinions", count(*)::integer as "total", (count(*) filter (where is_open))::integer as "open", (count(*) filter (where is_resolved))::integer as "resolved",
  (select coalesce(json_object_agg(lateness, count), '{}') from (
    select lateness, count(*)::integer as count from own where lateness is not null group by lateness) l) as "byLateness",
  (select coalesce(json_agg(d order by total desc, domain), '[]') from (
    select domain, count(*)::integer as total, (count(*) filter (where is_open))::integer as open from own group by domain) d) as "byDomain"
from own
