-- Rooms that stay with another alarm than they should: with the one they have while it calls, else with the one that was raised first, of the urgent ones
-- (level I, new, no backlog: client/director/urgent.ts) that a wall of the room shows. null: none calls any more. Where nobody has set a wall up, the
-- plain one shows the district and every kind.
with shown as (
  select w.room, g.path, w.alarms -> 'kinds' as kinds
  from walls w
  join grids g on g.code = w.grid_code and g.valid_to is null
  union all
  (select :plain_room::text, g.path, null
  from grids g
  where g.valid_to is null and g.kind = 'basic' and g.level = 1 and not exists (select from walls)
  order by g.path
  limit 1)
), calling as (
  select distinct on (s.room) s.room, a.id
  from shown s
  join alarms a on in_subtree(a.path, s.path) and (s.kinds is null or s.kinds @> to_jsonb(a.kind))
  left join wall_rooms r on r.name = s.room
  where a.level = 1 and a.acknowledged_at is null and a.cleared_at is null and not a.is_backlog
  order by s.room, a.id = r.held_alarm_id desc nulls last, a.raised_at, a.id
)
select coalesce(c.room, r.name) as room, c.id as "alarmId"
from calling c
full join wall_rooms r on r.name = c.room
where c.id is distinct from r.held_alarm_id
order by 1
