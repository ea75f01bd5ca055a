-- What the base map is drawn from, and the alleys. path: the smallest basic grid with the largest share of the feature.
create table buildings (
  id bigint generated always as identity primary key,
  code text constraint buildings_code_key unique,
  name text,
  kind text not null default 'residential',
  compound text,
  path text collate "C",
  floors smallint,
  units smallint,
  built_year smallint,
  address text,
  geom geometry(MultiPolygon, 4326) not null,
  search_terms text not null default '',
  attributes jsonb not null default '{}'
);
create index buildings_geom on buildings using gist (geom);
create index buildings_path on buildings (path);

create table base_features (
  id bigint generated always as identity primary key,
  layer text not null constraint base_features_layer check (layer in ('roads', 'water', 'green')),
  class text not null,
  name text,
  width_m real,
  is_bridge boolean not null default false,
  geom geometry(Geometry, 4326) not null,
  attributes jsonb not null default '{}'
);
create index base_features_geom on base_features using gist (geom);
create index base_features_layer_id on base_features (layer, id);

create table alleys (
  id bigint generated always as identity primary key,
  code text not null constraint alleys_code_key unique,
  name text,
  name_status text not null default 'unknown' constraint alleys_name_status check (name_status in ('standard', 'unnamed', 'unknown')),
  path text collate "C",
  width_m real,
  length_m double precision not null,
  surface text not null default 'unknown',
  is_dead_end boolean,
  geom geometry(MultiLineString, 4326) not null,
  geom_m geometry not null,
  search_terms text not null default '',
  attributes jsonb not null default '{}'
);
create index alleys_geom on alleys using gist (geom);
create index alleys_geom_m on alleys using gist (geom_m);
create index alleys_path on alleys (path, id);

-- Share of an alley's length per basic grid: the shares of one alley over the grids of one level sum to 1 (less what lies outside every grid).
create table alley_grids (
  alley_id bigint not null constraint alley_grids_alley_fkey references alleys (id) on delete cascade,
  path text collate "C" not null,
  share double precision not null,
  length_m double precision not null,
  primary key (alley_id, path)
);
create index alley_grids_path on alley_grids (path);

-- One dated survey of one standard 路平 road / 灯明 light / 水畅 water / 线齐 line / 景美 scene. No row = unknown 未调查, never good.
create table alley_surveys (
  id bigint generated always as identity primary key,
  alley_id bigint not null constraint alley_surveys_alley_fkey references alleys (id) on delete cascade,
  standard text not null constraint alley_surveys_standard check (standard in ('road', 'light', 'water', 'line', 'scene')),
  meets boolean not null,
  need smallint constraint alley_surveys_need check (need between 0 and 100),
  measured_value double precision,
  measured_unit text,
  surveyed_on date not null,
  person_id bigint constraint alley_surveys_person_fkey references people (id),
  note text
);
create index alley_surveys_latest on alley_surveys (alley_id, standard, surveyed_on desc, id desc);

-- The latest answer per alley and standard: the one definition of "condition".
create view alley_conditions as
  select distinct on (alley_id, standard) alley_id, standard, meets, need, surveyed_on
  from alley_surveys
  order by alley_id, standard, surveyed_on desc, id desc;
