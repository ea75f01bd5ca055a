-- What of the past was not kept until now, and the district as of one day: rows behind a figure, alleys, components, responsibilities. "As of a day" is
-- as in 0023: what was known when that day ended in the district's time zone, by today's lines and boundaries.

-- The moment a day ends in the district.
create function day_end(day date) returns timestamptz
  language sql stable parallel safe
  begin atomic
    select (day + 1)::timestamp at time zone coalesce((select value #>> '{}' from settings where key = 'time_zone'), 'Asia/Shanghai');
  end;

-- Knocks of a round as they stood just before a moment.
create function knocks_before(round_id bigint, until timestamptz)
  returns table (visit_id bigint, household_id bigint, person_id bigint, outcome text, visited_at timestamptz, appointment_at timestamptz, is_approved boolean,
    is_rejected boolean)
  language sql stable
  begin atomic
    select v.id, v.household_id, v.person_id, v.outcome, v.visited_at, v.appointment_at,
      coalesce(v.approved_at < until, false) or coalesce(v.automatic_until >= until, false), coalesce(v.rejected_at < until, false)
    from visits v
    where v.campaign_id = round_id and known_at(v) < until and coalesce(v.superseded_at >= until, true);
  end;

-- The targets of a round as of a day, by the rules of coverage_steps: what happened after the round was closed changes nothing.
create function coverage_on(round_id bigint, on_day date, root text default null, targets bigint[] default null)
  returns table (household_id bigint, path text, kind text, frozen boolean, building_id bigint, point_m geometry, state text, last_visited_at timestamptz,
    appointment_at timestamptz)
  language sql stable
  begin atomic
    with round as materialized (
      select coalesce(r.frozen_at, r.opened_at, r.starts_on::timestamp at time zone z.name) as starts_at, e.ends_at,
        least(e.ends_at, r.closed_at + interval '1 microsecond') as until
      from campaigns r
      cross join (select coalesce((select value #>> '{}' from settings where key = 'time_zone'), 'Asia/Shanghai') as name) z
      cross join (select day_end(on_day) as ends_at) e
      where r.id = round_id
    ), member as materialized (
      select c.household_id, c.path, c.kind, c.frozen, c.building_id, c.point_m
      from household_coverage c cross join round r
      where c.campaign_id = round_id
        and case when c.frozen or c.joined_at is null then r.starts_at else greatest(c.joined_at, r.starts_at) end < r.ends_at
        and (root is null or in_subtree(c.path, root))
        and (targets is null or c.household_id = any (targets))
    ), knock as materialized (
      select k.* from round r cross join lateral knocks_before(round_id, r.until) k where k.household_id in (select m.household_id from member m)
    ), decided as (
      select distinct on (k.household_id) k.household_id, knock_state(k.outcome, k.is_approved, k.is_rejected) as state,
        max(k.visited_at) over (partition by k.household_id) as last_visited_at, case when k.outcome = 'appointment' then k.appointment_at end as appointment_at
      from knock k
      order by k.household_id, knock_weight(k.outcome, k.is_rejected) desc, k.visited_at desc, k.visit_id desc
    )
    select m.household_id, m.path, m.kind, m.frozen, m.building_id, m.point_m, coalesce(d.state, 'untried'), d.last_visited_at, d.appointment_at
    from member m
    left join decided d on d.household_id = m.household_id;
  end;

-- Issues as issue_rows shows them, as of a day (of today: at the moment `at`). Deadlines, titles and units are today's: earlier ones are not kept.
create function issue_rows_on(on_day date, at timestamptz) returns table (id bigint, code text, title text, domain text, class text, channel text, state text,
    lateness text, grid json, "unitName" text, address text, lon double precision, lat double precision, "reportedAt" timestamptz, "dueAt" timestamptz,
    "resolvedAt" timestamptz, "closedAt" timestamptz, flags text[], is_open boolean, path text, geom geometry, point_m geometry)
  language sql stable
  begin atomic
    with bound as materialized (
      select * from history_days(on_day, on_day, at)
    ), own as materialized (
      select i.*, b.ends_at, b.overdue_long_before, b.due_today_until,
        (select e.to_state from issue_events e where e.issue_id = i.id and e.occurred_at < b.ends_at order by e.occurred_at desc, e.id desc limit 1) as state_then
      from issues i
      join bound b on i.reported_at < b.ends_at
    ), judged as (
      select o.*, case when o.state_then is not null then o.state_then not in ('closed', 'rejected') else o.is_open or o.closed_at >= o.ends_at end as was_open
      from own o
    )
    select i.id, i.code, i.title, i.domain, i.class, i.channel,
      -- Without a word of its history: what it is now, but for an end it had not come to.
      coalesce(i.state_then, case when coalesce(i.was_open, true) and not i.is_open then 'reported' else i.state end),
      lateness_of(coalesce(i.state_then, i.state), i.was_open, i.due_at, i.ends_at, i.overdue_long_before, i.due_today_until), grid_ref(g), u.name, i.address,
      st_x(i.geom), st_y(i.geom), i.reported_at, i.due_at, case when i.resolved_at < i.ends_at then i.resolved_at end,
      case when i.closed_at < i.ends_at then i.closed_at end, i.flags, coalesce(i.was_open, false), i.path, i.geom, i.point_m
    from judged i
    left join grids g on g.path = i.path and g.valid_to is null
    left join units u on u.id = i.unit_id;
  end;

-- The days of a range on which an issue was open when the day ended: from one to before the other (infinity: still open on the last).
create function issue_open_spans(first_day date, last_day date, at timestamptz) returns table (issue_id bigint, from_day date, to_day date)
  language sql stable
  begin atomic
    select s.issue_id, s.day, s.until
    from (
      select t.issue_id, t.day, t.lateness, coalesce(lead(t.day) over (partition by t.issue_id order by t.day), 'infinity'::date) as until
      from issue_steps(first_day, last_day, at) t
      -- Only where it was opened or closed: how late it was does not matter here.
      where (t.was is null) <> (t.lateness is null)
    ) s
    where s.lateness is not null;
  end;

-- Components: what the register said of one until a moment, kept whenever it says something else.
create table street_component_past (
  id bigint generated always as identity primary key,
  component_id bigint not null constraint street_component_past_component_fkey references street_components (id) on delete cascade,
  status text not null,
  status_on date,
  until timestamptz not null
);
create index street_component_past_component on street_component_past (component_id, until);

create function keep_component_status() returns trigger
  language plpgsql as $$
begin
  insert into street_component_past (component_id, status, status_on, until) values (old.id, old.status, old.status_on, now());
  return null;
end $$;
create trigger street_components_keep after update of status, status_on on street_components for each row
  when ((old.status, old.status_on) is distinct from (new.status, new.status_on)) execute function keep_component_status();

-- What the register knew of each component from a day to before another. Until it was looked at (status_on) nobody knew.
create function component_status_spans() returns table (component_id bigint, kind text, alley_id bigint, geom_m geometry, status text, from_day date, to_day date)
  language sql stable
  begin atomic
    with zone as materialized (
      select coalesce((select value #>> '{}' from settings where key = 'time_zone'), 'Asia/Shanghai') as name
    ), written as (
      select w.component_id, w.status, w.status_on, coalesce(lag(w.until_day) over (partition by w.component_id order by w.until), '-infinity'::date) as from_day,
        w.until_day as to_day
      from (
        select p.component_id, p.status, p.status_on, p.until, (p.until at time zone zone.name)::date as until_day from street_component_past p cross join zone
        union all
        select c.id, c.status, c.status_on, 'infinity', 'infinity' from street_components c
      ) w
    ), span as (
      select w.component_id, w.status, greatest(w.from_day, w.status_on) as from_day, w.to_day from written w
      union all
      select w.component_id, 'unknown', w.from_day, least(w.to_day, w.status_on) from written w where w.status_on > w.from_day
    )
    select c.id, c.kind, c.alley_id, c.geom_m, s.status, s.from_day, s.to_day
    from span s
    join street_components c on c.id = s.component_id
    where s.from_day < s.to_day;
  end;

-- Days on which an open issue said that a component was out of order.
create function component_fault_spans(first_day date, last_day date, at timestamptz)
  returns table (component_id bigint, kind text, alley_id bigint, geom_m geometry, from_day date, to_day date)
  language sql stable
  begin atomic
    select c.id, c.kind, c.alley_id, c.geom_m, s.from_day, s.to_day
    from component_issues l
    join street_components c on c.id = l.component_id
    join issue_open_spans(first_day, last_day, at) s on s.issue_id = l.issue_id;
  end;

-- Where alleys were dark on days: pairs of alley and day, beside one another in two arrays. As alley_darkness (0022) says it of now.
create function alley_darkness_on(ids bigint[], days date[], at timestamptz, with_lines boolean)
  returns table (alley_id bigint, day date, dark_min_m double precision, dark_max_m double precision, dark_geom geometry, unsure_geom geometry)
  language sql stable
  set jit to off
  begin atomic
    with rules as materialized (select * from alley_rules()
    ), asked as materialized (
      select row_number() over () as id, q.alley_id, q.day from unnest(ids, days) as q (alley_id, day)
    ), part as materialized (
      select a.id, d.path[1] as part, d.geom, st_length(d.geom) as part_m
      from alleys a
      cross join rules r
      cross join lateral st_dump(a.geom_m) d
      where a.id = any (ids)
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
    ), reached as materialized (
      -- The stretch each lamp lights when it works: the same on every day.
      select p.id, p.part, c.id as component_id, numrange((s.start_m + reach.from_m)::numeric, (s.start_m + reach.to_m)::numeric) as stretch
      from part p
      cross join rules r
      join street_components c on c.kind = 'lamp' and st_dwithin(c.geom_m, p.geom, r.lamp_reach_m)
      join piece s on s.id = p.id and s.part = p.part
      cross join lateral (select st_x(c.geom_m) as x, st_y(c.geom_m) as y) l
      cross join lateral (select ((l.x - s.ax) * (s.bx - s.ax) + (l.y - s.ay) * (s.by - s.ay)) / s.piece_m as along_m) foot
      cross join lateral (select r.lamp_reach_m ^ 2 - ((l.x - s.ax) ^ 2 + (l.y - s.ay) ^ 2 - foot.along_m ^ 2) as half2) chord
      cross join lateral (
        select greatest(0, foot.along_m - sqrt(greatest(0, chord.half2))) as from_m, least(s.piece_m, foot.along_m + sqrt(greatest(0, chord.half2))) as to_m
      ) reach
      where chord.half2 > 0 and reach.from_m < reach.to_m
    ), status as materialized (
      select * from component_status_spans() s where s.kind = 'lamp'
    ), fault as materialized (
      select b.* from (select min(q.day) as first_day, max(q.day) as last_day from asked q) range
      cross join lateral component_fault_spans(range.first_day, range.last_day, at) b
    ), lit as (
      select q.id, o.part, o.stretch, s.status = 'working' as works
      from asked q
      join reached o on o.id = q.alley_id
      join status s on s.component_id = o.component_id and s.from_day <= q.day and s.to_day > q.day and s.status <> 'faulty'
      where not exists (select from fault f where f.component_id = o.component_id and f.from_day <= q.day and f.to_day > q.day)
    ), dark as materialized (
      select q.id, q.alley_id, q.day, p.geom, p.part_m,
        nummultirange(numrange(0, p.part_m::numeric)) - coalesce(range_agg(l.stretch) filter (where l.works), '{}') as most,
        nummultirange(numrange(0, p.part_m::numeric)) - coalesce(range_agg(l.stretch), '{}') as least
      from asked q
      join part p on p.id = q.alley_id
      left join lit l on l.id = q.id and l.part = p.part
      group by q.id, q.alley_id, q.day, p.part, p.geom, p.part_m
    )
    select d.alley_id, d.day, coalesce(sum((select sum(upper(x) - lower(x)) from unnest(d.least) x))::float8, 0),
      coalesce(sum((select sum(upper(x) - lower(x)) from unnest(d.most) x))::float8, 0),
      st_collectionextract(st_collect((select st_collect(st_linesubstring(d.geom, least(1, lower(x)::float8 / d.part_m), least(1, upper(x)::float8 / d.part_m)))
        -- Less than a centimetre is rounding between two lights.
        from unnest(d.most) x where with_lines and upper(x) - lower(x) > 0.01)), 2),
      st_collectionextract(st_collect((select st_collect(st_linesubstring(d.geom, least(1, lower(x)::float8 / d.part_m), least(1, upper(x)::float8 / d.part_m)))
        from unnest(d.most - d.least) x where with_lines and upper(x) - lower(x) > 0.01)), 2)
    from dark d
    where d.part_m > 0
    group by d.id, d.alley_id, d.day;
  end;

-- The condition of alleys in standards on days, three arrays beside one another, by the rules of the view alley_conditions: the newest survey that was
-- known; without one, what lamps and drains said. No row where nothing was known.
create function alley_conditions_of(ids bigint[], standards text[], days date[], at timestamptz)
  returns table (alley_id bigint, standard text, day date, meets boolean, need smallint, surveyed_on date, need_min double precision, need_max double precision,
    source text)
  language sql stable
  set jit to off
  begin atomic
    with asked as materialized (
      select distinct q.alley_id, q.standard, q.day from unnest(ids, standards, days) as q (alley_id, standard, day)
    ), zone as materialized (
      select coalesce((select value #>> '{}' from settings where key = 'time_zone'), 'Asia/Shanghai') as name
    ), known as materialized (
      select s.id, s.alley_id, s.standard, s.meets, s.need, s.need_min, s.need_max, s.surveyed_on, (s.recorded_at at time zone zone.name)::date as known_on,
        (s.superseded_at at time zone zone.name)::date as gone_on
      from alley_surveys s cross join zone
      where s.alley_id = any (ids)
    ), newest as materialized (
      select distinct on (q.alley_id, q.standard, q.day) q.alley_id, q.standard, q.day, k.meets, k.need, k.need_min, k.need_max, k.surveyed_on
      from asked q
      join known k on k.alley_id = q.alley_id and k.standard = q.standard and k.known_on <= q.day and coalesce(k.gone_on > q.day, true)
      order by q.alley_id, q.standard, q.day, k.surveyed_on desc, k.id desc
    ), unsurveyed as materialized (
      -- Not an anti join: with no statistics of what was asked it looks through all of the newest for each.
      select q.alley_id, q.standard, q.day from asked q where q.standard in ('light', 'water')
      except
      select n.alley_id, n.standard, n.day from newest n
    ), dark as materialized (
      select d.* from (select array_agg(u.alley_id) as ids, array_agg(u.day) as days from unsurveyed u where u.standard = 'light') l
      cross join lateral alley_darkness_on(l.ids, l.days, at, false) d
    ), fault as materialized (
      select b.* from (select min(q.day) as first_day, max(q.day) as last_day from unsurveyed q) range
      cross join lateral component_fault_spans(range.first_day, range.last_day, at) b
      where b.kind <> 'lamp'
    ), out_of_order as (
      select s.component_id, s.alley_id, s.from_day, s.to_day from component_status_spans() s where s.kind <> 'lamp' and s.status = 'faulty'
      union all
      select f.component_id, f.alley_id, f.from_day, f.to_day from fault f
    ), drain as (
      select u.alley_id, u.day, count(distinct o.component_id) as faulty
      from unsurveyed u
      join out_of_order o on o.alley_id = u.alley_id and o.from_day <= u.day and o.to_day > u.day
      where u.standard = 'water'
      group by u.alley_id, u.day
    ), found as (
      select n.alley_id, n.standard, n.day, n.surveyed_on, 'survey'::text as source,
        coalesce(n.need_min, n.need, case when n.meets is false then b.fails_from else 0 end)::float8 as need_min,
        coalesce(n.need_max, n.need, case when n.meets then b.fails_from - 1 else 100 end)::float8 as need_max
      from newest n
      join alley_standards b on b.code = n.standard
      union all
      select d.alley_id, 'light', d.day, null::date, 'components',
        need_at(m.xs, m.needs, round((100 * d.dark_min_m / nullif(st_length(a.geom_m), 0))::numeric, 6)::float8),
        need_at(m.xs, m.needs, round((100 * d.dark_max_m / nullif(st_length(a.geom_m), 0))::numeric, 6)::float8)
      from dark d
      join alleys a on a.id = d.alley_id
      join standard_measures m on m.code = 'dark_share'
      union all
      select d.alley_id, 'water', d.day, null::date, 'components', need_at(m.xs, m.needs, 100 * d.faulty / a.length_m), 100
      from drain d
      join alleys a on a.id = d.alley_id
      join standard_measures m on m.code = 'drain_defects'
    )
    select f.alley_id, f.standard, f.day, case when f.need_min >= s.fails_from then false when f.need_max < s.fails_from then true end,
      case when f.need_min = f.need_max then round(f.need_min)::smallint end, f.surveyed_on, f.need_min, f.need_max, f.source
    from found f
    join alley_standards s on s.code = f.standard;
  end;

-- The condition of every alley over a range: a row per standard and day on which it ended otherwise than the day before; before its first row it was
-- unknown.
create function alley_steps(first_day date, last_day date, at timestamptz) returns table (alley_id bigint, standard text, day date, condition text)
  language sql stable
  set jit to off
  begin atomic
    with zone as materialized (
      select coalesce((select value #>> '{}' from settings where key = 'time_zone'), 'Asia/Shanghai') as name
    ), status as materialized (
      select * from component_status_spans()
    ), fault as materialized (
      select * from component_fault_spans(first_day, last_day, at)
    ), turn as materialized (
      -- Days on which a component was something else than before.
      select s.kind, s.alley_id, s.geom_m, s.from_day as day from status s
      union
      select f.kind, f.alley_id, f.geom_m, d.day from fault f cross join lateral (values (f.from_day), (f.to_day)) as d (day)
    ), moment as (
      select s.alley_id, s.standard, d.day
      from alley_surveys s cross join zone
      cross join lateral (values ((s.recorded_at at time zone zone.name)::date), ((s.superseded_at at time zone zone.name)::date)) as d (day)
      union
      select a.id, 'light', t.day
      from turn t
      cross join alley_rules() r
      join alleys a on st_dwithin(a.geom_m, t.geom_m, r.lamp_reach_m)
      where t.kind = 'lamp' and t.day > first_day and t.day <= last_day
      union
      select t.alley_id, 'water', t.day from turn t where t.kind <> 'lamp' and t.alley_id is not null
    ), asked as materialized (
      select distinct m.alley_id, m.standard, greatest(m.day, first_day) as day from moment m where m.day <= last_day
      union
      select a.id, 'light', first_day from alleys a
    ), said as (
      select q.alley_id, q.standard, q.day, case when c.meets then 'meets' when not c.meets then 'fails' else 'unknown' end as condition
      from asked q
      left join (
        select c.* from (select array_agg(k.alley_id) as ids, array_agg(k.standard) as standards, array_agg(k.day) as days from asked k) l
        cross join lateral alley_conditions_of(l.ids, l.standards, l.days, at) c
      ) c on (c.alley_id, c.standard, c.day) = (q.alley_id, q.standard, q.day)
    ), step as (
      select s.*, lag(s.condition, 1, 'unknown') over (partition by s.alley_id, s.standard order by s.day) as was from said s
    )
    select s.alley_id, s.standard, s.day, s.condition from step s where s.was <> s.condition;
  end;

-- Responsibilities: what a row, or a person's being in post, was until a moment. A row that names no first day holds from the day it was written here
-- (known_from); of the first list that was loaded nobody knows since when, so it holds as far back as anything does (null).
alter table responsibilities add column recorded_at timestamptz not null default now(), add column known_from date;
create index responsibilities_recorded on responsibilities (recorded_at);
create function date_responsibility() returns trigger
  language plpgsql as $$
begin
  if new.known_from is null and exists (select from responsibilities r where r.recorded_at < now()) then new.known_from := district_day(now()); end if;
  return new;
end $$;
create trigger responsibilities_known_from before insert on responsibilities for each row execute function date_responsibility();
create table responsibility_past (
  id bigint generated always as identity primary key,
  responsibility_id bigint not null,
  grid_id bigint not null,
  tier smallint not null,
  person_id bigint not null,
  unit_id bigint,
  role text not null,
  scope_type text,
  share numeric,
  valid_from date,
  valid_to date,
  known_from date,
  until timestamptz not null
);
create index responsibility_past_row on responsibility_past (responsibility_id, until);
create index responsibility_past_grid on responsibility_past (grid_id);
create table people_past (
  id bigint generated always as identity primary key,
  person_id bigint not null constraint people_past_person_fkey references people (id) on delete cascade,
  is_active boolean not null,
  until timestamptz not null
);
create index people_past_person on people_past (person_id, until);

create function keep_responsibility() returns trigger
  language plpgsql as $$
begin
  insert into responsibility_past (responsibility_id, grid_id, tier, person_id, unit_id, role, scope_type, share, valid_from, valid_to, known_from, until)
    values (old.id, old.grid_id, old.tier, old.person_id, old.unit_id, old.role, old.scope_type, old.share, old.valid_from, old.valid_to, old.known_from, now());
  return null;
end $$;
create trigger responsibilities_keep after update on responsibilities for each row
  when ((old.grid_id, old.tier, old.person_id, old.unit_id, old.role, old.scope_type, old.share, old.valid_from, old.valid_to)
    is distinct from (new.grid_id, new.tier, new.person_id, new.unit_id, new.role, new.scope_type, new.share, new.valid_from, new.valid_to))
  execute function keep_responsibility();
create trigger responsibilities_keep_deleted after delete on responsibilities for each row execute function keep_responsibility();

create function keep_person() returns trigger
  language plpgsql as $$
begin
  insert into people_past (person_id, is_active, until) values (old.id, old.is_active, now());
  return null;
end $$;
create trigger people_keep after update of is_active on people for each row when (old.is_active <> new.is_active) execute function keep_person();

-- The rows of responsibilities as they stood when a day ended, whether in force or not. is_active: whether the person was in post then. Two branches, so
-- that a question about one grid is answered by its index; nothing has been kept since today, so of today only the first has rows.
create function responsibilities_on(day date)
  returns table (id bigint, grid_id bigint, tier smallint, person_id bigint, unit_id bigint, role text, scope_type text, share numeric, valid_from date,
    valid_to date, is_active boolean)
  language sql stable parallel safe
  begin atomic
    select r.id, r.grid_id, r.tier, r.person_id, r.unit_id, r.role, r.scope_type, r.share, r.valid_from, r.valid_to,
      coalesce((select k.is_active from people_past k where k.person_id = r.person_id and k.until >= (select day_end(day)) order by k.until limit 1), p.is_active)
    from (
      select c.id, c.grid_id, c.tier, c.person_id, c.unit_id, c.role, c.scope_type, c.share, coalesce(c.valid_from, c.known_from) as valid_from, c.valid_to
      from responsibilities c
      where not exists (select from responsibility_past k where k.responsibility_id = c.id and k.until >= (select day_end(day)))
      union all
      select c.responsibility_id, c.grid_id, c.tier, c.person_id, c.unit_id, c.role, c.scope_type, c.share, coalesce(c.valid_from, c.known_from), c.valid_to
      from responsibility_past c
      where c.until >= (select day_end(day))
        and not exists (select from responsibility_past k where k.responsibility_id = c.responsibility_id and k.until >= (select day_end(day)) and k.id < c.id)
    ) r
    join people p on p.id = r.person_id;
  end;

-- As in 0014, but by the rows as they stood on the day.
create or replace function held_responsibilities(day date)
  returns table (id bigint, grid_id bigint, tier smallint, person_id bigint, unit_id bigint, role text, scope_type text, share numeric, is_whole boolean)
  language sql stable parallel safe
  begin atomic
    select r.id, r.grid_id, r.tier, r.person_id, coalesce(r.unit_id, p.unit_id), r.role, r.scope_type, r.share,
      coalesce(r.scope_type not in ('line', 'road_section'), true)
    from responsibilities_on(day) r
    join people p on p.id = r.person_id
    where r.is_active and (r.valid_from is null or r.valid_from <= day) and (r.valid_to is null or r.valid_to > day);
  end;

create or replace function responsibility_findings(day date, rule_level smallint, rule_tiers smallint[])
  returns table (kind text, tier smallint, grid_id bigint, path text)
  language sql stable parallel safe
  -- Compiling took three quarters of its time.
  set jit to off
  begin atomic
    select 'gap', t.tier, s.grid_id, s.path
    from unnest(rule_tiers) as t (tier)
    cross join lateral tier_standing(t.tier, day) s
    where s.level = rule_level and s.holders = 0
    union all
    select 'overlap', h.tier, g.id, g.path
    from held_responsibilities(day) h
    join grids g on g.id = h.grid_id and g.valid_to is null
    where h.is_whole
    group by h.tier, g.id
    having count(*) > 1 and bool_or(h.share is null)
    union all
    select 'vacant', r.tier, g.id, g.path
    from responsibilities_on(day) r
    join grids g on g.id = r.grid_id and g.valid_to is null
    where (not r.is_active or r.valid_to <= day)
      and not exists (select from held_responsibilities(day) h where h.grid_id = r.grid_id and h.tier = r.tier and h.is_whole)
    group by r.tier, g.id;
  end;

-- Days of a range on which a list of responsibilities may read otherwise than the day before, with the first of the range.
create function responsibility_turns(first_day date, last_day date) returns table (day date)
  language sql stable
  begin atomic
    select distinct greatest(d.day, first_day)
    from (
      select first_day as day
      union all select r.valid_from from responsibilities r
      union all select r.valid_to from responsibilities r
      union all select r.known_from from responsibilities r
      union all select p.valid_from from responsibility_past p
      union all select p.valid_to from responsibility_past p
      union all select p.known_from from responsibility_past p
      union all select district_day(p.until) from responsibility_past p
      union all select district_day(k.until) from people_past k
    ) d
    where d.day between first_day and last_day;
  end;

-- Totals of works: communities as well, and programmes. A community may hold 40,000 works, a programme all of them.
create table programme_work_tally (
  programme_id bigint not null constraint programme_work_tally_programme_fkey references programmes (id) on delete cascade,
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
  primary key (programme_id, by_month, day, work_type, kind, unit, is_dated)
);

create or replace function work_amounts(ids bigint[]) returns table (grid_id bigint, by_month boolean, day date, work_type text, kind text, unit text,
    is_dated boolean, works integer, quantity numeric, about integer, more_than integer)
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
      where g.valid_to is null and g.kind = 'basic' and g.level <= 3 and (ids is null or s.work_id = any (ids))
      group by s.work_id, g.id
    ) p
    join works w on w.id = p.work_id
    join work_types t on t.code = w.work_type
    cross join lateral (select coalesce(w.completed_on, w.as_of, '-infinity'::date) as day) d
    cross join lateral (values (false, d.day), (true, date_trunc('month', d.day)::date)) as e (by_month, day)
    where w.is_completed and w.part_of_id is null and w.figure_from is null
    group by 1, 2, 3, 4, 5, 6, 7;
  end;

-- The same of programmes: every work of a project of theirs, whole, wherever it lies.
create function programme_work_amounts(ids bigint[]) returns table (programme_id bigint, by_month boolean, day date, work_type text, kind text, unit text,
    is_dated boolean, works integer, quantity numeric, about integer, more_than integer)
  language sql stable
  set jit to off
  begin atomic
    select p.programme_id, e.by_month, e.day, w.work_type, coalesce(w.kind, t.kind), coalesce(w.unit, t.unit), w.completed_on is not null, count(*)::integer,
      sum(w.quantity), count(*) filter (where w.qualifier = 'about')::integer, count(*) filter (where w.qualifier = 'more_than')::integer
    from works w
    join projects p on p.id = w.project_id and p.programme_id is not null
    join work_types t on t.code = w.work_type
    cross join lateral (select coalesce(w.completed_on, w.as_of, '-infinity'::date) as day) d
    cross join lateral (values (false, d.day), (true, date_trunc('month', d.day)::date)) as e (by_month, day)
    where w.is_completed and w.part_of_id is null and w.figure_from is null and (ids is null or w.id = any (ids))
    group by 1, 2, 3, 4, 5, 6, 7;
  end;

create function tally_programme_works(ids bigint[], sign integer) returns void
  language sql
  begin atomic
    insert into programme_work_tally as t (programme_id, by_month, day, work_type, kind, unit, is_dated, works, quantity, about, more_than)
      select a.programme_id, a.by_month, a.day, a.work_type, a.kind, a.unit, a.is_dated, sign * a.works, sign * a.quantity, sign * a.about, sign * a.more_than
      from programme_work_amounts(ids) a
      order by a.programme_id, a.by_month, a.day, a.work_type, a.kind, a.unit, a.is_dated
    on conflict (programme_id, by_month, day, work_type, kind, unit, is_dated) do update
      set works = t.works + excluded.works, about = t.about + excluded.about, more_than = t.more_than + excluded.more_than,
        quantity = coalesce(t.quantity + excluded.quantity, t.quantity, excluded.quantity);
  end;

create or replace function tally_works(ids bigint[], sign integer) returns void
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
    select tally_programme_works(ids, sign);
  end;

create or replace function count_work_tally() returns void
  language sql
  begin atomic
    delete from work_tally;
    insert into work_tally (grid_id, by_month, day, work_type, kind, unit, is_dated, works, quantity, about, more_than)
      select a.grid_id, a.by_month, a.day, a.work_type, a.kind, a.unit, a.is_dated, a.works, a.quantity, a.about, a.more_than from work_amounts(null) a;
    delete from programme_work_tally;
    insert into programme_work_tally (programme_id, by_month, day, work_type, kind, unit, is_dated, works, quantity, about, more_than)
      select a.programme_id, a.by_month, a.day, a.work_type, a.kind, a.unit, a.is_dated, a.works, a.quantity, a.about, a.more_than
      from programme_work_amounts(null) a;
  end;

-- A project that goes to another programme takes its works along.
create function move_programme_works() returns trigger
  language plpgsql as $$
declare
  ids bigint[] := array(select w.id from works w where w.project_id = new.id);
begin
  -- The amounts are those of the new programme; the old one loses the same.
  perform tally_programme_works(ids, 1);
  insert into programme_work_tally as t (programme_id, by_month, day, work_type, kind, unit, is_dated, works, quantity, about, more_than)
    select old.programme_id, e.by_month, e.day, w.work_type, coalesce(w.kind, k.kind), coalesce(w.unit, k.unit), w.completed_on is not null, -count(*)::integer,
      -sum(w.quantity), -count(*) filter (where w.qualifier = 'about')::integer, -count(*) filter (where w.qualifier = 'more_than')::integer
    from works w
    join work_types k on k.code = w.work_type
    cross join lateral (select coalesce(w.completed_on, w.as_of, '-infinity'::date) as day) d
    cross join lateral (values (false, d.day), (true, date_trunc('month', d.day)::date)) as e (by_month, day)
    where old.programme_id is not null and w.id = any (ids) and w.is_completed and w.part_of_id is null and w.figure_from is null
    group by e.by_month, e.day, w.work_type, coalesce(w.kind, k.kind), coalesce(w.unit, k.unit), w.completed_on is not null
  on conflict (programme_id, by_month, day, work_type, kind, unit, is_dated) do update
    set works = t.works + excluded.works, about = t.about + excluded.about, more_than = t.more_than + excluded.more_than,
      quantity = coalesce(t.quantity + excluded.quantity, t.quantity, excluded.quantity);
  return null;
end $$;
create trigger projects_programme_works after update of programme_id on projects for each row when (old.programme_id is distinct from new.programme_id)
  execute function move_programme_works();

-- The homes and buildings a project benefits, by name: of several projects together each counts once.
create table project_homes (
  project_id bigint not null constraint project_homes_project_fkey references projects (id) on delete cascade,
  household_id bigint not null constraint project_homes_household_fkey references households (id) on delete cascade,
  primary key (project_id, household_id)
);
create index project_homes_household on project_homes (household_id);
create table project_buildings (
  project_id bigint not null constraint project_buildings_project_fkey references projects (id) on delete cascade,
  building_id bigint not null constraint project_buildings_building_fkey references buildings (id) on delete cascade,
  primary key (project_id, building_id)
);
create index project_buildings_building on project_buildings (building_id);

create or replace function refresh_project_facts(ids bigint[] default null) returns void
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

  delete from project_homes s where ids is null or s.project_id = any (ids);
  delete from project_buildings s where ids is null or s.project_id = any (ids);

  with area as materialized (
    select p.id, case when st_dimension(p.geom) = 2 then p.geom else st_transform(st_buffer(p.geom_m, r.served_m, 8), 4326) end as geom, st_dimension(p.geom) = 2 as is_area
    from projects p cross join alley_rules() r
    where p.geom is not null and (ids is null or p.id = any (ids))
  ), home as (
    insert into project_homes (project_id, household_id)
    select a.id, h.id
    from area a
    -- offset 0: project by project, so that the outline is prepared once for all homes in its grids.
    cross join lateral (
      select o.id
      from grids g
      join households o on o.path = g.path and o.kind = 'household' and o.archived_at is null and st_intersects(a.geom, o.geom)
      where g.valid_to is null and g.kind = 'basic' and g.geom && a.geom
      offset 0
    ) h
  )
  insert into project_buildings (project_id, building_id)
  select a.id, o.id
  from area a
  join buildings o on o.geom && a.geom and st_intersects(a.geom, case when a.is_area then st_pointonsurface(o.geom) else o.geom end);

  insert into project_facts as f (project_id, households, buildings, length_m, area_m2, refreshed_at)
  select p.id, (select count(*) from project_homes h where h.project_id = p.id), (select count(*) from project_buildings b where b.project_id = p.id),
    case when st_dimension(p.geom) = 1 then st_length(p.geom::geography) end, case when st_dimension(p.geom) = 2 then st_area(p.geom::geography) end, now()
  from projects p
  where p.geom is not null and (ids is null or p.id = any (ids))
  on conflict (project_id) do update set households = excluded.households, buildings = excluded.buildings, length_m = excluded.length_m,
    area_m2 = excluded.area_m2, refreshed_at = excluded.refreshed_at;
  delete from project_facts f using projects p where p.id = f.project_id and p.geom is null and (ids is null or p.id = any (ids));
end $$;

select refresh_project_facts() where exists (select from projects);
select count_work_tally() where exists (select from works);
