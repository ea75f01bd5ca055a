-- The community with the most overdue issues: where they lie close together.
with late as materialized (
  select i.id, i.geom, i.due_at, i.title, l.lateness, i.path, i.unit_name, array_to_string((string_to_array(i.path, '/'))[1:3], '/') as place
  from wall_issues i
  join issue_lateness(:now::timestamptz) l on l.issue_id = i.id and l.lateness in ('overdue', 'overdue_long')
  where i.is_open and i.geom is not null and in_subtree(i.path, :path)
)
select grid_ref(g) as grid,
  json_agg(
    json_build_object(
      'id', late.id, 'title', late.title, 'lateness', late.lateness, 'dueAt', late.due_at, 'unitName', late.unit_name,
      'gridName', (select o.name from grids o where o.path = late.path and o.valid_to is null)
    )
    order by late.due_at, late.id
  ) as issues,
  json_build_array(st_xmin(st_extent(late.geom)), st_ymin(st_extent(late.geom)), st_xmax(st_extent(late.geom)), st_ymax(st_extent(late.geom))) as bbox
from late
join grids g on g.path = late.place and g.valid_to is null
group by g.id
order by count(*) desc, min(late.due_at), g.path
limit 1
