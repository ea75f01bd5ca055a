-- Works: the catalogue with its history, what was planned and what it cost, photos of before and after, acceptance, monthly checks, who asked; and totals
-- that are read, not counted.

-- kind: what works of the type do. Quantities are never added across types, kinds or units.
alter table work_types
  add column kind text not null default 'other' constraint work_types_kind check (kind in ('new', 'repair', 'replace', 'renew', 'clear', 'open', 'input', 'other')),
  add column version smallint not null default 1;

-- Every state the catalogue has been in: a type that is named or measured otherwise from now on is its next version.
create table work_type_versions (
  code text not null constraint work_type_versions_type_fkey references work_types (code) on delete cascade,
  version smallint not null,
  content jsonb not null,
  valid_from timestamptz not null default now(),
  primary key (code, version)
);
insert into work_type_versions (code, version, content) select t.code, t.version, to_jsonb(t) - 'code' - 'version' from work_types t;
create function number_work_type() returns trigger
  language plpgsql as $$
begin
  if to_jsonb(new) - 'version' is distinct from to_jsonb(old) - 'version' then new.version := old.version + 1; end if;
  return new;
end $$;
create function keep_work_type() returns trigger
  language plpgsql as $$
begin
  insert into work_type_versions (code, version, content) values (new.code, new.version, to_jsonb(new) - 'code' - 'version') on conflict do nothing;
  return null;
end $$;
create trigger work_types_number before update on work_types for each row execute function number_work_type();
create trigger work_types_keep after insert or update on work_types for each row execute function keep_work_type();

-- geodata/standards/work-types.ts holds the same rows; a test compares them. A district that has a type already keeps its own names.
insert into work_types (code, name, name_en, unit, dimension, family, kind, sort_order) values
  ('pavement_repair', '修补路面', 'Pavement repaired', '㎡', 'area', 'road', 'repair', 10),
  ('pavement_harden', '硬化路面', 'Road hardened', 'km', 'length', 'road', 'new', 20),
  ('wall_paint', '粉刷墙面', 'Walls painted', '㎡', 'area', 'scene', 'renew', 30),
  ('lamp_install', '安装路灯', 'Street lamps installed', '盏', 'count', 'light', 'new', 40),
  ('lamp_repair', '维修路灯', 'Street lamps repaired', '盏', 'count', 'light', 'repair', 50),
  ('sewer_refurbish', '整修下水道', 'Sewers refurbished', 'm', 'length', 'water', 'renew', 60),
  ('manhole_replace', '更换井盖', 'Manhole covers replaced', '个', 'count', 'water', 'replace', 70),
  ('cable_tidy', '整治线缆', 'Cables tidied', 'm', 'length', 'line', 'clear', 80),
  ('parking_add', '新增停车位', 'Parking spaces added', '个', 'count', 'road', 'new', 90),
  ('parking_open', '开放停车位', 'Parking spaces opened by offices', '个', 'count', 'road', 'open', 100),
  ('bike_parking', '非机动车位', 'Bicycle bays', '个', 'count', 'road', 'new', 110),
  ('car_park_build', '停车场', 'Car parks built', '个', 'count', 'road', 'new', 120),
  ('zombie_vehicle_clear', '清理僵尸车', 'Abandoned vehicles removed', '辆', 'count', 'road', 'clear', 130),
  ('small_ad_clear', '清理小广告', 'Illegal posters cleared', '块', 'count', 'scene', 'clear', 140),
  ('psa_panel', '公益版面', 'Public-service panels', '块', 'count', 'scene', 'new', 150),
  ('psa_display', '宣传展示', 'Public-service displays', '处', 'count', 'scene', 'new', 160),
  ('alley_naming', '规范巷名', 'Alleys named and signed', '个', 'count', 'scene', 'new', 170),
  ('rubbish_remove', '清理垃圾', 'Rubbish removed', 't', 'mass', 'scene', 'clear', 180),
  ('straw_remove', '清理秸秆', 'Straw removed', 't', 'mass', 'scene', 'clear', 190),
  ('rubbish_spot_clear', '清除垃圾死角', 'Rubbish spots cleared', '处', 'count', 'scene', 'clear', 200),
  ('ditch_clear_len', '清理沟渠', 'Ditches cleared', 'km', 'length', 'water', 'clear', 210),
  ('ditch_clear_cnt', '清理坑塘沟渠', 'Ponds and ditches cleared', '处', 'count', 'water', 'clear', 220),
  ('ruin_clear', '清理残垣断壁', 'Ruined walls cleared', '处', 'count', 'scene', 'clear', 230),
  ('illegal_building_demolish', '拆除违建', 'Illegal structures demolished', '处', 'count', 'other', 'clear', 240),
  ('illegal_building_demolish_area', '拆除违建面积', 'Illegal structures demolished, land', '亩', 'area', 'other', 'clear', 250),
  ('tree_prune', '修剪树木', 'Trees pruned', '棵', 'count', 'scene', 'renew', 260),
  ('plant', '种植苗木', 'Plants planted', '株', 'count', 'scene', 'new', 270),
  ('gas_pipe', '燃气管线', 'Gas mains', 'm', 'length', 'other', 'new', 280),
  ('heat_pipe', '热力管网', 'Heating mains', 'm', 'length', 'other', 'new', 290),
  ('compound_renovate', '老旧小区改造', 'Old compounds renovated', '个', 'count', 'other', 'renew', 300),
  ('compound_renovate_buildings', '老旧小区改造楼栋', 'Old compounds renovated, buildings', '栋', 'count', 'other', 'renew', 310),
  ('compound_renovate_households', '老旧小区改造户数', 'Old compounds renovated, households', '户', 'count', 'other', 'renew', 320),
  ('compound_renovate_area', '老旧小区改造面积', 'Old compounds renovated, floor area', '㎡', 'area', 'other', 'renew', 330),
  ('courtyard_renovate', '老旧楼院改造', 'Old courtyards renovated', '个', 'count', 'other', 'renew', 340),
  ('alley_renovate', '整治背街小巷', 'Back alleys renovated', '条', 'count', 'road', 'renew', 350),
  ('park', '游园', 'Pocket parks', '个', 'count', 'scene', 'new', 360),
  ('toilet', '公厕', 'Public toilets', '座', 'count', 'other', 'new', 370),
  ('service_point', '便民服务点', 'Service points', '处', 'count', 'other', 'new', 380),
  ('water_improve', '农户改水', 'Household water supplies improved', '户', 'count', 'water', 'renew', 390),
  ('toilet_improve', '农户改厕', 'Household toilets improved', '户', 'count', 'other', 'renew', 400),
  ('mixed_fix', '综合整治', 'Mixed repairs', '处', 'count', 'other', 'other', 410),
  ('vehicle_deployed', '出动车辆', 'Vehicles deployed', '台', 'count', 'other', 'input', 420),
  ('resident_matter', '为民办实事', 'Matters settled for residents', '件', 'count', 'other', 'other', 430)
on conflict (code) do update set kind = excluded.kind;

-- kind null = the type's. figure_from: a reported figure covers figure_from..as_of ("this year"); null with as_of = since the beginning ("cumulative").
-- alley_from_m, alley_to_m: the stretch of the alley, along its line. cost_minor is never without cost_source: who says so.
alter table works
  add column kind text constraint works_kind check (kind in ('new', 'repair', 'replace', 'renew', 'clear', 'open', 'input', 'other')),
  add column planned_quantity numeric constraint works_planned_quantity check (planned_quantity > 0),
  add column figure_from date,
  add column alley_from_m double precision,
  add column alley_to_m double precision,
  add column cost_minor bigint constraint works_cost check (cost_minor >= 0),
  add column cost_qualifier text constraint works_cost_qualifier check (cost_qualifier in ('about', 'more_than')),
  add column cost_source text,
  add column contractor_kind text constraint works_contractor check (contractor_kind in ('municipal', 'company', 'utility', 'property', 'volunteers', 'other')),
  add column contractor text,
  add column source text,
  add column content_digest text,
  add column recorded_by bigint constraint works_recorder_fkey references people (id),
  add column recorded_at timestamptz not null default now(),
  add constraint works_cost_has_source check (cost_minor is null or cost_source is not null),
  add constraint works_stretch check ((alley_from_m is null) = (alley_to_m is null) and (alley_from_m is null or (alley_id is not null and alley_from_m < alley_to_m)));
create index works_part_of on works (part_of_id) where part_of_id is not null;
-- Figures that totals look at one by one: nested in another, or of a span of their own.
create index works_figures on works (work_type, id) where is_completed and (part_of_id is not null or figure_from is not null);
create index works_newest on works ((coalesce(completed_on, as_of, started_on, '-infinity'::date)) desc, id desc);

-- Which issues (a visit's opinion, a call, a patrol's find) asked for a work.
create table work_asks (
  work_id bigint not null constraint work_asks_work_fkey references works (id) on delete cascade,
  issue_id bigint not null constraint work_asks_issue_fkey references issues (id) on delete cascade,
  primary key (work_id, issue_id)
);
create index work_asks_issue on work_asks (issue_id);

-- spot: pictures of before and after with the same number were taken from the same place.
create table work_photos (
  work_id bigint not null constraint work_photos_work_fkey references works (id) on delete cascade,
  spot smallint not null constraint work_photos_spot check (spot between 1 and 20),
  moment text not null constraint work_photos_moment check (moment in ('before', 'after')),
  photo_id bigint not null constraint work_photos_photo_fkey references photos (id),
  primary key (work_id, spot, moment)
);
create index work_photos_photo on work_photos (photo_id);

-- A work before each correction.
create table work_revisions (
  id bigint generated always as identity primary key,
  client_uuid uuid not null constraint work_revisions_client_uuid_key unique,
  content_digest text not null,
  work_id bigint not null constraint work_revisions_work_fkey references works (id) on delete cascade,
  before jsonb not null,
  before_geom geometry(Geometry, 4326),
  reason text not null,
  person_id bigint constraint work_revisions_person_fkey references people (id),
  occurred_at timestamptz not null
);
create index work_revisions_work on work_revisions (work_id, occurred_at desc);

-- 验收: what was planned and what was found done, and how each of the five standards fared. One that fails means rework.
create table work_acceptances (
  id bigint generated always as identity primary key,
  client_uuid uuid not null constraint work_acceptances_client_uuid_key unique,
  content_digest text not null,
  work_id bigint not null constraint work_acceptances_work_fkey references works (id) on delete cascade,
  result text not null constraint work_acceptances_result check (result in ('passed', 'rework')),
  accepted_on date not null,
  planned_quantity numeric,
  done_quantity numeric,
  standards jsonb not null,
  note text,
  person_id bigint constraint work_acceptances_person_fkey references people (id),
  recorded_at timestamptz not null
);
create index work_acceptances_work on work_acceptances (work_id, accepted_on desc, id desc);

-- 月查: one score a month and work. Grades follow from the scores (work_check_grades); nothing is stored that a late check could make wrong.
create table work_checks (
  id bigint generated always as identity primary key,
  client_uuid uuid not null constraint work_checks_client_uuid_key unique,
  content_digest text not null,
  work_id bigint not null constraint work_checks_work_fkey references works (id) on delete cascade,
  month date not null constraint work_checks_month check (extract(day from month) = 1),
  score smallint not null constraint work_checks_score check (score between 0 and 100),
  checked_on date not null,
  checker text,
  note text,
  person_id bigint constraint work_checks_person_fkey references people (id),
  recorded_at timestamptz not null,
  constraint work_checks_once unique (work_id, month)
);

-- From which score a month passes, and how many months in a row restore the grade: the setting work_check_rules over these defaults.
create function work_check_rules(out passes_from smallint, out restore_months integer)
  language sql stable
  begin atomic
    select coalesce((r.value ->> 'passesFrom')::smallint, 90::smallint), coalesce((r.value ->> 'restoreMonths')::integer, 3)
    from (values (1)) as one (n)
    left join settings r on r.key = 'work_check_rules';
  end;

-- The grade after each month's check: a month below the line 降档, that many consecutive months at or above it 复档. A month without a check breaks the row.
create function work_check_grades(of_work bigint) returns table (check_id bigint, month date, score smallint, grade text, change text)
  language sql stable
  begin atomic
    with rules as (select * from work_check_rules()
    ), checked as (
      select c.id, c.month, c.score, c.score >= r.passes_from as passes, r.restore_months,
        max(c.month) filter (where c.score < r.passes_from) over (order by c.month) as failed_in
      from work_checks c, rules r
      where c.work_id = of_work
    ), run as (
      -- Months in a row share the difference between their number and their place.
      select c.*, extract(year from c.month) * 12 + extract(month from c.month) - row_number() over (partition by c.passes order by c.month) as row_of
      from checked c
    ), counted as (
      select r.*, count(*) filter (where r.passes) over (partition by r.passes, r.row_of, r.failed_in order by r.month) as in_row from run r
    ), restored as (
      select c.*, max(case when c.passes then c.in_row end) over (partition by c.failed_in order by c.month) as best from counted c
    ), graded as (
      select r.*, case when r.failed_in is null or coalesce(r.best, 0) >= r.restore_months then 'standard' else 'downgraded' end as grade from restored r
    )
    select g.id, g.month, g.score, g.grade,
      case when lag(g.grade, 1, 'standard') over (order by g.month) = g.grade then null
           when g.grade = 'downgraded' then 'downgrade' else 'restore' end
    from graded g
    order by g.month;
  end;

create or replace view work_rows as
  select w.id, w.code, w.work_type as "workType", w.name, w.quantity, w.unit, w.qualifier, w.as_of as "asOf", w.phase, w.started_on as "startedOn",
    w.completed_on as "completedOn", grid_ref(g) as grid, w.alley_id as "alleyId", a.name as "alleyName", w.part_of_id as "partOfId",
    st_x(p.point) as lon, st_y(p.point) as lat, w.flags, w.is_completed, w.path, w.geom, w.geom_m,
    coalesce(w.kind, t.kind) as kind, w.planned_quantity as "plannedQuantity", w.figure_from as "figureFrom",
    w.alley_from_m as "alleyFromM", w.alley_to_m as "alleyToM", w.cost_minor as "costMinor", w.cost_qualifier as "costQualifier",
    w.cost_source as "costSource", w.contractor_kind as "contractorKind", w.contractor, w.source, w.project_id as "projectId",
    coalesce(w.completed_on, w.as_of, w.started_on, '-infinity'::date) as newest_on,
    -- Duplicates of an issue that asked have asked too.
    (select count(distinct i.id) from work_asks k join issues i on i.id = k.issue_id or i.duplicate_of_id = k.issue_id where k.work_id = w.id)::integer as "askedIssues",
    (select count(distinct i.household_id) from work_asks k join issues i on i.id = k.issue_id or i.duplicate_of_id = k.issue_id
      where k.work_id = w.id)::integer as "askedHouseholds",
    (select s.grade from work_check_grades(w.id) s order by s.month desc limit 1) as grade,
    (select count(distinct f.spot) from work_photos f where f.work_id = w.id)::integer as "photoSpots"
  from works w
  join work_types t on t.code = w.work_type
  left join grids g on g.path = w.path and g.valid_to is null
  left join alleys a on a.id = w.alley_id
  left join lateral (select st_pointonsurface(w.geom) as point) p on true;

-- Completed works per large grid (levels 1 and 2), by month and by day: a district's totals are a sum over months and the days of two months at most, not
-- over works (200,000 works in 700 days and 43 types: 3,600 rows to add up instead of 30,000 days or 200,000 works). Only plain works; figures with a
-- span of their own and nested ones are few and looked at one by one. day: completed, else as of, else -infinity; of a row by month its first day.
-- is_dated: completed on that day, so it counts in periods.
create table work_tally (
  grid_id bigint not null constraint work_tally_grid_fkey references grids (id) on delete cascade,
  by_month boolean not null,
  day date not null,
  work_type text not null,
  kind text not null,
  unit text not null,
  is_dated boolean not null,
  works integer not null,
  quantity numeric,
  about integer not null,
  more_than integer not null,
  primary key (grid_id, by_month, day, work_type, kind, unit, is_dated)
);

-- What works add to work_tally: the one definition that writing and counting anew share. Shares of 1 up to rounding are 1. ids null = all.
create function work_amounts(ids bigint[]) returns table (grid_id bigint, by_month boolean, day date, work_type text, kind text, unit text, is_dated boolean,
    works integer, quantity numeric, about integer, more_than integer)
  language sql stable
  set jit to off
  begin atomic
    select p.grid_id, e.by_month, e.day, w.work_type, coalesce(w.kind, t.kind), coalesce(w.unit, t.unit), w.completed_on is not null, count(*)::integer,
      sum(w.quantity * least(round(p.share::numeric, 9), 1)), count(*) filter (where w.qualifier = 'about')::integer,
      count(*) filter (where w.qualifier = 'more_than')::integer
    from (
      select s.work_id, g.id as grid_id, sum(s.share) as share
      from grids g
      join work_grids s on in_subtree(s.path, g.path)
      where g.valid_to is null and g.kind = 'basic' and g.level <= 2 and (ids is null or s.work_id = any (ids))
      group by s.work_id, g.id
    ) p
    join works w on w.id = p.work_id
    join work_types t on t.code = w.work_type
    cross join lateral (select coalesce(w.completed_on, w.as_of, '-infinity'::date) as day) d
    cross join lateral (values (false, d.day), (true, date_trunc('month', d.day)::date)) as e (by_month, day)
    where w.is_completed and w.part_of_id is null and w.figure_from is null
    group by 1, 2, 3, 4, 5, 6, 7;
  end;

-- Adds (sign 1) or takes away (sign -1) what works amount to now. Numeric, so that what was added is taken away to the last digit.
create function tally_works(ids bigint[], sign integer) returns void
  language sql
  begin atomic
    insert into work_tally as t (grid_id, by_month, day, work_type, kind, unit, is_dated, works, quantity, about, more_than)
      select a.grid_id, a.by_month, a.day, a.work_type, a.kind, a.unit, a.is_dated, sign * a.works, sign * a.quantity, sign * a.about, sign * a.more_than
      from work_amounts(ids) a
      -- In one order, so that two who write do not wait for one another in a ring.
      order by a.grid_id, a.by_month, a.day, a.work_type, a.kind, a.unit, a.is_dated
    on conflict (grid_id, by_month, day, work_type, kind, unit, is_dated) do update
      set works = t.works + excluded.works, about = t.about + excluded.about, more_than = t.more_than + excluded.more_than,
        quantity = coalesce(t.quantity + excluded.quantity, t.quantity, excluded.quantity);
  end;

create function count_work_tally() returns void
  language sql
  begin atomic
    delete from work_tally;
    insert into work_tally (grid_id, by_month, day, work_type, kind, unit, is_dated, works, quantity, about, more_than)
      select a.grid_id, a.by_month, a.day, a.work_type, a.kind, a.unit, a.is_dated, a.works, a.quantity, a.about, a.more_than from work_amounts(null) a;
  end;

create or replace function recount_tallies() returns void
  language plpgsql as $$
begin
  lock table deltas in share row exclusive mode;
  lock table work_tally in share row exclusive mode;
  perform count_tallies();
  perform count_visit_days();
  perform count_work_tally();
end $$;

-- grid_tally knows no units: of works it counts how many there are, and no quantities of different units come together there.
create or replace view tally_sources as
  select 'coverage' as subject, path, campaign_id, kind, measure, amount
  from (
    select path, campaign_id, kind,
      count(*) as total,
      count(*) filter (where frozen) as frozen,
      count(*) filter (where state = 'untried') as untried,
      count(*) filter (where state = 'tried') as tried,
      count(*) filter (where state = 'appointment') as appointment,
      count(*) filter (where state = 'covered') as covered,
      count(*) filter (where state = 'exempt_pending') as exempt_pending,
      count(*) filter (where state = 'exempt') as exempt,
      count(*) filter (where state = 'covered' and frozen) as frozen_covered
    from household_coverage
    where path is not null
    group by path, campaign_id, kind
  ) counted
  cross join lateral (values ('total', total), ('frozen', frozen), ('untried', untried), ('tried', tried), ('appointment', appointment),
    ('covered', covered), ('exempt_pending', exempt_pending), ('exempt', exempt), ('frozen_covered', frozen_covered)) as measures (measure, amount)
  where amount > 0
  union all
  select 'issues', path, 0, domain, measure, count(*)
  from issues
  cross join lateral (values ('total', true), ('open', is_open), ('resolved', resolved_at is not null)) as measures (measure, counted)
  where path is not null and counted
  group by path, domain, measure
  union all
  select 'works', g.path, 0, w.work_type, 'count', sum(g.share)
  from works w
  join work_grids g on g.work_id = w.id
  where w.is_completed and w.part_of_id is null
  group by g.path, w.work_type;

delete from grid_tally where subject = 'works' and measure <> 'count';
select count_work_tally() where exists (select from works);
