-- How many targets of some grids are exempt in a round, or wait to be, and how many there are: answered from household_coverage_path alone.
select g.path, n.total, n.exempted
from unnest(:paths::text[]) as g (path)
cross join lateral (
  select count(*)::integer as total, (count(*) filter (where c.state in ('exempt', 'exempt_pending')))::integer as exempted
  from household_coverage c
  where c.campaign_id = :campaign_id and in_subtree(c.path, g.path)
) n
