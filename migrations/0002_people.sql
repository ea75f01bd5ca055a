-- Departments and offices, and the staff who answer for grids. Staff only: residents are never in here.
create table units (
  id bigint generated always as identity primary key,
  code text not null constraint units_code_key unique,
  name text not null,
  kind text not null default 'department' constraint units_kind check (kind in ('district', 'department', 'subdistrict', 'community', 'enterprise', 'other')),
  parent_id bigint constraint units_parent_fkey references units (id),
  ranking_group text,
  is_double_reporting boolean not null default false,
  duty_phone text,
  attributes jsonb not null default '{}'
);

create table people (
  id bigint generated always as identity primary key,
  code text not null constraint people_code_key unique,
  name text not null,
  role text not null constraint people_role check (role in ('grid_worker', 'volunteer', 'community_secretary', 'subdistrict_dispatcher',
    'district_command', 'responsible_unit', 'inspector', 'verifier', 'leader', 'planner', 'administrator', 'auditor')),
  unit_id bigint constraint people_unit_fkey references units (id),
  grid_paths text[] not null default '{}',
  duty_phone text,
  is_active boolean not null default true,
  attributes jsonb not null default '{}'
);
