-- Alarms as everybody may see them, walls too: new ones first, then by level, the newest cause first.
select a.id, a.kind, a.level::integer, a.status, a.is_backlog as "isBacklog", grid_ref(g) as grid,
  coalesce((select json_agg(p.name order by p.level) from path_ancestors(a.path) s join grids p on p.path = s and p.valid_to is null where p.level > 1), '[]') as "gridNames",
  st_x(a.place) as lon, st_y(a.place) as lat, a.issue_id as "issueId", a.title, a.domain, a.issue_ids as "issueIds", a.count, a.minutes, a.uncovered,
  a.owner_unit as "ownerUnit", a.due_at as "dueAt", a.since, a.raised_at as "raisedAt", a.cleared_at as "clearedAt",
  case when a.acknowledged_at is not null then
    json_build_object('at', a.acknowledged_at, 'role', a.acknowledged_role, 'unitName', a.acknowledged_unit, 'name', null) end as acknowledged,
  case when a.escalated_at is not null then
    json_build_object('at', a.escalated_at, 'role', a.escalated_role, 'unitName', a.escalated_unit, 'name', null, 'toRole', a.escalated_to) end as escalated
from alarm_rows a
left join grids g on g.path = a.path and g.valid_to is null
where (:id::bigint is null or a.id = :id)
  and (:path::text is null or in_subtree(a.path, :path))
  and (:kinds::text[] is null or a.kind = any (:kinds))
  and case when :id is not null then true when :status::text is null then a.status <> 'cleared' else a.status = :status end
  and (:level::integer is null or a.level <= :level)
order by a.status = 'new' desc, a.level, a.since desc, a.id desc
limit :limit
