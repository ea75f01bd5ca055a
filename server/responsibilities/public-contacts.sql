-- Service lines that hold at :path: of each service those named nearest.
select service, service_en as "serviceEn", office, head_name as "headName", phone
from (
  select c.*, rank() over (partition by c.service order by coalesce(length(g.path), 0) desc) as nearness
  from contacts c
  left join grids g on g.id = c.grid_id and g.valid_to is null
  where c.is_public and (c.grid_id is null or g.path in (select path_ancestors(:path)))
) nearest
where nearness = 1
order by sort_order, service collate "C", id
