-- Which history the numbers of events belong to. A restored backup counts on from an older number, so that a client's last number may name another
-- event, or one yet to come; by the epoch it is told to read everything again. Not part of a backup: whoever migrates or restores gets a new one.
create table event_epoch (
  is_only boolean primary key default true constraint event_epoch_only check (is_only),
  epoch text not null default left(replace(gen_random_uuid()::text, '-', ''), 12)
);
insert into event_epoch default values;
