-- Writes where a room stands. epoch and paused_at come from the server that was asked: walls count on its clock.
insert into wall_rooms as r (name, epoch, paused_at, resumes_at, theme, held_alarm_id)
values (:room, :epoch, :paused_at, :resumes_at, :theme, :held_alarm_id)
on conflict (name) do update set epoch = excluded.epoch, paused_at = excluded.paused_at, resumes_at = excluded.resumes_at, theme = excluded.theme,
  held_alarm_id = excluded.held_alarm_id, version = r.version + 1
