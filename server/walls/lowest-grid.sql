-- The grid of one level inside another with the lowest share of its reachable covered; those with hardly anybody to reach tell nothing.
select grid_ref(g) as grid, json_build_array(st_xmin(g.geom), st_ymin(g.geom), st_xmax(g.geom), st_ymax(g.geom)) as bbox,
  t.covered::integer, (t.total - t.exempt)::integer as reachable, t.total::integer, (t.total - t.exempt - t.covered)::integer as uncovered,
  t.covered::double precision / (t.total - t.exempt) as rate
from grids g
join lateral (
  select coalesce(sum(amount) filter (where measure = 'total'), 0) as total, coalesce(sum(amount) filter (where measure = 'exempt'), 0) as exempt,
    coalesce(sum(amount) filter (where measure = 'covered'), 0) as covered
  from grid_tally where grid_id = g.id and subject = 'coverage' and campaign_id = :campaign_id
) t on t.total - t.exempt >= :least::integer and t.covered < t.total - t.exempt
where g.valid_to is null and g.kind = 'basic' and g.level = :level and g.geom is not null and in_subtree(g.path, :path)
order by rate, uncovered desc, g.path
limit 1
