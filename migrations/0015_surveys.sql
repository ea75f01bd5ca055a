-- Surveys of alleys by versioned checklists, street components (部件: lamps, manholes, drains), and what geometry alone says of an alley.

-- From which need (0-100) on a standard is not met. Published, not derived: an alley's state must not change because another one was added.
create table alley_standards (
  code text primary key constraint alley_standards_code check (code in ('road', 'light', 'water', 'line', 'scene')),
  name text not null,
  name_en text not null,
  fails_from smallint not null constraint alley_standards_fails_from check (fails_from between 1 and 100),
  sort_order smallint not null
);
insert into alley_standards (code, name, name_en, fails_from, sort_order) values
  ('road', '路平', 'Paving', 50, 1),
  ('light', '灯明', 'Lighting', 50, 2),
  ('water', '水畅', 'Drainage', 40, 3),
  ('line', '线齐', 'Cables', 40, 4),
  ('scene', '景美', 'Views', 20, 5);

-- What is measured, and the need at each published value; between two values the need runs straight, beyond the ends it stays (need_at).
-- basis: what the value is divided by before it is looked up. geodata/standards/standards.ts holds the same rows; a test compares them.
create table standard_measures (
  code text primary key,
  standard text not null constraint standard_measures_standard_fkey references alley_standards (code),
  name text not null,
  name_en text not null,
  unit text not null,
  basis text not null constraint standard_measures_basis check (basis in ('value', 'per_100_m', 'per_m', 'per_target_lux')),
  least double precision not null default 0,
  most double precision,
  xs double precision[] not null,
  needs double precision[] not null,
  version text not null,
  source text not null,
  constraint standard_measures_pairs check (cardinality(xs) = cardinality(needs) and cardinality(xs) >= 2)
);
insert into standard_measures (code, standard, name, name_en, unit, basis, most, xs, needs, version, source) values
  ('pci', 'road', '路面状况指数', 'Pavement condition index', 'PCI', 'value', 100, '{25,40,55,70,85}', '{100,75,50,25,0}', '2026-1', 'ASTM D6433; breakpoints of the priority model'),
  ('damaged_share', 'road', '路面破损率', 'Damaged share of the surface', '%', 'value', 100, '{0,5,15,30,50}', '{0,25,50,75,100}', '2026-1', 'proposal'),
  ('lux', 'light', '平均照度', 'Average illuminance', 'lx', 'per_target_lux', null, '{0,0.25,0.5,0.75,1}', '{100,75,50,25,0}', '2026-1', 'CJJ 45, EN 13201 class P4; breakpoints of the priority model'),
  ('dark_share', 'light', '暗段占比', 'Dark share of the length', '%', 'value', 100, '{0,100}', '{0,100}', '2026-1', 'share of length farther than the reach of a working lamp'),
  ('ponding_points', 'water', '积水点', 'Ponding points', '处', 'per_100_m', null, '{0,1,2,3}', '{0,40,70,100}', '2026-1', 'breakpoints of the priority model'),
  ('drain_defects', 'water', '井盖雨水箅缺陷', 'Faulty drains and manholes', '处', 'per_100_m', null, '{0,1,2,3}', '{0,40,70,100}', '2026-1', 'proposal: as ponding points; a lower bound only'),
  ('messy_cable', 'line', '杂乱线缆', 'Messy overhead cable', 'm', 'per_m', null, '{0,0.5,1,2}', '{0,40,70,100}', '2026-1', 'breakpoints of the priority model');

-- Need (0-100) at a value: straight between the published values, the end values beyond them. xs ascend. Null at null.
create function need_at(xs double precision[], needs double precision[], value double precision) returns double precision
  language sql immutable parallel safe
  return case
    when value is null then null
    when value <= xs[1] then needs[1]
    when value >= xs[cardinality(xs)] then needs[cardinality(xs)]
    else (select needs[i] + (value - xs[i]) / (xs[i + 1] - xs[i]) * (needs[i + 1] - needs[i])
      from generate_series(1, cardinality(xs) - 1) as i
      where value >= xs[i] and value < xs[i + 1])
  end;

-- Checklists never change: a new version is a new row. kind: a measure has a value, a check is found (1) or not (0) and costs points.
create table survey_checklists (
  code text not null,
  version smallint not null,
  name text not null,
  name_en text not null,
  source text not null,
  valid_from date not null,
  primary key (code, version)
);
create table survey_checklist_items (
  checklist_code text not null,
  checklist_version smallint not null,
  code text not null,
  standard text not null constraint survey_checklist_items_standard_fkey references alley_standards (code),
  kind text not null constraint survey_checklist_items_kind check (kind in ('measure', 'check')),
  measure text constraint survey_checklist_items_measure_fkey references standard_measures (code),
  points smallint constraint survey_checklist_items_points check (points between 1 and 100),
  name text not null,
  name_en text not null,
  sort_order smallint not null,
  primary key (checklist_code, checklist_version, code),
  constraint survey_checklist_items_list_fkey foreign key (checklist_code, checklist_version) references survey_checklists (code, version),
  constraint survey_checklist_items_meaning check ((kind = 'measure') = (measure is not null) and (kind = 'check') = (points is not null))
);
insert into survey_checklists (code, version, name, name_en, source, valid_from) values
  ('five', 1, '五项标准', 'Five standards', '路平、灯明、水畅、线齐、景美; points of the last are a proposal', '2026-01-01'),
  ('ten', 2017, '十无（2017）', 'Ten “none” (2017)', '首都核心区背街小巷环境整治提升三年(2017-2019年)行动方案', '2017-05-19'),
  ('ten', 2025, '十无（2025）', 'Ten “none” (2025)', '深入推进背街小巷环境精细化治理三年(2023-2025年)行动方案, 2025年第一季度检查', '2025-01-01');
insert into survey_checklist_items (checklist_code, checklist_version, code, standard, kind, measure, points, name, name_en, sort_order) values
  ('five', 1, 'pci', 'road', 'measure', 'pci', null, '路面状况指数', 'Pavement condition index', 1),
  ('five', 1, 'damaged_share', 'road', 'measure', 'damaged_share', null, '路面破损率', 'Damaged share of the surface', 2),
  ('five', 1, 'lux', 'light', 'measure', 'lux', null, '平均照度', 'Average illuminance', 3),
  ('five', 1, 'ponding_points', 'water', 'measure', 'ponding_points', null, '积水点', 'Ponding points', 4),
  ('five', 1, 'messy_cable', 'line', 'measure', 'messy_cable', null, '杂乱线缆长度', 'Length of messy overhead cable', 5),
  ('five', 1, 'wall', 'scene', 'check', null, 25, '墙面破损', 'Damaged walls', 6),
  ('five', 1, 'rubbish', 'scene', 'check', null, 20, '垃圾死角', 'Rubbish spots', 7),
  ('five', 1, 'zombie_vehicle', 'scene', 'check', null, 20, '僵尸车', 'Abandoned vehicles', 8),
  ('five', 1, 'posters', 'scene', 'check', null, 20, '小广告', 'Illegal posters', 9),
  ('five', 1, 'parking', 'scene', 'check', null, 15, '乱停车', 'Disorderly parking', 10),
  ('ten', 2017, 'illegal_building', 'scene', 'check', null, 10, '私搭乱建', 'Illegal structures', 1),
  ('ten', 2017, 'wall_opening', 'scene', 'check', null, 10, '开墙打洞', 'Walls broken open', 2),
  ('ten', 2017, 'parking', 'scene', 'check', null, 10, '乱停车', 'Disorderly parking', 3),
  ('ten', 2017, 'occupied_way', 'scene', 'check', null, 10, '乱占道', 'Way occupied', 4),
  ('ten', 2017, 'overhead_lines', 'line', 'check', null, 10, '乱搭架空线', 'Disorderly overhead lines', 5),
  ('ten', 2017, 'facade', 'scene', 'check', null, 10, '外立面破损', 'Damaged façades', 6),
  ('ten', 2017, 'signboards', 'scene', 'check', null, 10, '违规广告牌匾', 'Illegal signboards', 7),
  ('ten', 2017, 'road_damage', 'road', 'check', null, 10, '道路破损', 'Damaged road', 8),
  ('ten', 2017, 'illegal_trade', 'scene', 'check', null, 10, '违规经营', 'Illegal trading', 9),
  ('ten', 2017, 'piled_things', 'scene', 'check', null, 10, '堆物堆料', 'Things piled up', 10),
  ('ten', 2025, 'illegal_building', 'scene', 'check', null, 10, '私搭乱建', 'Illegal structures', 1),
  ('ten', 2025, 'wall_opening', 'scene', 'check', null, 10, '开墙打洞', 'Walls broken open', 2),
  ('ten', 2025, 'parking', 'scene', 'check', null, 10, '乱停车', 'Disorderly parking', 3),
  ('ten', 2025, 'occupied_way', 'scene', 'check', null, 10, '乱占道经营', 'Trading on the way', 4),
  ('ten', 2025, 'street_furniture', 'scene', 'check', null, 10, '违规设置城市家具', 'Illegal street furniture', 5),
  ('ten', 2025, 'signboards', 'scene', 'check', null, 10, '违规广告牌匾和标语宣传品', 'Illegal signboards and banners', 6),
  ('ten', 2025, 'overhead_lines', 'line', 'check', null, 10, '乱搭架空线', 'Disorderly overhead lines', 7),
  ('ten', 2025, 'facade', 'scene', 'check', null, 10, '外立面破损', 'Damaged façades', 8),
  ('ten', 2025, 'road_damage', 'road', 'check', null, 10, '道路破损', 'Damaged road', 9),
  ('ten', 2025, 'rubbish', 'scene', 'check', null, 10, '垃圾乱放和堆物堆料', 'Rubbish and things piled up', 10);

-- A survey as it was sent is the rows of one client_uuid, one per standard it says something of. need_min..need_max: the need is known only
-- to lie between them. meets null: that interval holds the threshold. A corrected row stays, superseded.
alter table alley_surveys
  alter column meets drop not null,
  add column client_uuid uuid,
  add column content_digest text,
  add column checklist_code text,
  add column checklist_version smallint,
  add column need_min real,
  add column need_max real,
  add column recorded_at timestamptz not null default now(),
  add column superseded_at timestamptz,
  add column superseded_by uuid,
  add column correction_reason text,
  add column copied_from bigint,
  add constraint alley_surveys_client_uuid_key unique (client_uuid, standard),
  add constraint alley_surveys_need_interval check (need_min between 0 and 100 and need_max between need_min and 100),
  add constraint alley_surveys_checklist_fkey foreign key (checklist_code, checklist_version) references survey_checklists (code, version);
drop index alley_surveys_latest;
create index alley_surveys_latest on alley_surveys (alley_id, standard, surveyed_on desc, id desc) where superseded_at is null;

create table alley_survey_items (
  survey_id bigint not null constraint alley_survey_items_survey_fkey references alley_surveys (id) on delete cascade,
  item_code text not null,
  value double precision not null,
  unit text,
  note text,
  primary key (survey_id, item_code)
);
create table alley_survey_photos (
  survey_id bigint not null constraint alley_survey_photos_survey_fkey references alley_surveys (id) on delete cascade,
  item_code text not null,
  photo_id bigint not null constraint alley_survey_photos_photo_fkey references photos (id),
  position smallint not null,
  primary key (survey_id, item_code, photo_id)
);
create index alley_survey_photos_photo on alley_survey_photos (photo_id);

-- 部件: what stands in or beside an alley. alley_id: the nearest alley within components_m (setting alley_rules), kept by refresh_alley_facts.
create table street_components (
  id bigint generated always as identity primary key,
  code text not null constraint street_components_code_key unique,
  kind text not null constraint street_components_kind check (kind in ('lamp', 'manhole', 'drain')),
  status text not null default 'unknown' constraint street_components_status check (status in ('working', 'faulty', 'unknown')),
  status_on date,
  geom geometry(Point, 4326) not null,
  geom_m geometry,
  alley_id bigint constraint street_components_alley_fkey references alleys (id) on delete set null,
  attributes jsonb not null default '{}'
);
create index street_components_geom_m on street_components using gist (geom_m);
create index street_components_alley on street_components (alley_id);

-- Which components an issue is about: while it is open they are out of order, whatever the register says.
create table component_issues (
  component_id bigint not null constraint component_issues_component_fkey references street_components (id) on delete cascade,
  issue_id bigint not null constraint component_issues_issue_fkey references issues (id) on delete cascade,
  primary key (component_id, issue_id)
);
create index component_issues_issue on component_issues (issue_id);

create view component_conditions as
  select c.id, c.code, c.kind,
    case when exists (select from component_issues l join issues i on i.id = l.issue_id where l.component_id = c.id and i.is_open) then 'faulty' else c.status end
      as condition,
    c.alley_id, c.geom, c.geom_m
  from street_components c;

-- Distances the derived facts turn on, in metres, and the illuminance a lane should have: the setting alley_rules over these defaults.
create function alley_rules(out lamp_reach_m double precision, out lamp_inventory_m double precision, out target_lux double precision,
    out served_m double precision, out components_m double precision, out junction_m double precision)
  language sql stable
  begin atomic
    select coalesce((r.value ->> 'lampReachM')::float8, 25), coalesce((r.value ->> 'lampInventoryM')::float8, 100),
      coalesce((r.value ->> 'targetLux')::float8, 5), coalesce((r.value ->> 'servedM')::float8, 50),
      coalesce((r.value ->> 'componentsM')::float8, 10), coalesce((r.value ->> 'junctionM')::float8, 2)
    from (values (1)) as one (n)
    left join settings r on r.key = 'alley_rules';
  end;

-- What geometry says of an alley; derived, so it may be computed anew at any time.
-- dark_*: farther than lamp_reach_m from a lamp that works; min and max differ where the condition of lamps is unknown. Null where no lamp is
-- registered within lamp_inventory_m: nobody has written the lamps down, which is not the same as dark.
create table alley_facts (
  alley_id bigint primary key constraint alley_facts_alley_fkey references alleys (id) on delete cascade,
  lamps integer not null,
  working_lamps integer not null,
  dark_min_m double precision,
  dark_max_m double precision,
  dark_geom geometry,
  drains integer not null,
  faulty_drains integer not null,
  served_households integer not null,
  only_way_id bigint,
  refreshed_at timestamptz not null
);
create index alley_facts_only_way on alley_facts (only_way_id) where only_way_id is not null;

create function place_component() returns trigger
  language plpgsql as $$
begin
  new.geom_m := st_transform(new.geom, (select (value #>> '{}')::integer from settings where key = 'metric_srid'));
  return new;
end $$;
create trigger street_components_place before insert or update of geom on street_components for each row execute function place_component();

-- Where alleys are dark; null = all alleys. Each lamp lights a stretch of each straight piece of the line, by Pythagoras and so exactly; what no
-- stretch holds is dark. (Cutting the line with the union of circles took 20 s for 1,000 alleys and 20,000 lamps.)
-- dark_max_m and dark_geom: farther than lamp_reach_m from a lamp that works; dark_min_m: from any lamp not known to be out. Metres of the metric zone.
create function alley_darkness(ids bigint[]) returns table (alley_id bigint, dark_min_m double precision, dark_max_m double precision, dark_geom geometry)
  language sql stable
  set jit to off
  begin atomic
    with rules as materialized (select * from alley_rules()
    ), part as materialized (
      select a.id, d.path[1] as part, d.geom, st_length(d.geom) as part_m
      from alleys a
      cross join rules r
      cross join lateral st_dump(a.geom_m) d
      where (ids is null or a.id = any (ids))
        and exists (select from street_components c where c.kind = 'lamp' and st_dwithin(c.geom_m, a.geom_m, r.lamp_inventory_m))
    ), piece as materialized (
      select id, part, ax, ay, bx, by, piece_m, sum(piece_m) over (partition by id, part order by index) - piece_m as start_m
      from (
        select p.id, p.part, s.path[1] as index, st_length(s.geom) as piece_m, st_x(st_startpoint(s.geom)) as ax, st_y(st_startpoint(s.geom)) as ay,
          st_x(st_endpoint(s.geom)) as bx, st_y(st_endpoint(s.geom)) as by
        from part p
        cross join lateral st_dumpsegments(p.geom) s
      ) straight
      where piece_m > 0
    ), out_of_order as materialized (
      select l.component_id from component_issues l join issues i on i.id = l.issue_id where i.is_open
    ), lamp as materialized (
      select p.id, p.part, c.status = 'working' as works, st_x(c.geom_m) as x, st_y(c.geom_m) as y
      from part p
      cross join rules r
      join street_components c on c.kind = 'lamp' and c.status <> 'faulty' and st_dwithin(c.geom_m, p.geom, r.lamp_reach_m)
      where c.id not in (select component_id from out_of_order)
    ), lit as (
      select l.id, l.part, l.works, numrange((s.start_m + reach.from_m)::numeric, (s.start_m + reach.to_m)::numeric) as stretch
      from lamp l
      join piece s on s.id = l.id and s.part = l.part
      cross join rules r
      cross join lateral (select ((l.x - s.ax) * (s.bx - s.ax) + (l.y - s.ay) * (s.by - s.ay)) / s.piece_m as along_m) foot
      cross join lateral (select r.lamp_reach_m ^ 2 - ((l.x - s.ax) ^ 2 + (l.y - s.ay) ^ 2 - foot.along_m ^ 2) as half2) chord
      cross join lateral (
        select greatest(0, foot.along_m - sqrt(greatest(0, chord.half2))) as from_m, least(s.piece_m, foot.along_m + sqrt(greatest(0, chord.half2))) as to_m
      ) reach
      where chord.half2 > 0 and reach.from_m < reach.to_m
    ), dark as materialized (
      select p.id, p.geom, p.part_m,
        nummultirange(numrange(0, p.part_m::numeric)) - coalesce(range_agg(l.stretch) filter (where l.works), '{}') as most,
        nummultirange(numrange(0, p.part_m::numeric)) - coalesce(range_agg(l.stretch), '{}') as least
      from part p
      left join lit l on l.id = p.id and l.part = p.part
      group by p.id, p.part, p.geom, p.part_m
    )
    select d.id, coalesce(sum((select sum(upper(x) - lower(x)) from unnest(d.least) x))::float8, 0), coalesce(sum((select sum(upper(x) - lower(x)) from unnest(d.most) x))::float8, 0),
      st_collectionextract(st_collect((select st_collect(st_linesubstring(d.geom, least(1, lower(x)::float8 / d.part_m), least(1, upper(x)::float8 / d.part_m)))
        -- Less than a centimetre is rounding between two lights.
        from unnest(d.most) x where upper(x) - lower(x) > 0.01)), 2)
    from dark d
    where d.part_m > 0
    group by d.id;
  end;

-- Computes alley_facts anew for these alleys and those that touch them; null = all.
-- served_households: homes within served_m of the alley, or of a lane that is reached only through it (it touches one other way, an alley, and no
-- road), however many such lanes follow one another. Found through the paths of the grids in reach: households have no index by place.
create function refresh_alley_facts(ids bigint[] default null) returns void
  language plpgsql
  set jit to off
  as $$
declare
  wanted bigint[];
  rules record;
begin
  select * into rules from alley_rules();
  if ids is not null then
    select array_agg(distinct o.id) into wanted from alleys a join alleys o on st_dwithin(o.geom_m, a.geom_m, rules.junction_m) where a.id = any (ids);
    if wanted is null then return; end if;
  end if;

  update street_components c set alley_id = nearest.id
  from street_components o
  left join lateral (
    select a.id from alleys a where st_dwithin(a.geom_m, o.geom_m, rules.components_m) order by st_distance(a.geom_m, o.geom_m), a.id limit 1
  ) nearest on true
  where c.id = o.id and c.alley_id is distinct from nearest.id
    and (wanted is null or o.alley_id = any (wanted)
      or exists (select from alleys t where t.id = any (wanted) and st_dwithin(t.geom_m, o.geom_m, rules.components_m)));

  insert into alley_facts as f (alley_id, lamps, working_lamps, drains, faulty_drains, served_households, only_way_id, refreshed_at)
  select t.id, 0, 0, 0, 0, 0, case when cardinality(touching.ids) = 1 and not roads.any_near then touching.ids[1] end, now()
  from alleys t
  cross join lateral (
    select array_agg(o.id) as ids from alleys o where o.id <> t.id and st_dwithin(o.geom_m, t.geom_m, rules.junction_m)
  ) touching
  cross join lateral (
    select exists (select from base_features b where b.layer = 'roads' and b.geom && st_expand(t.geom, 0.0005)
      and st_dwithin(b.geom::geography, t.geom::geography, coalesce(b.width_m, 6) / 2 + rules.junction_m)) as any_near
  ) roads
  where wanted is null or t.id = any (wanted)
  on conflict (alley_id) do update set only_way_id = excluded.only_way_id, refreshed_at = excluded.refreshed_at;

  update alley_facts f
  set lamps = c.lamps, working_lamps = c.working_lamps, drains = c.drains, faulty_drains = c.faulty_drains, dark_geom = d.dark_geom,
    dark_min_m = d.dark_min_m / nullif(st_length(t.geom_m), 0) * t.length_m, dark_max_m = d.dark_max_m / nullif(st_length(t.geom_m), 0) * t.length_m,
    served_households = s.households
  from alleys t
  cross join lateral (
    select count(*) filter (where o.kind = 'lamp') as lamps, count(*) filter (where o.kind = 'lamp' and o.condition = 'working') as working_lamps,
      count(*) filter (where o.kind <> 'lamp') as drains, count(*) filter (where o.kind <> 'lamp' and o.condition = 'faulty') as faulty_drains
    from component_conditions o where o.alley_id = t.id
  ) c
  left join alley_darkness(wanted) d on d.alley_id = t.id
  cross join lateral (
    with recursive lane (id) as (
      select t.id
      union
      select o.alley_id from lane
      join alley_facts own on own.alley_id = lane.id
      -- Two that lead only to one another lead nowhere.
      join alley_facts o on o.only_way_id = lane.id and own.only_way_id is distinct from o.alley_id
    )
    select count(distinct h.id) as households
    from lane
    join alleys a on a.id = lane.id
    -- offset 0: computed once a lane, not once a home (48 ms an alley instead of 2).
    cross join lateral (select st_transform(st_buffer(a.geom_m, rules.served_m, 32), 4326) as geom offset 0) area
    join grids g on g.valid_to is null and g.kind = 'basic' and g.geom && area.geom
    join households h on h.path = g.path and h.kind = 'household' and h.archived_at is null and st_intersects(area.geom, h.geom)
  ) s
  where f.alley_id = t.id and (wanted is null or t.id = any (wanted));
end $$;

-- Alleys whose facts turn on places that have changed.
create function refresh_facts_near(places geometry[]) returns void
  language plpgsql as $$
declare
  ids bigint[];
begin
  -- A load that brings everything computes the facts once, at its end.
  if current_setting('app.facts_later', true) = 'on' then return; end if;
  select array_agg(distinct a.id) into ids
  from unnest(places) as p (geom)
  cross join alley_rules() r
  join alleys a on st_dwithin(a.geom_m, p.geom, r.lamp_inventory_m);
  if ids is not null then perform refresh_alley_facts(ids); end if;
end $$;

create function refresh_facts_of_components() returns trigger
  language plpgsql as $$
declare
  places geometry[];
begin
  if tg_op = 'INSERT' then
    select array_agg(geom_m) into places from new_rows;
  elsif tg_op = 'DELETE' then
    select array_agg(geom_m) into places from old_rows;
  else
    select array_agg(p.geom_m) into places
    from new_rows n
    join old_rows o on o.id = n.id and (o.kind, o.status) is distinct from (n.kind, n.status) or o.id = n.id and not st_equals(o.geom, n.geom)
    cross join lateral (values (o.geom_m), (n.geom_m)) as p (geom_m);
  end if;
  if places is not null then perform refresh_facts_near(places); end if;
  return null;
end $$;
create trigger street_components_inserted after insert on street_components referencing new table as new_rows
  for each statement execute function refresh_facts_of_components();
create trigger street_components_updated after update on street_components referencing old table as old_rows new table as new_rows
  for each statement execute function refresh_facts_of_components();
create trigger street_components_deleted after delete on street_components referencing old table as old_rows
  for each statement execute function refresh_facts_of_components();

-- An issue that is opened or closed, or linked to a component, changes what the component is.
create function refresh_facts_of_issue() returns trigger
  language plpgsql as $$
begin
  perform refresh_facts_near(array_agg(c.geom_m)) from component_issues l join street_components c on c.id = l.component_id where l.issue_id = new.id having count(*) > 0;
  return null;
end $$;
create trigger issues_components after update on issues for each row when (old.is_open is distinct from new.is_open) execute function refresh_facts_of_issue();

create function refresh_facts_of_link() returns trigger
  language plpgsql as $$
declare
  places geometry[];
begin
  if tg_op = 'INSERT' then
    select array_agg(c.geom_m) into places from new_rows l join street_components c on c.id = l.component_id;
  else
    select array_agg(c.geom_m) into places from old_rows l join street_components c on c.id = l.component_id;
  end if;
  if places is not null then perform refresh_facts_near(places); end if;
  return null;
end $$;
create trigger component_issues_inserted after insert on component_issues referencing new table as new_rows
  for each statement execute function refresh_facts_of_link();
create trigger component_issues_deleted after delete on component_issues referencing old table as old_rows
  for each statement execute function refresh_facts_of_link();

-- The one definition of "condition": the newest valid survey of a standard; without one, what the lamps and drains themselves say.
-- need_min..need_max: a survey that only says meets or fails puts the need on one side of the threshold. Faulty drains are a lower bound: that
-- nobody reported one does not mean that water runs off.
create or replace view alley_conditions as
  select c.alley_id, c.standard,
    case when c.need_min >= s.fails_from then false when c.need_max < s.fails_from then true end as meets,
    case when c.need_min = c.need_max then round(c.need_min)::smallint end as need,
    c.surveyed_on, c.need_min, c.need_max, c.source
  from (
    select n.alley_id, n.standard, n.surveyed_on, 'survey'::text as source,
      coalesce(n.need_min, n.need, case when n.meets is false then b.fails_from else 0 end)::float8 as need_min,
      coalesce(n.need_max, n.need, case when n.meets then b.fails_from - 1 else 100 end)::float8 as need_max
    from (
      select distinct on (alley_id, standard) alley_id, standard, meets, need, surveyed_on, need_min, need_max
      from alley_surveys
      where superseded_at is null
      order by alley_id, standard, surveyed_on desc, id desc
    ) n
    join alley_standards b on b.code = n.standard
    union all
    select f.alley_id, 'light', null::date, 'components', need_at(m.xs, m.needs, round((100 * f.dark_min_m / a.length_m)::numeric, 6)::float8),
      need_at(m.xs, m.needs, round((100 * f.dark_max_m / a.length_m)::numeric, 6)::float8)
    from alley_facts f
    join alleys a on a.id = f.alley_id
    join standard_measures m on m.code = 'dark_share'
    where f.dark_max_m is not null
      and not exists (select from alley_surveys s where s.alley_id = f.alley_id and s.standard = 'light' and s.superseded_at is null)
    union all
    select f.alley_id, 'water', null::date, 'components', need_at(m.xs, m.needs, 100 * f.faulty_drains / a.length_m), 100
    from alley_facts f
    join alleys a on a.id = f.alley_id
    join standard_measures m on m.code = 'drain_defects'
    where f.faulty_drains > 0
      and not exists (select from alley_surveys s where s.alley_id = f.alley_id and s.standard = 'water' and s.superseded_at is null)
  ) c
  join alley_standards s on s.code = c.standard;

-- Pieces of alleys between junctions: where another alley or a road crosses, ends on or starts from the centreline (within junction_m). Lengths are
-- shares of the alley's own length, so that they add up to it. from_m: distance of the piece's start along its part of the alley.
create function alley_segments(ids bigint[]) returns table (alley_id bigint, segment integer, from_m double precision, length_m double precision, geom geometry)
  language sql stable
  set jit to off
  begin atomic
    with rules as (select * from alley_rules()
    ), part as materialized (
      select a.id, d.path[1] as part, d.geom, st_length(d.geom) as metric_m, a.length_m / nullif(st_length(a.geom_m), 0) as scale
      from alleys a
      cross join lateral st_dump(case when st_numgeometries(a.geom_m) > 1 then st_multi(st_linemerge(a.geom_m)) else a.geom_m end) d
      where a.id = any (ids)
    ), other as (
      select p.id, p.part, o.geom_m as geom
      from part p, rules r, alleys o
      where o.id <> p.id and st_dwithin(o.geom_m, p.geom, r.junction_m)
      union all
      select p.id, p.part, road.geom
      from part p
      cross join lateral (select st_transform(st_envelope(p.geom), 4326) as box) e
      join base_features b on b.layer = 'roads' and b.geom && e.box
      cross join lateral (select st_transform(b.geom, st_srid(p.geom)) as geom) road
      where st_intersects(road.geom, p.geom)
    ), junction as (
      select p.id, p.part, st_linelocatepoint(p.geom, x.geom) as at
      from part p
      join other o on o.id = p.id and o.part = p.part
      cross join rules r
      cross join lateral (
        select q.geom from st_dumppoints(st_intersection(o.geom, p.geom)) q
        union all
        select v.geom from st_dump(st_boundary(o.geom)) v where st_dwithin(v.geom, p.geom, r.junction_m)
      ) x
    ), cut as (
      select j.id, j.part, j.at, lag(j.at, 1, 0) over (partition by j.id, j.part order by j.at) as before, p.metric_m
      from junction j
      join part p on p.id = j.id and p.part = j.part
      where j.at * p.metric_m > 1 and (1 - j.at) * p.metric_m > 1
    ), bound as (
      -- Junctions nearer than a metre to the one before are the same.
      select id, part, at from cut where (at - before) * metric_m > 1
      union all
      select id, part, 0 from part
      union all
      select id, part, 1 from part
    ), piece as (
      select id, part, at as start, lead(at) over (partition by id, part order by at) as finish from bound
    )
    select p.id, (row_number() over (partition by p.id order by p.part, piece.start))::integer, piece.start * p.metric_m * p.scale,
      (piece.finish - piece.start) * p.metric_m * p.scale, st_transform(st_linesubstring(p.geom, piece.start, piece.finish), 4326)
    from piece
    join part p on p.id = piece.id and p.part = piece.part
    where piece.finish is not null;
  end;

-- What an alley was before each change of its line: what it was called and measured, where it lay. No foreign key: a joined alley is gone.
create table alley_revisions (
  id bigint generated always as identity primary key,
  client_uuid uuid not null,
  alley_id bigint not null,
  action text not null constraint alley_revisions_action check (action in ('redraw', 'split', 'split_off', 'join', 'joined_into')),
  related_id bigint,
  before jsonb,
  before_geom geometry(MultiLineString, 4326),
  content_digest text not null,
  reason text,
  person_id bigint constraint alley_revisions_person_fkey references people (id),
  occurred_at timestamptz not null,
  constraint alley_revisions_once unique (client_uuid, alley_id)
);
create index alley_revisions_alley on alley_revisions (alley_id, occurred_at desc);

select refresh_alley_facts() where exists (select from alleys);
