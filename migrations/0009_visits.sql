-- Recording visits: corrections keep history, exemptions are approved or rejected, rounds are frozen when opened and when closed.
alter table households add column archived_at timestamptz;

-- Questions of a round as data. A new text is a new version: rounds keep the one they were made with.
create table checklists (
  code text not null,
  version integer not null,
  name text not null,
  questions jsonb not null,
  created_at timestamptz not null default now(),
  created_by bigint constraint checklists_author_fkey references people (id),
  primary key (code, version)
);

-- closed_at: the result is frozen, and refresh_household_coverage() leaves the round alone (imported history has status 'closed' without it).
-- kinds null = every kind. A recheck 回头看 takes its members from a source round when it opens; nobody joins it later.
alter table campaigns
  add column opened_at timestamptz,
  add column closed_at timestamptz,
  add column kinds text[],
  add column source_campaign_id bigint constraint campaigns_source_fkey references campaigns (id),
  add column source_states text[],
  add column sample_share double precision constraint campaigns_sample_share check (sample_share > 0 and sample_share <= 1),
  add column checklist_code text,
  add column checklist_version integer,
  add constraint campaigns_checklist_fkey foreign key (checklist_code, checklist_version) references checklists (code, version);

-- Visit duty 区级领导联系 leader / 部门帮包 unit / 镇街兜底 fallback: who goes to which grid in a round.
create table campaign_duties (
  id bigint generated always as identity primary key,
  campaign_id bigint not null constraint campaign_duties_campaign_fkey references campaigns (id) on delete cascade,
  grid_id bigint not null constraint campaign_duties_grid_fkey references grids (id) on delete cascade,
  kind text not null constraint campaign_duties_kind check (kind in ('leader', 'unit', 'fallback')),
  person_id bigint constraint campaign_duties_person_fkey references people (id),
  unit_id bigint constraint campaign_duties_unit_fkey references units (id),
  constraint campaign_duties_somebody check (person_id is not null or unit_id is not null)
);
create index campaign_duties_campaign on campaign_duties (campaign_id, grid_id);

-- The figures of a round as they were when it was closed, by the grids of that day: names are kept, because grids are redrawn.
create table campaign_results (
  campaign_id bigint not null constraint campaign_results_campaign_fkey references campaigns (id) on delete cascade,
  grid_id bigint not null,
  grid_code text not null,
  grid_path text collate "C" not null,
  grid_name text not null,
  grid_level smallint not null,
  grid_kind text not null,
  kind text not null,
  measure text not null,
  amount numeric not null,
  primary key (campaign_id, grid_id, kind, measure)
);

-- person_id knocked, recorded_by typed. A correction is a new row; the old one is superseded and counts no more. content_digest: what the
-- client sent under client_uuid, so that a retry can be told from a clash. approved_at without approved_by: below the threshold, at once.
alter table visits
  add column recorded_by bigint constraint visits_recorder_fkey references people (id),
  add column answers jsonb not null default '{}',
  add column position geometry(Point, 4326),
  add column accuracy_m real,
  add column flags text[] not null default '{}',
  add column content_digest text,
  add column batch_id uuid,
  add column corrects_id bigint constraint visits_corrects_fkey references visits (id),
  add column correction_reason text,
  add column superseded_by bigint constraint visits_superseded_fkey references visits (id),
  add column superseded_at timestamptz,
  add column rejected_at timestamptz,
  add column rejected_by bigint constraint visits_rejector_fkey references people (id),
  add column decision_note text,
  add constraint visits_decided_once check (approved_at is null or rejected_at is null),
  add constraint visits_superseded_whole check ((superseded_by is null) = (superseded_at is null));
create index visits_household on visits (household_id, visited_at);
create index visits_person on visits (person_id, visited_at);
-- What waits for a supervisor.
create index visits_undecided on visits (campaign_id, household_id)
  where outcome in ('refused', 'vacant', 'unreachable') and approved_at is null and rejected_at is null and superseded_at is null;

-- A dedicated grid holds its members by name, so the change of a member cannot be found by path: it has a row of its own. One of path and
-- grid_id is given.
alter table deltas add column grid_id bigint;

-- What "covered" means. The deciding knock of a target in a round: visited covers; refused / vacant / unreachable exempt once approved, and
-- count as a try once rejected; an appointment stands; nobody_home only shows that somebody tried. Superseded rows do not count.
create or replace view visit_states as
  select distinct on (v.campaign_id, v.household_id)
    v.campaign_id,
    v.household_id,
    case
      when v.outcome = 'visited' then 'covered'
      when v.rejected_at is not null then 'tried'
      when v.outcome in ('refused', 'vacant', 'unreachable') and v.approved_at is not null then 'exempt'
      when v.outcome in ('refused', 'vacant', 'unreachable') then 'exempt_pending'
      when v.outcome = 'appointment' then 'appointment'
      else 'tried'
    end as state,
    max(v.visited_at) over (partition by v.campaign_id, v.household_id) as last_visited_at,
    case when v.outcome = 'appointment' then v.appointment_at end as appointment_at
  from visits v
  where v.superseded_at is null
  -- A household that was reached once in the round stays covered: a later knock on a closed door does not undo it.
  order by v.campaign_id, v.household_id, (v.outcome = 'visited') desc, (v.outcome <> 'nobody_home' and v.rejected_at is null) desc, v.visited_at desc, v.id desc;

-- What one row of household_coverage adds to the tallies of its grids.
create function coverage_measures(state text, frozen boolean) returns table (measure text)
  language sql immutable parallel safe
  begin atomic
    select m.measure
    from (values ('total', true), (state, true), ('frozen', frozen), ('frozen_covered', frozen and state = 'covered')) as m (measure, counted)
    where m.counted;
  end;

-- What household_coverage should say of some targets in a round: one look-up of the knocks per target. Written as a lateral query with an
-- offset because a join with the view reads every knock of the round (100-400 ms for one target).
create function coverage_wanted(round_id bigint, household_ids bigint[])
  returns table (household_id bigint, path text, kind text, building_id bigint, archived_at timestamptz, point_m geometry, state text, last_visited_at timestamptz, appointment_at timestamptz)
  language sql stable
  begin atomic
    select h.id, h.path, h.kind, h.building_id, h.archived_at,
      st_transform(h.geom, (select (value #>> '{}')::integer from settings where key = 'metric_srid')),
      coalesce(s.state, 'untried'), s.last_visited_at, s.appointment_at
    from households h
    left join lateral (select * from visit_states v where v.campaign_id = round_id and v.household_id = h.id offset 0) s on true
    where h.id = any (household_ids);
  end;

-- Brings household_coverage in line with households and visits for some targets of a round (null = every target, a few thousand at a time),
-- and appends the deltas of what changed: folded, they make the tallies what recount_tallies() would count. Nobody else writes states.
-- Targets that belong to the round and are not in it yet join it: frozen while frozen_at is null, unfrozen afterwards. A planned round has no
-- targets yet, and a closed one with a frozen result is left alone. Returns how many rows are new or changed.
-- The rows are locked in order of their ids before the knocks are read: of two writers at one door the second sees what the first wrote.
-- enable_seqscan off: a plan that a connection made while the table of visits was small reads all of it per target once it has grown
-- (500 targets: 160 to 3,000 ms instead of 30), until statistics are renewed. Everything here is a look-up, and for a few targets planning anew
-- takes longer than looking them up (one target: 2.4 ms, with the plan kept 0.3).
create or replace function refresh_household_coverage(round_id bigint, household_ids bigint[] default null) returns bigint
  language plpgsql set enable_seqscan to off set plan_cache_mode to force_generic_plan as $$
declare
  round campaigns;
  found_rows bigint;
  joined bigint := 0;
  changed bigint := 0;
  chunk bigint[];
begin
  select * into round from campaigns where id = round_id;
  if round.id is null or round.status = 'planned' or round.closed_at is not null then return 0; end if;
  if household_ids is null then
    for chunk in
      select array_agg(h.id order by h.id) from (select id, (row_number() over (order by id) - 1) / 5000 as part from households) h group by h.part order by h.part
    loop
      changed := changed + refresh_household_coverage(round_id, chunk);
    end loop;
    return changed;
  end if;

  perform from household_coverage c where c.campaign_id = round_id and c.household_id = any (household_ids) order by c.household_id for update;
  get diagnostics found_rows = row_count;
  if found_rows < cardinality(household_ids) then
    with fresh as (
      insert into household_coverage (household_id, campaign_id, path, kind, building_id, state, frozen, last_visited_at, appointment_at, point_m)
      select w.household_id, round_id, w.path, w.kind, w.building_id, w.state, round.frozen_at is null, w.last_visited_at, w.appointment_at, w.point_m
      from coverage_wanted(round_id, household_ids) w
      where w.archived_at is null
        and (round.kinds is null or w.kind = any (round.kinds))
        and (round.source_campaign_id is null or round.frozen_at is null and exists (
          select from household_coverage s
          where s.campaign_id = round.source_campaign_id and s.household_id = w.household_id and s.state = any (round.source_states)
            -- The same targets whenever it is asked: the sample follows from round and target.
            and (round.sample_share is null or (hashint8(w.household_id # (round_id << 32)) & 2147483647) < round.sample_share * 2147483648)))
        and not exists (select from household_coverage c where c.campaign_id = round_id and c.household_id = w.household_id)
      order by w.household_id
      on conflict do nothing
      returning household_id, path, kind, state, frozen
    ), counted as (
      select f.household_id, f.path, f.kind, m.measure from fresh f cross join lateral coverage_measures(f.state, f.frozen) m
    ), noted as (
      insert into deltas (subject, path, grid_id, campaign_id, kind, measure, amount)
      select 'coverage', c.path, null::bigint, round_id, c.kind, c.measure, count(*) from counted c where c.path is not null group by c.path, c.kind, c.measure
      union all
      select 'coverage', null, m.grid_id, round_id, c.kind, c.measure, count(*)
      from counted c
      join grid_members m on m.kind = 'household' and m.target_id = c.household_id
      join grids g on g.id = m.grid_id and g.kind <> 'basic'
      group by m.grid_id, c.kind, c.measure
    )
    select count(*) into joined from fresh;
    perform from household_coverage c where c.campaign_id = round_id and c.household_id = any (household_ids) order by c.household_id for update;
  end if;

  with change as materialized (
    select w.*, c.path as old_path, c.kind as old_kind, c.state as old_state, c.frozen
    from coverage_wanted(round_id, household_ids) w
    join household_coverage c on c.campaign_id = round_id and c.household_id = w.household_id
    where (c.path, c.kind, c.building_id, c.state, c.last_visited_at, c.appointment_at) is distinct from
          (w.path collate "C", w.kind, w.building_id, w.state, w.last_visited_at, w.appointment_at)
       or not st_equals(c.point_m, w.point_m)
  ), written as (
    update household_coverage c
    set path = w.path, kind = w.kind, building_id = w.building_id, state = w.state, last_visited_at = w.last_visited_at, appointment_at = w.appointment_at, point_m = w.point_m
    from change w
    where c.campaign_id = round_id and c.household_id = w.household_id
  ), counted as (
    select w.household_id, w.old_path as path, w.old_kind as kind, m.measure, -1 as amount
    from change w cross join lateral coverage_measures(w.old_state, w.frozen) m
    union all
    select w.household_id, w.path, w.kind, m.measure, 1
    from change w cross join lateral coverage_measures(w.state, w.frozen) m
  ), noted as (
    insert into deltas (subject, path, grid_id, campaign_id, kind, measure, amount)
    select 'coverage', c.path, null::bigint, round_id, c.kind, c.measure, sum(c.amount)
    from counted c where c.path is not null group by c.path, c.kind, c.measure having sum(c.amount) <> 0
    union all
    select 'coverage', null, m.grid_id, round_id, c.kind, c.measure, sum(c.amount)
    from counted c
    join grid_members m on m.kind = 'household' and m.target_id = c.household_id
    join grids g on g.id = m.grid_id and g.kind <> 'basic'
    group by m.grid_id, c.kind, c.measure having sum(c.amount) <> 0
  )
  select count(*) into changed from change;
  return joined + changed;
end $$;

-- Why a knock deserves a second look. Asked before the row is written, so the doors of one bulk record are not held against each other.
-- rules: the setting visit_rules. place: where the phone was, and how exactly it knew. ignored_visit: the row that is being corrected.
create function visit_doubts(round_id bigint, target bigint, visitor bigint, knock text, knocked_at timestamptz, place geometry, place_accuracy_m real,
    ignored_visit bigint, rules jsonb) returns text[]
  language plpgsql stable set enable_seqscan to off set plan_cache_mode to force_generic_plan as $$
declare
  srid integer;
  place_m geometry;
  doubts text[] := '{}';
begin
  if visitor is not null and knock = 'visited' and exists (
    select from visits v
    where v.person_id = visitor and v.household_id <> target and v.superseded_at is null and v.id is distinct from ignored_visit
      and v.visited_at > knocked_at - make_interval(secs => (rules ->> 'tooFastSeconds')::float8)
      and v.visited_at < knocked_at + make_interval(secs => (rules ->> 'tooFastSeconds')::float8)
  ) then doubts := doubts || 'too_fast'::text; end if;

  if exists (
    select from visits v
    where v.campaign_id = round_id and v.household_id = target and v.superseded_at is null and v.id is distinct from ignored_visit and v.outcome = knock
      and (knock = 'visited' or abs(extract(epoch from v.visited_at - knocked_at)) < (rules ->> 'duplicateMinutes')::float8 * 60)
  ) then doubts := doubts || 'duplicate'::text; end if;

  if place is null then return doubts; end if;
  srid := (select (value #>> '{}')::integer from settings where key = 'metric_srid');
  place_m := st_transform(place, srid);
  -- The grid the target lies in, not its micro-grid: that may be one staircase.
  if exists (
    select from households h
    join grids g on g.path = array_to_string((string_to_array(h.path, '/'))[1:4], '/') and g.valid_to is null
    where h.id = target and not st_dwithin(g.geom_m, place_m, (rules ->> 'outsideGridM')::float8 + coalesce(place_accuracy_m, 0))
  ) then doubts := doubts || 'outside_grid'::text; end if;

  if exists (
    select from households h
    where h.id = target and not st_dwithin(st_transform(h.geom, srid), place_m, (rules ->> 'farFromDoorM')::float8 + coalesce(place_accuracy_m, 0))
  ) then doubts := doubts || 'far_from_door'::text; end if;
  return doubts;
end $$;

-- One event a visit: ids, path and the new state, no personal data. A client whose map shows the target paints it from this alone.
create function append_visit_events(visit_ids bigint[], deed text) returns void
  language plpgsql set enable_seqscan to off set plan_cache_mode to force_generic_plan as $$
begin
  insert into events (type, path, payload)
  select 'visit', c.path, jsonb_build_object('visitId', v.id, 'householdId', v.household_id, 'campaignId', v.campaign_id, 'kind', c.kind, 'state', c.state, 'deed', deed)
  from visits v
  join household_coverage c on c.campaign_id = v.campaign_id and c.household_id = v.household_id
  where v.id = any (visit_ids)
  order by v.id;
end $$;

-- A visit as lists show it. Notes, reasons and answers may speak of a person: routes leave them out for whoever is nobody.
create view visit_rows as
  select v.id, v.client_uuid as "clientUuid", c.code as "campaignCode", v.household_id as "householdId", v.outcome, v.mode, v.visited_at as "visitedAt",
    v.appointment_at as "appointmentAt", v.reason, v.note, v.answers, v.recorded_at as "recordedAt", v.flags,
    case when v.person_id is not null then json_build_object('id', v.person_id, 'name', p.name) end as person,
    case
      when v.outcome not in ('refused', 'vacant', 'unreachable') then 'none'
      when v.approved_at is not null and v.approved_by is null then 'automatic'
      when v.approved_at is not null then 'approved'
      when v.rejected_at is not null then 'rejected'
      else 'pending'
    end as approval,
    coalesce(v.approved_at, v.rejected_at) as "decidedAt", v.decision_note as "decisionNote", v.corrects_id as "correctsId",
    v.correction_reason as "correctionReason", v.superseded_by as "supersededBy", v.superseded_at as "supersededAt",
    v.campaign_id, v.person_id, v.recorded_by
  from visits v
  join campaigns c on c.id = v.campaign_id
  left join people p on p.id = v.person_id;

-- A recount while people write: whoever has appended deltas is waited for, whoever has not appends them afterwards. Without the lock a row
-- committed between the two statements of the count would be in the tallies and in the deltas.
alter function recount_tallies() rename to count_tallies;
create function recount_tallies() returns void
  language plpgsql as $$
begin
  lock table deltas in share row exclusive mode;
  perform count_tallies();
end $$;
