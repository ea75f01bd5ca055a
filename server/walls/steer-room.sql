-- Writes where a room stands. epoch, paused_at and held_at come from the server that was asked: walls count on its clock.
insert into wall_rooms as r (name, epoch, paused_at, resumes_at, theme, held_alarm_id, held_at)
values (:room, :epoch, :paused_at, :resumes_at, :theme, :held_alarm_id, :held_at)
on conflict (name) do update set epoch = excluded.epoch, paused_at = excluded.paused_at, resumes_at = excluded.resumes_at, theme = excluded.theme,
  held_alarm_id = excluded.held_alarm_id, held_at = excluded.held_at, version = r.version + 1
