-- The five-level tree. Level 1 district 区县, 2 subdistrict 街道/镇, 3 community 社区/村, 4 grid 网格, 5 micro-grid 微网格.
-- path = parent's path + '/' + own code. Basic grids of level n+1 tile their parent; dedicated grids 专属网格 may overlap and hold
-- their members in grid_members. geom_m is geom in the district's metric zone (settings 'metric_srid'), so it carries no SRID typmod.
create table grids (
  id bigint generated always as identity primary key,
  code text collate "C" not null constraint grids_code_has_no_slash check (code <> '' and position('/' in code) = 0),
  path text collate "C" not null,
  level smallint not null constraint grids_level check (level between 1 and 5),
  parent_id bigint constraint grids_parent_fkey references grids (id),
  name text not null,
  short_name text,
  kind text not null default 'basic' constraint grids_kind check (kind in ('basic', 'dedicated', 'unit_management')),
  geom geometry(MultiPolygon, 4326),
  geom_m geometry,
  label_point geometry(Point, 4326),
  area_m2 double precision,
  valid_from date not null default current_date,
  valid_to date,
  search_terms text not null default '',
  attributes jsonb not null default '{}',
  constraint grids_validity check (valid_to is null or valid_to > valid_from)
);
create unique index grids_code_valid on grids (code) where valid_to is null;
create unique index grids_path_valid on grids (path) where valid_to is null;
create index grids_level on grids (level, path) where valid_to is null;
create index grids_parent on grids (parent_id) where valid_to is null;
create index grids_geom on grids using gist (geom) where valid_to is null;
create index grids_geom_m on grids using gist (geom_m) where valid_to is null;

create table grid_codes (
  grid_id bigint not null constraint grid_codes_grid_fkey references grids (id) on delete cascade,
  code_system text not null,
  code text not null,
  primary key (code_system, code, grid_id)
);

create table grid_members (
  grid_id bigint not null constraint grid_members_grid_fkey references grids (id) on delete cascade,
  kind text not null constraint grid_members_kind check (kind in ('household', 'issue', 'work', 'alley')),
  target_id bigint not null,
  primary key (grid_id, kind, target_id)
);
create index grid_members_target on grid_members (kind, target_id);

-- 五包: grid × tier × person. Tier 1 district leader, 2 subdistrict cadre, 3 community secretary, 4 grid worker, 5 line department.
create table responsibilities (
  id bigint generated always as identity primary key,
  grid_id bigint not null constraint responsibilities_grid_fkey references grids (id) on delete cascade,
  tier smallint not null constraint responsibilities_tier check (tier between 1 and 5),
  person_id bigint not null constraint responsibilities_person_fkey references people (id),
  unit_id bigint constraint responsibilities_unit_fkey references units (id),
  role text not null default 'owner',
  constraint responsibilities_once unique (grid_id, tier, person_id)
);

create table grid_tally (
  grid_id bigint not null constraint grid_tally_grid_fkey references grids (id) on delete cascade,
  subject text not null,
  campaign_id bigint not null default 0,
  kind text not null,
  measure text not null,
  amount numeric not null,
  primary key (grid_id, subject, campaign_id, kind, measure)
);

create table grid_tally_daily (
  day date not null,
  grid_id bigint not null constraint grid_tally_daily_grid_fkey references grids (id) on delete cascade,
  subject text not null,
  campaign_id bigint not null default 0,
  kind text not null,
  measure text not null,
  amount numeric not null,
  primary key (day, grid_id, subject, campaign_id, kind, measure)
);
