-- What several rooms read: one definition each.

-- The smallest thing that names a grid, as JSON; null where an outer join found none.
create function grid_ref(g grids) returns json
  language sql stable parallel safe
  begin atomic
    select case when (g).id is not null then
      json_build_object('id', (g).id, 'code', (g).code, 'name', (g).name, 'level', (g).level, 'kind', (g).kind, 'path', (g).path) end;
  end;

-- A visit target as lists and exports show it. No personal names: a household has an address, an enterprise a name.
create view household_rows as
  select h.id, h.kind, h.name, g.code as "gridCode", g.name as "gridName", h.building_id as "buildingId", b.name as "buildingName",
    h.unit, h.floor, h.room, h.address, st_x(h.geom) as lon, st_y(h.geom) as lat
  from households h
  left join grids g on g.path = h.path and g.valid_to is null
  left join buildings b on b.id = h.building_id;

-- Targets of any state inside a drawn shape or near an alley (the partial index holds the uncovered only).
create index household_coverage_point on household_coverage using gist (point_m);

-- What a search looks through, one line: terms between blanks, in lower case, so that the name, a term, its beginning and its inside are told
-- apart by one LIKE each. One expression, so that it is put in place of the call and the indexes below are found.
create function search_text(name text, code text, address text, search_terms text) returns text
  language sql immutable parallel safe
  return ' ' || lower(coalesce(name || ' ', '') || coalesce(code || ' ', '') || coalesce(address || ' ', '') || search_terms) || ' ';

-- The pairs of letters in a text ('ab c' -> 'ab', ' c'): a text that holds a word holds all pairs of the word, which a GIN index answers without
-- an extension, in Chinese as in Latin. A pair that begins with a blank says that a term begins there; none ends with one.
-- Its cost is what it takes beside an operator, and it is not for parallel workers: a word that every row holds is then found by a scan that stops
-- at the limit, where workers would take longer to start.
create function search_pairs(line text) returns text[]
  language sql immutable cost 3000
  begin atomic
    select coalesce(array_agg(substr(line, at, 2)), '{}') from generate_series(1, length(line) - 1) as at where substr(line, at + 1, 1) <> ' ';
  end;

create index grids_words on grids using gin (search_pairs(search_text(name, code, null, search_terms))) where valid_to is null;
create index alleys_words on alleys using gin (search_pairs(search_text(name, code, null, search_terms)));
create index buildings_words on buildings using gin (search_pairs(search_text(name, code, address, search_terms)));
-- Only enterprises, schools and sites are searched by name; doors are found through their building.
create index households_named on households using gin (search_pairs(search_text(name, code, address, search_terms))) where kind <> 'household';

-- The bounds that lateness turns on, from the working calendar of the settings, at a given moment:
-- due before overdue_long_before = more than 3 working days late; due until due_today_until = due by the end of today's working day.
-- A day is worked when it is a working weekday and no holiday, or a make-up day 调休.
create function lateness_bounds(at timestamptz, out overdue_long_before timestamptz, out due_today_until timestamptz)
  language sql stable
  begin atomic
    with zone as (
      select coalesce((select value #>> '{}' from settings where key = 'time_zone'), 'Asia/Shanghai') as name
    ), calendar as (
      select coalesce((select value from settings where key = 'working_calendar'),
        '{"workingWeekdays": [1, 2, 3, 4, 5], "holidays": [], "makeUpDays": [], "dayEnd": "17:00"}'::jsonb) as value
    ), today as (
      select (at at time zone zone.name)::date as day from zone
    ), worked as (
      select d::date as day
      from today, calendar, generate_series(today.day - 60, today.day, interval '1 day') as d
      where calendar.value -> 'makeUpDays' @> to_jsonb(to_char(d, 'YYYY-MM-DD'))
         or (calendar.value -> 'workingWeekdays' @> to_jsonb(extract(isodow from d)::integer)
             and not calendar.value -> 'holidays' @> to_jsonb(to_char(d, 'YYYY-MM-DD')))
      order by d desc
      limit 4
    )
    select (select min(worked.day)::timestamp at time zone zone.name from worked),
      (today.day + (calendar.value ->> 'dayEnd')::time) at time zone zone.name
    from zone, calendar, today;
  end;

-- How late each open issue is at a given moment; null for closed ones. The one definition: desk, wall, list and figures read it.
create function issue_lateness(at timestamptz) returns table (issue_id bigint, lateness text)
  language sql stable
  begin atomic
    select i.id,
      case
        when not i.is_open then null
        when i.state = 'scheduled' then 'scheduled'
        when i.due_at is null then 'unknown'
        when i.due_at < b.overdue_long_before then 'overdue_long'
        when i.due_at < at then 'overdue'
        when i.due_at <= b.due_today_until then 'due_today'
        else 'in_term'
      end
    from issues i
    cross join lateness_bounds(at) b;
  end;

-- An issue as lists show it, with its lateness at a given moment.
create function issue_rows(at timestamptz) returns table (id bigint, code text, title text, domain text, class text, channel text, state text,
    lateness text, grid json, "unitName" text, address text, lon double precision, lat double precision, "reportedAt" timestamptz, "dueAt" timestamptz,
    "resolvedAt" timestamptz, "closedAt" timestamptz, flags text[], is_open boolean, path text, geom geometry, point_m geometry)
  language sql stable
  begin atomic
    select i.id, i.code, i.title, i.domain, i.class, i.channel, i.state, l.lateness, grid_ref(g), u.name, i.address, st_x(i.geom), st_y(i.geom),
      i.reported_at, i.due_at, i.resolved_at, i.closed_at, i.flags, i.is_open, i.path, i.geom, i.point_m
    from issues i
    join issue_lateness(at) l on l.issue_id = i.id
    left join grids g on g.path = i.path and g.valid_to is null
    left join units u on u.id = i.unit_id;
  end;

-- A work as lists show it; lon, lat are a point on it.
create view work_rows as
  select w.id, w.code, w.work_type as "workType", w.name, w.quantity, w.unit, w.qualifier, w.as_of as "asOf", w.phase, w.started_on as "startedOn",
    w.completed_on as "completedOn", grid_ref(g) as grid, w.alley_id as "alleyId", a.name as "alleyName", w.part_of_id as "partOfId",
    st_x(p.point) as lon, st_y(p.point) as lat, w.flags, w.is_completed, w.path, w.geom, w.geom_m
  from works w
  left join grids g on g.path = w.path and g.valid_to is null
  left join alleys a on a.id = w.alley_id
  left join lateral (select st_pointonsurface(w.geom) as point) p on true;

-- An alley as lists show it. A standard nobody has surveyed is unknown, never good.
create view alley_rows as
  select a.id, a.code, a.name, a.name_status as "nameStatus", a.width_m as "widthM", a.length_m as "lengthM", a.surface, a.is_dead_end as "isDeadEnd",
    grid_ref(g) as grid,
    (select json_object_agg(s.standard, case when c.meets is null then 'unknown' when c.meets then 'meets' else 'fails' end)
     from (values ('road'), ('light'), ('water'), ('line'), ('scene')) as s (standard)
     left join alley_conditions c on c.alley_id = a.id and c.standard = s.standard) as conditions,
    json_build_array(st_xmin(a.geom), st_ymin(a.geom), st_xmax(a.geom), st_ymax(a.geom)) as bbox,
    a.path, a.geom, a.geom_m, a.search_terms
  from alleys a
  left join grids g on g.path = a.path and g.valid_to is null;
