-- The figures of a round by grid, kind and measure, counted from the targets themselves: what has not been folded yet is in them.
insert into campaign_results (campaign_id, grid_id, grid_code, grid_path, grid_name, grid_level, grid_kind, kind, measure, amount)
select :campaign_id::bigint, g.id, g.code, g.path, g.name, g.level, g.kind, n.kind, n.measure, n.amount
from (
  select g.id, s.kind, s.measure, sum(s.amount) as amount
  from tally_sources s
  cross join lateral path_ancestors(s.path) as a (path)
  join grids g on g.path = a.path and g.valid_to is null and g.kind = 'basic'
  where s.subject = 'coverage' and s.campaign_id = :campaign_id
  group by g.id, s.kind, s.measure
  union all
  select m.grid_id, c.kind, f.measure, count(*)
  from grid_members m
  join grids g on g.id = m.grid_id and g.kind <> 'basic'
  join household_coverage c on c.campaign_id = :campaign_id and c.household_id = m.target_id
  cross join lateral coverage_measures(c.state, c.frozen) f
  where m.kind = 'household'
  group by m.grid_id, c.kind, f.measure
) n
join grids g on g.id = n.id
