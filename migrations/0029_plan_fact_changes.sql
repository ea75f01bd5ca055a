-- What the planner has read of the district is kept in the server; here stands which transactions have changed any of it since. A reader keeps the snapshot it
-- read under: whatever is noted here and was not visible in that snapshot makes what was read stale. That is exact where a counter is not (a number taken before
-- a commit says nothing about when the commit came), and nobody waits for anybody: each transaction notes itself in rows of its own.

-- part: ground = grids, homes and what lies where; register = everything else that is known of alleys. Visits change neither.
create table plan_fact_changes (
  xid xid8 not null default pg_current_xact_id(),
  part text not null constraint plan_fact_changes_part check (part in ('ground', 'register')),
  changed_at timestamptz not null default now(),
  constraint plan_fact_changes_pkey primary key (xid, part)
);
create index plan_fact_changes_changed on plan_fact_changes (changed_at);

-- Notes are kept for a day; a server reads everything anew after half of that (server/plans/facts-cache.ts). Those that another transaction sweeps are left to it.
create function note_plan_facts() returns trigger language plpgsql as $$
begin
  insert into plan_fact_changes (part) select unnest(string_to_array(tg_argv[0], ',')) on conflict do nothing;
  if found then
    delete from plan_fact_changes where (xid, part) in (
      select xid, part from plan_fact_changes where changed_at < now() - interval '1 day' order by changed_at limit 100 for update skip locked
    );
  end if;
  return null;
end $$;

create trigger alleys_plan_facts after insert or update or delete or truncate on alleys for each statement execute function note_plan_facts('ground,register');
create trigger grids_plan_facts after insert or update or delete or truncate on grids for each statement execute function note_plan_facts('ground,register');
create trigger settings_plan_facts after insert or update or delete or truncate on settings for each statement execute function note_plan_facts('ground,register');
create trigger households_plan_facts after insert or update or delete or truncate on households for each statement execute function note_plan_facts('ground');
create trigger buildings_plan_facts after insert or update or delete or truncate on buildings for each statement execute function note_plan_facts('ground');
create trigger building_residents_plan_facts after insert or update or delete or truncate on building_residents for each statement execute function note_plan_facts('ground');
create trigger alley_facts_plan_facts after insert or update or delete or truncate on alley_facts for each statement execute function note_plan_facts('register');
create trigger alley_surveys_plan_facts after insert or update or delete or truncate on alley_surveys for each statement execute function note_plan_facts('register');
create trigger alley_standards_plan_facts after insert or update or delete or truncate on alley_standards for each statement execute function note_plan_facts('register');
create trigger standard_measures_plan_facts after insert or update or delete or truncate on standard_measures for each statement execute function note_plan_facts('register');
create trigger issues_plan_facts after insert or update or delete or truncate on issues for each statement execute function note_plan_facts('register');
create trigger component_issues_plan_facts after insert or update or delete or truncate on component_issues for each statement execute function note_plan_facts('register');
create trigger street_components_plan_facts after insert or update or delete or truncate on street_components for each statement execute function note_plan_facts('register');
create trigger projects_plan_facts after insert or update or delete or truncate on projects for each statement execute function note_plan_facts('register');
create trigger project_alleys_plan_facts after insert or update or delete or truncate on project_alleys for each statement execute function note_plan_facts('register');
create trigger project_kinds_plan_facts after insert or update or delete or truncate on project_kinds for each statement execute function note_plan_facts('register');
create trigger project_consultations_plan_facts after insert or update or delete or truncate on project_consultations for each statement execute function note_plan_facts('register');
create trigger alley_planning_notes_plan_facts after insert or update or delete or truncate on alley_planning_notes for each statement execute function note_plan_facts('register');
