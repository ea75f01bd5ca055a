-- The planner: sets of weights and unit costs with their versions, what is known of an alley only for planning, saved plans and what was said of them.

-- A set never changes: a new version is a new row. content: weights by criterion, or unit costs by work type (server/plans/contract.ts).
create table plan_sets (
  id bigint generated always as identity primary key,
  client_uuid uuid constraint plan_sets_client_uuid_key unique,
  kind text not null constraint plan_sets_kind check (kind in ('weights', 'unit_costs')),
  name text not null,
  version integer not null,
  content jsonb not null,
  note text,
  person_id bigint constraint plan_sets_person_fkey references people (id),
  created_at timestamptz not null default now(),
  constraint plan_sets_version unique (kind, name, version)
);

-- consent: of asked households so many agreed. demolition: the place is to be torn down, until a day or for good. The newest row of a kind holds.
create table alley_planning_notes (
  id bigint generated always as identity primary key,
  client_uuid uuid not null constraint alley_planning_notes_client_uuid_key unique,
  alley_id bigint not null constraint alley_planning_notes_alley_fkey references alleys (id) on delete cascade,
  kind text not null constraint alley_planning_notes_kind check (kind in ('consent', 'demolition')),
  is_lifted boolean not null default false,
  asked integer,
  agreed integer,
  until_on date,
  noted_on date not null,
  reason text not null,
  person_id bigint constraint alley_planning_notes_person_fkey references people (id),
  recorded_at timestamptz not null default now(),
  constraint alley_planning_notes_counts check (kind <> 'consent' or is_lifted or (asked > 0 and agreed between 0 and asked))
);
create index alley_planning_notes_alley on alley_planning_notes (alley_id, kind, noted_on desc, id desc);

-- series_id: the first version of the same plan. fingerprint: digests of what the plan was computed from, by part and by alley.
alter table plans
  add column content_digest text,
  add column series_id bigint constraint plans_series_fkey references plans (id),
  add column fingerprint jsonb,
  add column note text;
create unique index plans_series_version on plans (coalesce(series_id, id), version);

create table plan_events (
  id bigint generated always as identity primary key,
  client_uuid uuid not null constraint plan_events_client_uuid_key unique,
  plan_id bigint not null constraint plan_events_plan_fkey references plans (id) on delete cascade,
  action text not null constraint plan_events_action check (action in ('comment', 'submit', 'approve', 'withdraw')),
  note text,
  person_id bigint constraint plan_events_person_fkey references people (id),
  occurred_at timestamptz not null
);
create index plan_events_plan on plan_events (plan_id, occurred_at, id);

create table plan_projects (
  plan_id bigint not null constraint plan_projects_plan_fkey references plans (id) on delete cascade,
  project_id bigint not null constraint plan_projects_project_fkey references projects (id) on delete cascade,
  primary key (plan_id, project_id)
);
