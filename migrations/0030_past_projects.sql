-- Projects as of any day, and clashes without an outline per pair.

-- The phases a project went through, in order of (day, nr). One that was loaded without its history has the days it began and was done.
create view project_steps as
  select e.project_id, e.happened_on as day, e.id as nr, e.to_phase as phase
  from project_events e
  where e.to_phase is not null
  union all
  select p.id, s.day, s.nr, s.phase
  from projects p
  cross join lateral (values
    (p.started_on, 1::bigint, case when p.phase in ('done', 'accepted') then 'under_construction' else p.phase end),
    (p.finished_on, 2::bigint, p.phase)) as s (day, nr, phase)
  where s.day is not null and not exists (select from project_events e where e.project_id = p.id and e.to_phase is not null);

-- The phase a project was in when a day ended; null: it was not in the register.
create function project_phase_on(project bigint, on_day date) returns text
  language sql stable
  begin atomic
    select s.phase from project_steps s where s.project_id = project and s.day <= on_day order by s.day desc, s.nr desc limit 1;
  end;

-- How far a project is: now, or (is_past) as it was known when on_day ended. phase null: it was not in the register.
create function project_standing(project projects, on_day date, is_past boolean, out phase text, out started_on date, out finished_on date)
  language sql stable
  begin atomic
    select case when is_past then project_phase_on((project).id, on_day) else (project).phase end,
      case when not is_past or (project).started_on <= on_day then (project).started_on end,
      case when not is_past or (project).finished_on <= on_day then (project).finished_on end;
  end;

drop function project_clashes(date, bigint);
-- Pairs of projects that would open the same ground twice, of all or of one. first_id was to start first.
-- overlap: both are at work there on the same days; moratorium: the later one opens a surface that is newer than moratorium_years.
-- What is over for both is history and no clash. A project that is late runs until today.
-- go_first_id: what lies deeper goes first; under a surface that is there already the later one waits until wait_until.
-- is_past: today is a day that is over; phases, beginnings and ends are those of that day, plans and places those of now.
-- Lines are compared piece by piece, and an outline is only made of the pieces that come near one another.
create function project_clashes(today date, only_project bigint default null, is_past boolean default false) returns table (
    first_id bigint, second_id bigint, kind text, from_on date, to_on date, days integer, length_m double precision, area_m2 double precision, geom geometry,
    go_first_id bigint, advice text, wait_until date)
  language sql stable
  set jit to off
  begin atomic
    with rules as materialized (select * from project_rules()
    ), project as materialized (
      select p.id, p.geom_m, st_dimension(p.geom_m) as dimension, k.build_order, k.digs, k.resurfaces, s.phase in ('done', 'accepted') as is_over,
        coalesce(s.started_on, p.starts_on) as from_on,
        case when s.phase in ('done', 'accepted') then coalesce(s.finished_on, p.ends_on)
          when s.phase in ('under_construction', 'unstated') then greatest(p.ends_on, today) else p.ends_on end as to_on
      from projects p
      join project_kinds k on k.code = p.kind
      cross join lateral project_standing(p, today, is_past) s
      where p.geom_m is not null and (k.digs or k.resurfaces) and s.phase is not null
    ), timed as materialized (
      select x.id as first_id, y.id as second_id, x.geom_m as first_geom, y.geom_m as second_geom, x.dimension as first_dimension,
        y.dimension as second_dimension, t.at_once, t.free_on, x.is_over, x.build_order as first_order, y.build_order as second_order,
        case when t.at_once then y.from_on else greatest(y.from_on, x.to_on + 1) end as from_on,
        case when t.at_once then least(x.to_on, y.to_on) else least(y.to_on, t.free_on - 1) end as to_on
      from project x
      cross join rules r
      join projects o on o.geom_m && st_expand(x.geom_m, r.clash_tolerance_m)
      join project y on y.id = o.id
      cross join lateral (
        select x.to_on >= y.from_on and not x.is_over and not y.is_over as at_once, (x.to_on + make_interval(years => r.moratorium_years))::date as free_on
      ) t
      where (x.from_on, x.id) < (y.from_on, y.id) and x.from_on <= x.to_on and y.from_on <= y.to_on and not (x.is_over and y.is_over)
        and (only_project is null or only_project in (x.id, y.id))
        and case when t.at_once then x.digs or y.digs
          else x.resurfaces and y.digs and not y.is_over and y.to_on > x.to_on and y.from_on < t.free_on end
    ), placed as materialized (
      select t.*, st_dimension(shared.geom) as dimension, shared.geom
      from timed t
      cross join rules r
      cross join lateral (
        -- Along a line, or within an area: two lines share what of the one lies within the tolerance of the other.
        select case
          when t.first_dimension = 2 and t.second_dimension = 2 then st_collectionextract(st_intersection(t.first_geom, t.second_geom), 3)
          when t.first_dimension = 2 then st_collectionextract(st_intersection(t.second_geom, t.first_geom), 2)
          else st_collectionextract(st_intersection(t.first_geom, t.second_geom), 2)
        end as geom
        where (t.first_dimension = 2 or t.second_dimension = 2) and st_intersects(t.first_geom, t.second_geom)
        union all
        select st_multi(st_collect(part.geom)) as geom
        from st_dump(t.second_geom) y
        cross join lateral (
          select st_collect(d.geom) as geom from st_dump(t.first_geom) d
          where d.geom && st_expand(y.geom, r.clash_tolerance_m) and st_dwithin(d.geom, y.geom, r.clash_tolerance_m)
        ) x
        cross join lateral st_dump(st_collectionextract(st_intersection(y.geom, st_buffer(x.geom, r.clash_tolerance_m, 2)), 2)) part
        where t.first_dimension = 1 and t.second_dimension = 1 and x.geom is not null
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
