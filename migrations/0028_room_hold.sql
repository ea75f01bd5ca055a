-- A room that an urgent alarm holds stands still at the beat of held_at until somebody takes the alarm on, or its cause is gone.
alter table wall_rooms add column held_at timestamptz;
alter table wall_rooms add constraint wall_rooms_held check ((held_at is null) = (held_alarm_id is null)) not valid;
update wall_rooms set held_alarm_id = null where held_alarm_id is not null;
alter table wall_rooms validate constraint wall_rooms_held;
