-- The funnel of a grid and how late its open issues are, from the rows: lateness depends on the moment, so no tally can hold it.
with own as materialized (
  select i.domain, i.is_open, i."resolvedAt" is not null as is_resolved, i.lateness, (issues.attributes ->> 'voices')::integer as voices
  from issue_rows(:now::timestamptz) i
  join issues using (id)
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
