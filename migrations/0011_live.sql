-- Folding and stamping (server/live): who writes what, so that figures and events of one transaction are seen together.

-- target_id names what the delta is about, so that dedicated and unit management grids, which hold members by name, are counted too:
-- a household for subject 'coverage', an issue for 'issues'. null = counted by path alone.
-- day is the district's local day the change belongs to, where that is not the day it was written (a knock sent in later).
alter table deltas add column target_id bigint, add column day date;

-- Both tables are queues: rows are gone or rewritten a moment after they come. Left to a share of the table, autovacuum would come too late.
alter table deltas set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
alter table events set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000);

-- Appends the deltas and events of targets whose coverage row was just written, in the same transaction. Call it after
-- refresh_household_coverage() with the states the rows had before; the new states are read from the rows.
-- household_ids and old_states run in parallel, each target once. Every target gets one event, also when its state stays (another closed door).
-- changed_on = local day of the knock, null for today.
create function append_visit_changes(round_id bigint, household_ids bigint[], old_states text[], changed_on date default null) returns void
  language sql
  begin atomic
    insert into deltas (subject, path, target_id, campaign_id, kind, measure, amount, day)
      select 'coverage', c.path, c.household_id, c.campaign_id, c.kind, m.measure, m.amount, changed_on
      from unnest(household_ids, old_states) as old (household_id, state)
      join household_coverage c on c.campaign_id = round_id and c.household_id = old.household_id
      cross join lateral (values (old.state, -1), (c.state, 1),
        ('frozen_covered', case when c.frozen then (c.state = 'covered')::integer - (old.state = 'covered')::integer else 0 end)) as m (measure, amount)
      where c.state <> old.state and m.amount <> 0;
    insert into events (type, path, payload)
      select 'visit', c.path, jsonb_build_object('householdId', c.household_id, 'campaignId', c.campaign_id, 'kind', c.kind,
        'from', old.state, 'to', c.state, 'frozen', c.frozen)
      from unnest(household_ids, old_states) as old (household_id, state)
      join household_coverage c on c.campaign_id = round_id and c.household_id = old.household_id;
  end;

-- A recount replaces every tally, so nobody may append a delta between its look at the rows and its commit: it would be counted twice.
alter function recount_tallies() rename to recount_tally_rows;
create function recount_tallies() returns void
  language plpgsql as $$
begin
  lock table deltas in share row exclusive mode;
  perform recount_tally_rows();
  insert into events (type) values ('recount');
end $$;

-- What clients keep for long and must hear of: geometry, settings, rounds.
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
