-- The open issues of a grid that are overdue, the earliest deadline first. placeName: the community, or what is above it.
select i.id, i.code, i.title, i.domain, i.state, l.lateness, grid_ref(g) as grid,
  (select p.name from path_ancestors(i.path) a join grids p on p.path = a and p.valid_to is null where p.level <= 3 order by p.level desc limit 1) as "placeName",
  i.unit_name as "unitName", i.reported_at as "reportedAt", i.due_at as "dueAt", st_x(i.geom) as lon, st_y(i.geom) as lat
from wall_issues i
join issue_lateness(:now::timestamptz) l on l.issue_id = i.id and l.lateness in ('overdue', 'overdue_long')
left join grids g on g.path = i.path and g.valid_to is null
where i.is_open and in_subtree(i.path, :path)
order by i.due_at, i.id
limit :most
