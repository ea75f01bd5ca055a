-- Programmes and projects: what is built where, when, by whom and with whose money; who was asked; and where two of them would dig twice.

-- build_order: what lies deeper is built first, so that paving comes after pipes. digs: opens the ground; resurfaces: leaves a new surface that is
-- not to be opened again for some years; needs_consent: the people who live there are asked before it is put out to tender.
create table project_kinds (
  code text primary key,
  name text not null,
  name_en text not null,
  build_order smallint not null,
  digs boolean not null,
  resurfaces boolean not null,
  needs_consent boolean not null,
  sort_order smallint not null
);
insert into project_kinds (code, name, name_en, build_order, digs, resurfaces, needs_consent, sort_order) values
  ('old_compounds', '老旧小区', 'Old compounds', 30, true, true, true, 1),
  ('alleys', '背街小巷', 'Back alleys', 30, true, true, true, 2),
  ('gas', '燃气管网', 'Gas pipes', 10, true, false, false, 3),
  ('heat', '暖气管网', 'Heat pipes', 10, true, false, false, 4),
  ('drains', '雨污管网', 'Sewers and drains', 5, true, false, false, 5),
  ('cables', '线缆入地', 'Cables underground', 20, true, false, false, 6),
  ('roads', '城市道路', 'City roads', 30, true, true, false, 7),
  ('greening', '绿化景观', 'Greening', 40, false, false, false, 8),
  ('other', '其他', 'Other', 50, false, false, false, 9);

create table fund_sources (
  code text primary key,
  name text not null,
  name_en text not null,
  sort_order smallint not null
);
insert into fund_sources (code, name, name_en, sort_order) values
  ('central', '中央补助', 'Central grant', 1),
  ('province', '省级补助', 'Provincial grant', 2),
  ('city', '市级财政', 'City budget', 3),
  ('district', '区级财政', 'District budget', 4),
  ('bond', '专项债券', 'Special bond', 5),
  ('enterprise', '管线单位', 'Utilities', 6),
  ('residents', '居民出资', 'Residents', 7),
  ('other', '其他', 'Other', 8);

-- 一征三议两公开. The papers name the steps by their number only.
create table consultation_steps (
  code text primary key,
  name text not null,
  name_en text not null,
  sort_order smallint not null
);
insert into consultation_steps (code, name, name_en, sort_order) values
  ('consult', '一征（征求意见）', 'Consulted', 1),
  ('deliberate_1', '一议', 'First deliberation', 2),
  ('deliberate_2', '二议', 'Second deliberation', 3),
  ('deliberate_3', '三议', 'Third deliberation', 4),
  ('publish_1', '一公开', 'First publication', 5),
  ('publish_2', '二公开', 'Second publication', 6);

-- kind null: no programme of projects (the rounds of visits have one). targets: [{code, name, nameEn, value, unit, qualifier, asOf, source}];
-- code 'items' is what the projects' item_count is counted against ("88 courtyards").
alter table programmes
  add column client_uuid uuid constraint programmes_client_uuid_key unique,
  add column content_digest text,
  add column name_en text,
  add column kind text constraint programmes_kind_fkey references project_kinds (code),
  add column targets jsonb not null default '[]';

update projects set kind = 'alleys' where kind = 'alley';
insert into project_kinds (code, name, name_en, build_order, digs, resurfaces, needs_consent, sort_order)
select distinct kind, kind, kind, 50, false, false, false, 99 from projects on conflict (code) do nothing;

-- phase 'unstated': begun, and nobody has said how far it is (53 begun = 8 done + 28 under way + 17 unstated).
-- starts_on, ends_on: when work is planned in the place; started_on, finished_on: when it was. item_count: how many of what the programme counts.
-- reported_*: figures as somebody reported them, beside those of project_facts.
alter table projects
  drop constraint projects_phase,
  add constraint projects_phase check (phase in ('planned', 'designed', 'tendered', 'under_construction', 'unstated', 'done', 'accepted')),
  add constraint projects_kind_fkey foreign key (kind) references project_kinds (code),
  add constraint projects_period check (ends_on >= starts_on),
  add column client_uuid uuid constraint projects_client_uuid_key unique,
  add column content_digest text,
  add column item_count integer not null default 1 constraint projects_item_count check (item_count > 0),
  add column unit_id bigint constraint projects_unit_fkey references units (id),
  add column started_on date,
  add column finished_on date,
  add column reported_households integer,
  add column reported_buildings integer,
  add column reported_as_of date,
  add column note text,
  add column documents jsonb not null default '[]',
  add column geom_m geometry;
create index projects_geom_m on projects using gist (geom_m);
create index projects_programme on projects (programme_id);
create index works_project on works (project_id);

create table project_alleys (
  project_id bigint not null constraint project_alleys_project_fkey references projects (id) on delete cascade,
  alley_id bigint not null constraint project_alleys_alley_fkey references alleys (id) on delete cascade,
  primary key (project_id, alley_id)
);
create index project_alleys_alley on project_alleys (alley_id);

create table project_funds (
  project_id bigint not null constraint project_funds_project_fkey references projects (id) on delete cascade,
  source text not null constraint project_funds_source_fkey references fund_sources (code),
  year smallint not null constraint project_funds_year check (year between 2000 and 2100),
  planned_minor bigint not null constraint project_funds_planned check (planned_minor >= 0),
  paid_minor bigint not null default 0 constraint project_funds_paid check (paid_minor >= 0),
  primary key (project_id, source, year)
);

create table project_milestones (
  id bigint generated always as identity primary key,
  client_uuid uuid constraint project_milestones_client_uuid_key unique,
  project_id bigint not null constraint project_milestones_project_fkey references projects (id) on delete cascade,
  name text not null,
  due_on date not null,
  done_on date,
  note text,
  constraint project_milestones_name unique (project_id, name)
);

-- Totals of answers, never who answered. The newest row with answers is the consent: agreed of asked.
create table project_consultations (
  id bigint generated always as identity primary key,
  client_uuid uuid constraint project_consultations_client_uuid_key unique,
  project_id bigint not null constraint project_consultations_project_fkey references projects (id) on delete cascade,
  step text not null constraint project_consultations_step_fkey references consultation_steps (code),
  held_on date not null,
  asked integer,
  answered integer,
  agreed integer,
  note text,
  person_id bigint constraint project_consultations_person_fkey references people (id),
  recorded_at timestamptz not null default now(),
  constraint project_consultations_counts check (
    num_nonnulls(asked, answered, agreed) in (0, 3) and agreed between 0 and answered and answered <= asked and asked > 0)
);
create index project_consultations_project on project_consultations (project_id, held_on, id);

-- What happened to a project. before: the project as it was before a correction.
create table project_events (
  id bigint generated always as identity primary key,
  client_uuid uuid,
  content_digest text,
  project_id bigint not null constraint project_events_project_fkey references projects (id) on delete cascade,
  action text not null constraint project_events_action check (action in ('created', 'corrected', 'advanced', 'reopened', 'milestone', 'consulted')),
  from_phase text,
  to_phase text,
  happened_on date not null,
  person_id bigint constraint project_events_person_fkey references people (id),
  reason text,
  before jsonb,
  recorded_at timestamptz not null default now(),
  constraint project_events_client_uuid_key unique (client_uuid)
);
create index project_events_project on project_events (project_id, happened_on, id);

-- Derived from the place, so they may be computed anew at any time (refresh_project_facts). Shares as in work_grids.
create table project_facts (
  project_id bigint primary key constraint project_facts_project_fkey references projects (id) on delete cascade,
  households integer not null,
  buildings integer not null,
  length_m double precision,
  area_m2 double precision,
  refreshed_at timestamptz not null
);
create table project_grids (
  project_id bigint not null constraint project_grids_project_fkey references projects (id) on delete cascade,
  path text collate "C" not null,
  share double precision not null,
  primary key (project_id, path)
);
create index project_grids_path on project_grids (path);

-- The setting project_rules over these defaults: consent_share of those asked must agree; no digging for moratorium_years after a new surface;
-- two places are the same within clash_tolerance_m, and a clash is at least so long or so large.
create function project_rules(out consent_share double precision, out moratorium_years integer, out clash_tolerance_m double precision,
    out clash_least_m double precision, out clash_least_m2 double precision)
  language sql stable
  begin atomic
    select coalesce((r.value ->> 'consentShare')::float8, 0.667), coalesce((r.value ->> 'moratoriumYears')::integer, 3),
      coalesce((r.value ->> 'clashToleranceM')::float8, 5), coalesce((r.value ->> 'clashLeastM')::float8, 20),
      coalesce((r.value ->> 'clashLeastM2')::float8, 100)
    from (values (1)) as one (n)
    left join settings r on r.key = 'project_rules';
  end;

-- Metric shape, size, who benefits and in which grids, for these projects; null = all. An area benefits the homes inside; a line those within
-- served_m of it (setting alley_rules), as for alleys. Homes are found through the paths of the grids in reach: households have no index by place.
-- A project by alleys lies where its alleys lie; one without a place keeps its path.
create function refresh_project_facts(ids bigint[] default null) returns void
  language plpgsql
  set jit to off
  as $$
declare
  srid integer := (select (value #>> '{}')::integer from settings where key = 'metric_srid');
begin
  update projects p set geom = a.geom
  from (
    select l.project_id, st_multi(st_collect(d.geom order by l.alley_id, d.path)) as geom
    from project_alleys l join alleys a on a.id = l.alley_id cross join lateral st_dump(a.geom) d
    where ids is null or l.project_id = any (ids)
    group by l.project_id
  ) a
  where a.project_id = p.id and not st_equals(coalesce(p.geom, 'SRID=4326;POINT EMPTY'), a.geom);

  update projects p set geom_m = st_transform(p.geom, srid) where ids is null or p.id = any (ids);
  delete from project_grids s where ids is null or s.project_id = any (ids);

  insert into project_grids (project_id, path, share)
  select m.id, m.path, m.part / case when sum(m.part) over w > 0.99 * m.whole then sum(m.part) over w else m.whole end
  from (
    select p.id, leaf.path, case st_dimension(p.geom) when 2 then st_area(cut.geom::geography) when 1 then st_length(cut.geom::geography) else 1 end as part,
      case st_dimension(p.geom) when 2 then st_area(p.geom::geography) when 1 then st_length(p.geom::geography) else 1 end as whole
    from projects p
    join grids leaf on leaf.valid_to is null and leaf.kind = 'basic' and st_intersects(leaf.geom, p.geom)
      and not exists (select from grids c where c.parent_id = leaf.id and c.kind = 'basic' and c.valid_to is null and c.geom is not null)
    -- On a grid of 0.01 mm, as everything that is cut here (grid-checks.sql).
    cross join lateral (select case when st_dimension(p.geom) = 0 then p.geom else st_intersection(p.geom, leaf.geom, 1e-10) end as geom) cut
    where ids is null or p.id = any (ids)
  ) m
  where m.part > 0.01
  window w as (partition by m.id);

  update projects p set path = b.path
  from (select distinct on (project_id) project_id, path from project_grids order by project_id, share desc, path) b
  where b.project_id = p.id and (ids is null or p.id = any (ids)) and p.path is distinct from b.path;

  insert into project_facts as f (project_id, households, buildings, length_m, area_m2, refreshed_at)
  select p.id, h.households, b.buildings, case when st_dimension(p.geom) = 1 then st_length(p.geom::geography) end,
    case when st_dimension(p.geom) = 2 then st_area(p.geom::geography) end, now()
  from projects p
  cross join alley_rules() r
  -- offset 0: the buffer is made once a project, not once a home.
  cross join lateral (
    select case when st_dimension(p.geom) = 2 then p.geom else st_transform(st_buffer(p.geom_m, r.served_m, 8), 4326) end as geom offset 0
  ) area
  cross join lateral (
    select count(*) as households
    from grids g
    join households o on o.path = g.path and o.kind = 'household' and o.archived_at is null and st_intersects(area.geom, o.geom)
    where g.valid_to is null and g.kind = 'basic' and g.geom && area.geom
  ) h
  cross join lateral (
    select count(*) as buildings from buildings o
    where o.geom && area.geom and st_intersects(area.geom, case when st_dimension(p.geom) = 2 then st_pointonsurface(o.geom) else o.geom end)
  ) b
  where p.geom is not null and (ids is null or p.id = any (ids))
  on conflict (project_id) do update set households = excluded.households, buildings = excluded.buildings, length_m = excluded.length_m,
    area_m2 = excluded.area_m2, refreshed_at = excluded.refreshed_at;
  delete from project_facts f using projects p where p.id = f.project_id and p.geom is null and (ids is null or p.id = any (ids));
end $$;

-- Pairs of projects that would open the same ground twice, of all or of one. first_id was to start first.
-- overlap: both are at work there on the same days; moratorium: the later one opens a surface that is newer than moratorium_years.
-- What is over for both is history and no clash. A project that is late runs until today.
-- go_first_id: what lies deeper goes first; under a surface that is there already the later one waits until wait_until.
create function project_clashes(today date, only_project bigint default null) returns table (
    first_id bigint, second_id bigint, kind text, from_on date, to_on date, days integer, length_m double precision, area_m2 double precision, geom geometry,
    go_first_id bigint, advice text, wait_until date)
  language sql stable
  set jit to off
  begin atomic
    with rules as materialized (select * from project_rules()
    ), project as materialized (
      select p.id, p.geom_m, k.build_order, k.digs, k.resurfaces, p.phase in ('done', 'accepted') as is_over,
        coalesce(p.started_on, p.starts_on) as from_on,
        case when p.phase in ('done', 'accepted') then coalesce(p.finished_on, p.ends_on)
          when p.phase in ('under_construction', 'unstated') then greatest(p.ends_on, today) else p.ends_on end as to_on
      from projects p
      join project_kinds k on k.code = p.kind
      where p.geom_m is not null and (k.digs or k.resurfaces)
    ), near as (
      select case when (a.from_on, a.id) <= (b.from_on, b.id) then a.id else b.id end as first_id,
        case when (a.from_on, a.id) <= (b.from_on, b.id) then b.id else a.id end as second_id
      from project a
      cross join rules r
      join projects o on o.id > a.id and o.geom_m && st_expand(a.geom_m, r.clash_tolerance_m)
      join project b on b.id = o.id
      where a.from_on <= a.to_on and b.from_on <= b.to_on and not (a.is_over and b.is_over)
        and (only_project is null or only_project in (a.id, b.id))
    ), timed as materialized (
      select x.id as first_id, y.id as second_id, x.geom_m as first_geom, y.geom_m as second_geom, t.at_once, t.free_on, x.is_over,
        x.build_order as first_order, y.build_order as second_order,
        case when t.at_once then y.from_on else greatest(y.from_on, x.to_on + 1) end as from_on,
        case when t.at_once then least(x.to_on, y.to_on) else least(y.to_on, t.free_on - 1) end as to_on
      from near n
      cross join rules r
      join project x on x.id = n.first_id
      join project y on y.id = n.second_id
      cross join lateral (
        select x.to_on >= y.from_on and not x.is_over and not y.is_over as at_once, (x.to_on + make_interval(years => r.moratorium_years))::date as free_on
      ) t
      where case when t.at_once then x.digs or y.digs
        else x.resurfaces and y.digs and not y.is_over and y.to_on > x.to_on and y.from_on < t.free_on end
    ), placed as materialized (
      select t.*, st_dimension(shared.geom) as dimension, shared.geom
      from timed t
      cross join rules r
      cross join lateral (
        -- Along a line, or within an area: two lines share what of the one lies within the tolerance of the other.
        select case
          when st_dimension(t.first_geom) = 2 and st_dimension(t.second_geom) = 2 then st_collectionextract(st_intersection(t.first_geom, t.second_geom), 3)
          when st_dimension(t.first_geom) = 2 then st_collectionextract(st_intersection(t.second_geom, t.first_geom), 2)
          when st_dimension(t.second_geom) = 2 then st_collectionextract(st_intersection(t.first_geom, t.second_geom), 2)
          else st_collectionextract(st_intersection(t.second_geom, st_buffer(t.first_geom, r.clash_tolerance_m, 2)), 2)
        end as geom
        where st_dwithin(t.first_geom, t.second_geom, r.clash_tolerance_m)
      ) shared
    )
    select p.first_id, p.second_id, case when p.at_once then 'overlap' else 'moratorium' end, p.from_on, p.to_on, p.to_on - p.from_on + 1,
      case when p.dimension = 1 then st_length(p.geom) end, case when p.dimension = 2 then st_area(p.geom) end, st_transform(p.geom, 4326),
      case when p.second_order < p.first_order and not p.is_over then p.second_id else p.first_id end,
      case when p.is_over then 'wait' when p.second_order <> p.first_order then 'deeper_first' else 'together' end,
      case when p.is_over then p.free_on end
    from placed p
    cross join rules r
    where case p.dimension when 2 then st_area(p.geom) >= r.clash_least_m2 when 1 then st_length(p.geom) >= r.clash_least_m else false end;
  end;
