-- Visit targets, rounds, knocks, and the ONE definition of covered.
create table households (
  id bigint generated always as identity primary key,
  client_uuid uuid constraint households_client_uuid_key unique,
  code text,
  kind text not null default 'household' constraint households_kind check (kind in ('household', 'enterprise', 'school', 'construction_site')),
  name text,
  building_id bigint constraint households_building_fkey references buildings (id),
  unit text,
  floor smallint,
  room text,
  address text not null default '',
  path text collate "C",
  geom geometry(Point, 4326) not null,
  search_terms text not null default '',
  attributes jsonb not null default '{}'
);
create index households_path on households (path, id);
create index households_building on households (building_id);
create unique index households_code on households (code) where code is not null;

create table programmes (
  id bigint generated always as identity primary key,
  code text not null constraint programmes_code_key unique,
  name text not null,
  starts_on date,
  ends_on date,
  attributes jsonb not null default '{}'
);

create table campaigns (
  id bigint generated always as identity primary key,
  code text not null constraint campaigns_code_key unique,
  name text not null,
  programme_id bigint constraint campaigns_programme_fkey references programmes (id),
  kind text not null default 'round' constraint campaigns_kind check (kind in ('round', 'recheck')),
  starts_on date not null,
  ends_on date,
  status text not null default 'open' constraint campaigns_status check (status in ('planned', 'open', 'closed')),
  frozen_at timestamptz
);

create table visits (
  id bigint generated always as identity primary key,
  client_uuid uuid not null constraint visits_client_uuid_key unique,
  campaign_id bigint not null constraint visits_campaign_fkey references campaigns (id),
  household_id bigint not null constraint visits_household_fkey references households (id),
  person_id bigint constraint visits_person_fkey references people (id),
  outcome text not null constraint visits_outcome check (outcome in ('visited', 'nobody_home', 'appointment', 'refused', 'vacant', 'unreachable')),
  mode text constraint visits_mode check (mode in ('off_peak', 'appointment')),
  visited_at timestamptz not null,
  appointment_at timestamptz,
  reason text,
  approved_at timestamptz,
  approved_by bigint constraint visits_approver_fkey references people (id),
  note text,
  recorded_at timestamptz not null default now()
);
create index visits_campaign_household on visits (campaign_id, household_id, visited_at);

-- One row per target and round. frozen = the target belonged to the round when it opened. Written only by refresh_household_coverage().
-- path, kind and building_id are the target's own: with them here, lists and sums of the uncovered never visit the register.
create table household_coverage (
  household_id bigint not null constraint household_coverage_household_fkey references households (id) on delete cascade,
  campaign_id bigint not null constraint household_coverage_campaign_fkey references campaigns (id) on delete cascade,
  path text collate "C",
  kind text not null,
  building_id bigint,
  state text not null constraint household_coverage_state check (state in ('untried', 'tried', 'appointment', 'covered', 'exempt_pending', 'exempt')),
  uncovered boolean not null generated always as (state not in ('covered', 'exempt')) stored,
  frozen boolean not null default true,
  last_visited_at timestamptz,
  appointment_at timestamptz,
  point_m geometry not null,
  primary key (campaign_id, household_id)
);
-- Hot: the uncovered inside a grid, in path order (keyset), filters on kind and state and the dates of a page answered from the index itself.
create index household_coverage_uncovered on household_coverage (campaign_id, path, household_id)
  include (kind, state, last_visited_at, appointment_at, building_id) where uncovered;
-- Enterprises, schools and sites are a thousandth of the rows: without their own index a filter by kind reads every household.
create index household_coverage_uncovered_other on household_coverage (campaign_id, kind, path, household_id)
  include (state, last_visited_at, appointment_at, building_id)
  where uncovered and kind <> 'household';
create index household_coverage_uncovered_point on household_coverage using gist (point_m) where uncovered;
create index household_coverage_path on household_coverage (campaign_id, path, household_id) include (kind, state);
create index household_coverage_household on household_coverage (household_id);
-- All doors of the few buildings that a summary lists.
create index household_coverage_building on household_coverage (campaign_id, building_id);

-- What "covered" means. The latest deciding knock wins: visited covers; refused / vacant / unreachable exempt once approved;
-- an appointment stands until a later knock; nobody_home only shows that somebody tried.
create view visit_states as
  select distinct on (v.campaign_id, v.household_id)
    v.campaign_id,
    v.household_id,
    case
      when v.outcome = 'visited' then 'covered'
      when v.outcome in ('refused', 'vacant', 'unreachable') and v.approved_at is not null then 'exempt'
      when v.outcome in ('refused', 'vacant', 'unreachable') then 'exempt_pending'
      when v.outcome = 'appointment' then 'appointment'
      else 'tried'
    end as state,
    max(v.visited_at) over (partition by v.campaign_id, v.household_id) as last_visited_at,
    case when v.outcome = 'appointment' then v.appointment_at end as appointment_at
  from visits v
  -- A household that was reached once in the round stays covered: a later knock on a closed door does not undo it.
  order by v.campaign_id, v.household_id, (v.outcome = 'visited') desc, (v.outcome <> 'nobody_home') desc, v.visited_at desc, v.id desc;

-- Brings household_coverage in line with households and visits. household_ids null = every target of the round.
-- Rows of targets that joined after the round was frozen are marked frozen = false. Returns how many rows changed.
create function refresh_household_coverage(round_id bigint, household_ids bigint[] default null) returns bigint
  language sql
  begin atomic
    with target as (
      select h.id, h.path, h.kind, h.building_id,
        st_transform(h.geom, (select (value #>> '{}')::integer from settings where key = 'metric_srid')) as point_m
      from households h
      where household_ids is null or h.id = any (household_ids)
    ), wanted as (
      select t.id, t.path, t.kind, t.building_id, t.point_m, coalesce(s.state, 'untried') as state, s.last_visited_at, s.appointment_at
      from target t
      left join visit_states s on s.campaign_id = round_id and s.household_id = t.id
    ), written as (
      insert into household_coverage as c (household_id, campaign_id, path, kind, building_id, state, frozen, last_visited_at, appointment_at, point_m)
      select w.id, round_id, w.path, w.kind, w.building_id, w.state, (select frozen_at is null from campaigns where id = round_id), w.last_visited_at, w.appointment_at, w.point_m
      from wanted w
      on conflict (campaign_id, household_id) do update
        set path = excluded.path, kind = excluded.kind, building_id = excluded.building_id, state = excluded.state,
            last_visited_at = excluded.last_visited_at, appointment_at = excluded.appointment_at, point_m = excluded.point_m
        where (c.path, c.kind, c.building_id, c.state, c.last_visited_at, c.appointment_at) is distinct from
              (excluded.path, excluded.kind, excluded.building_id, excluded.state, excluded.last_visited_at, excluded.appointment_at)
           or not st_equals(c.point_m, excluded.point_m)
      returning 1
    )
    select count(*) from written;
  end;
