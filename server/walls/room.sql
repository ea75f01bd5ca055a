-- A room as its walls read it, with the time its first wall gives a scene. A room nobody has steered yet has no row: it began with 1970.
select :room::text as name, coalesce(extract(epoch from r.epoch) * 1000, 0)::bigint as "epochMs",
  coalesce((select w.dwell_s from walls w where w.room = :room order by w.id limit 1), :dwell_s::integer) as "dwellS",
  (extract(epoch from r.paused_at) * 1000)::bigint as "pausedAtMs", (extract(epoch from r.resumes_at) * 1000)::bigint as "resumesAtMs",
  r.theme, r.held_alarm_id as "heldAlarmId", (extract(epoch from r.held_at) * 1000)::bigint as "heldAtMs", coalesce(r.version, 0) as version
from (select 1) one
left join wall_rooms r on r.name = :room
