-- Folding, numbering and telling (server/live). deltas and events are filled by whoever writes, in the writing transaction (0009_visits.sql).

-- Both tables are queues: rows are gone or rewritten a moment after they come. Left to a share of the table, autovacuum would come too late.
alter table deltas set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
alter table events set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000);

-- What clients keep and must hear of, whoever changes it: geometry, settings, rounds, and tallies that were counted anew.
create function append_layer_event() returns trigger
  language plpgsql as $$
begin
  insert into events (type, payload) values ('layer', jsonb_build_object('layer', new.layer, 'revision', new.revision));
  return null;
end $$;
create trigger layer_revisions_event after insert or update on layer_revisions for each row execute function append_layer_event();

create function append_settings_event() returns trigger
  language plpgsql as $$
begin
  insert into events (type, payload) values ('settings', jsonb_build_object('key', new.key));
  return null;
end $$;
create trigger settings_event after insert or update on settings for each row execute function append_settings_event();

create function append_campaign_event() returns trigger
  language plpgsql as $$
begin
  insert into events (type, payload) values ('campaign', jsonb_build_object('campaignId', new.id));
  return null;
end $$;
create trigger campaigns_event after insert or update on campaigns for each row execute function append_campaign_event();

-- The fold only adds; rows of tallies are deleted by a recount and when grids go.
create function append_recount_event() returns trigger
  language plpgsql as $$
begin
  insert into events (type) values ('recount');
  return null;
end $$;
create trigger grid_tally_recount_event after delete on grid_tally for each statement execute function append_recount_event();
