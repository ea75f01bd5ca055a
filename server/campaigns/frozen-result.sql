-- The frozen result of a round for a grid (null = the topmost ones) and the grids one level below it, by the boundaries of the day it was closed.
select r.grid_id as "gridId", r.grid_code as code, r.grid_name as name, r.grid_level as level, r.grid_kind as "gridKind", r.grid_path as path, r.kind, r.measure, r.amount
from campaign_results r
where r.campaign_id = :campaign_id
  and case
    when :grid::text is null then r.grid_level <= 2 and r.grid_kind = 'basic'
    else r.grid_code = :grid or r.grid_kind = 'basic' and exists (
      select from campaign_results p where p.campaign_id = r.campaign_id and p.grid_code = :grid and p.grid_kind = 'basic'
        and in_subtree(r.grid_path, p.grid_path) and r.grid_level = p.grid_level + 1)
  end
order by r.grid_level, r.grid_path
