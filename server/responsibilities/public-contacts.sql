-- Service lines that hold at each of :paths: of each service those named nearest.
select path, service, service_en as "serviceEn", office, head_name as "headName", phone
from (
  select asked.path, c.*, rank() over (partition by asked.path, c.service order by coalesce(length(g.path), 0) desc) as nearness
  from unnest(:paths::text[]) as asked (path)
  join contacts c on c.is_public
  left join grids g on g.id = c.grid_id and g.valid_to is null
  where c.grid_id is null or g.path in (select path_ancestors(asked.path))
) nearest
where nearness = 1
order by path, sort_order, service collate "C", id
