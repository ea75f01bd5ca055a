-- Walls with their grids, in order of id: all, one by :id, or those of a :room. The first one is shown where nobody names another.
select w.id, w.name, grid_ref(g) as grid, w.grid_code as "gridCode", w.campaign_code as campaign, w.layout, w.theme, w.scenes, w.dwell_s as "dwellS", w.bezels, w.sound,
  w.alarms, w.room, w.version, w.changed_at as "changedAt", w.id = (select min(id) from walls) as "isDefault"
from walls w
left join grids g on g.code = w.grid_code and g.valid_to is null
where (:id::bigint is null or w.id = :id) and (:room::text is null or w.room = :room)
order by w.id
