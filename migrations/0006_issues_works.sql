-- Issues and works: state, served whole by /api/state, never tiled.
create table issues (
  id bigint generated always as identity primary key,
  client_uuid uuid constraint issues_client_uuid_key unique,
  code text not null constraint issues_code_key unique,
  title text not null,
  description text,
  domain text not null,
  class text,
  channel text not null default 'patrol',
  state text not null default 'reported' constraint issues_state check (state in ('reported', 'accepted', 'assigned', 'in_progress', 'resolved',
    'verifying', 'closed', 'scheduled', 'returned', 'rejected')),
  is_open boolean not null generated always as (state not in ('closed', 'rejected')) stored,
  holder_level smallint not null default 4 constraint issues_holder_level check (holder_level between 1 and 5),
  resolution_mode text constraint issues_resolution_mode check (resolution_mode in ('on_spot', 'coordinated', 'planned')),
  address text,
  path text collate "C",
  geom geometry(Point, 4326),
  point_m geometry,
  unit_id bigint constraint issues_unit_fkey references units (id),
  person_id bigint constraint issues_person_fkey references people (id),
  alley_id bigint constraint issues_alley_fkey references alleys (id),
  household_id bigint constraint issues_household_fkey references households (id),
  duplicate_of_id bigint constraint issues_duplicate_fkey references issues (id),
  reported_at timestamptz not null,
  due_at timestamptz,
  resolved_at timestamptz,
  closed_at timestamptz,
  flags text[] not null default '{}',
  attributes jsonb not null default '{}'
);
create index issues_path on issues (path, id);
create index issues_open on issues (path, due_at, id) where is_open;
create index issues_point on issues using gist (point_m);

create table issue_events (
  id bigint generated always as identity primary key,
  issue_id bigint not null constraint issue_events_issue_fkey references issues (id) on delete cascade,
  action text not null,
  from_state text,
  to_state text not null,
  holder_level smallint,
  person_id bigint constraint issue_events_person_fkey references people (id),
  unit_id bigint constraint issue_events_unit_fkey references units (id),
  note text,
  occurred_at timestamptz not null
);
create index issue_events_issue on issue_events (issue_id, occurred_at, id);

create table work_types (
  code text primary key,
  name text not null,
  name_en text not null,
  unit text not null,
  dimension text not null constraint work_types_dimension check (dimension in ('area', 'length', 'count', 'mass')),
  family text not null constraint work_types_family check (family in ('road', 'light', 'water', 'line', 'scene', 'other')),
  sort_order smallint not null
);

create table projects (
  id bigint generated always as identity primary key,
  code text not null constraint projects_code_key unique,
  programme_id bigint constraint projects_programme_fkey references programmes (id),
  kind text not null,
  name text not null,
  phase text not null default 'planned' constraint projects_phase check (phase in ('planned', 'designed', 'tendered', 'under_construction', 'done', 'accepted')),
  starts_on date,
  ends_on date,
  cost_minor bigint,
  path text collate "C",
  geom geometry(Geometry, 4326),
  attributes jsonb not null default '{}'
);

-- A quantity is never a bare number: unit, qualifier (约 about, 余 more_than) and as-of ride along. part_of_id: a figure nested in another
-- (720 spaces of which 480 in one community) is shown under it and never added to it.
create table works (
  id bigint generated always as identity primary key,
  client_uuid uuid constraint works_client_uuid_key unique,
  code text not null constraint works_code_key unique,
  work_type text not null constraint works_type_fkey references work_types (code),
  name text,
  quantity numeric,
  unit text,
  qualifier text constraint works_qualifier check (qualifier in ('about', 'more_than')),
  as_of date,
  phase text not null default 'done' constraint works_phase check (phase in ('planned', 'under_construction', 'done', 'accepted', 'cancelled')),
  is_completed boolean not null generated always as (phase in ('done', 'accepted')) stored,
  started_on date,
  completed_on date,
  path text collate "C",
  geom geometry(Geometry, 4326),
  geom_m geometry,
  alley_id bigint constraint works_alley_fkey references alleys (id),
  project_id bigint constraint works_project_fkey references projects (id),
  part_of_id bigint constraint works_part_fkey references works (id),
  flags text[] not null default '{}',
  attributes jsonb not null default '{}'
);
create index works_path on works (path, id);
create index works_completed on works (work_type, path) where is_completed;
create index works_geom_m on works using gist (geom_m);
create index works_alley on works (alley_id);

-- Share of a work per basic grid (lines by length, areas by area, points whole): sums to 1 over the grids of one level.
create table work_grids (
  work_id bigint not null constraint work_grids_work_fkey references works (id) on delete cascade,
  path text collate "C" not null,
  share double precision not null,
  primary key (work_id, path)
);
create index work_grids_path on work_grids (path);

-- The planner's saved versions; the plan room gives inputs and result their shape.
create table plans (
  id bigint generated always as identity primary key,
  client_uuid uuid constraint plans_client_uuid_key unique,
  name text not null,
  version integer not null default 1,
  status text not null default 'draft' constraint plans_status check (status in ('draft', 'submitted', 'approved', 'withdrawn')),
  inputs jsonb not null,
  result jsonb,
  person_id bigint constraint plans_person_fkey references people (id),
  created_at timestamptz not null default now()
);
