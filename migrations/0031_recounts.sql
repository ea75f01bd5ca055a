-- Counting anew only what has changed: an import of households does not count works, and one of works or grids counts only those it touched.

-- What works add to work_tally: the one definition that writing and counting anew share. Shares of 1 up to rounding are 1. ids, in_grids: null = all.
create function work_amounts_in(ids bigint[], in_grids bigint[]) returns table (grid_id bigint, by_month boolean, day date, work_type text, kind text, unit text,
    is_dated boolean, works integer, quantity numeric, about integer, more_than integer)
  language sql stable
  set jit to off
  begin atomic
    with place as materialized (
      -- Which grids a path lies in, looked up once a path and not once a work.
      select x.path, g.id as grid_id
      from (select distinct s.path from work_grids s where ids is null or s.work_id = any (ids)) x
      cross join lateral path_ancestors(x.path) a (path)
      join grids g on g.path = a.path and g.valid_to is null and g.kind = 'basic' and g.level <= 3 and (in_grids is null or g.id = any (in_grids))
    )
    select p.grid_id, e.by_month, e.day, w.work_type, coalesce(w.kind, t.kind), coalesce(w.unit, t.unit), w.completed_on is not null, count(*)::integer,
      sum(w.quantity * least(round(p.share::numeric, 9), 1)), count(*) filter (where w.qualifier = 'about')::integer,
      count(*) filter (where w.qualifier = 'more_than')::integer
    from (
      select s.work_id, l.grid_id, sum(s.share) as share
      from work_grids s
      join place l on l.path = s.path
      where ids is null or s.work_id = any (ids)
      group by s.work_id, l.grid_id
    ) p
    join works w on w.id = p.work_id
    join work_types t on t.code = w.work_type
    cross join lateral (select coalesce(w.completed_on, w.as_of, '-infinity'::date) as day) d
    cross join lateral (values (false, d.day), (true, date_trunc('month', d.day)::date)) as e (by_month, day)
    where w.is_completed and w.part_of_id is null and w.figure_from is null
    group by 1, 2, 3, 4, 5, 6, 7;
  end;

create or replace function work_amounts(ids bigint[]) returns table (grid_id bigint, by_month boolean, day date, work_type text, kind text, unit text,
    is_dated boolean, works integer, quantity numeric, about integer, more_than integer)
  language sql stable
  begin atomic
    select a.grid_id, a.by_month, a.day, a.work_type, a.kind, a.unit, a.is_dated, a.works, a.quantity, a.about, a.more_than from work_amounts_in(ids, null) a;
  end;

-- Counts work_tally anew for some grids, and forgets grids that are no more.
create function recount_work_tally(in_grids bigint[]) returns void
  language plpgsql as $$
begin
  lock table work_tally in share row exclusive mode;
  delete from work_tally t
    where t.grid_id = any (in_grids) or not exists (select from grids g where g.id = t.grid_id and g.valid_to is null and g.kind = 'basic' and g.level <= 3);
  insert into work_tally (grid_id, by_month, day, work_type, kind, unit, is_dated, works, quantity, about, more_than)
    select a.grid_id, a.by_month, a.day, a.work_type, a.kind, a.unit, a.is_dated, a.works, a.quantity, a.about, a.more_than from work_amounts_in(null, in_grids) a;
end $$;

-- Counts grid_tally anew for some subjects (coverage, issues, works), and with coverage the days of visits. What was waiting to be folded of them is in.
-- Whoever has appended deltas is waited for (0009_visits.sql).
create function recount_tallies(subjects text[]) returns void
  language plpgsql as $$
begin
  lock table deltas in share row exclusive mode;
  delete from deltas d where d.subject = any (subjects) or (d.subject = 'visit_days' and 'coverage' = any (subjects));
  delete from grid_tally t where t.subject = any (subjects);
  insert into grid_tally (grid_id, subject, campaign_id, kind, measure, amount)
    select g.id, s.subject, s.campaign_id, s.kind, s.measure, sum(s.amount)
    from tally_sources s
    cross join lateral path_ancestors(s.path) as a (path)
    join grids g on g.path = a.path and g.valid_to is null and g.kind = 'basic'
    where s.subject = any (subjects)
    group by g.id, s.subject, s.campaign_id, s.kind, s.measure;
  -- Dedicated and unit management grids hold their members by name, not by path.
  insert into grid_tally (grid_id, subject, campaign_id, kind, measure, amount)
    select m.grid_id, 'coverage', c.campaign_id, c.kind, x.measure, count(*)
    from grid_members m
    join grids g on g.id = m.grid_id and g.kind <> 'basic'
    join household_coverage c on m.kind = 'household' and c.household_id = m.target_id
    cross join lateral (values ('total', true), ('frozen', c.frozen), (c.state, true), ('frozen_covered', c.frozen and c.state = 'covered')) as x (measure, counted)
    where x.counted and 'coverage' = any (subjects)
    group by m.grid_id, c.campaign_id, c.kind, x.measure;
  insert into grid_tally (grid_id, subject, campaign_id, kind, measure, amount)
    select m.grid_id, 'issues', 0, i.domain, x.measure, count(*)
    from grid_members m
    join grids g on g.id = m.grid_id and g.kind <> 'basic'
    join issues i on m.kind = 'issue' and i.id = m.target_id
    cross join lateral (values ('total', true), ('open', i.is_open), ('resolved', i.resolved_at is not null)) as x (measure, counted)
    where x.counted and 'issues' = any (subjects)
    group by m.grid_id, i.domain, x.measure;
  if 'coverage' = any (subjects) then
    perform count_visit_days();
  end if;
end $$;

create or replace function recount_tallies() returns void
  language plpgsql as $$
begin
  perform recount_tallies(array['coverage', 'issues', 'works']);
  lock table work_tally in share row exclusive mode;
  perform count_work_tally();
end $$;
drop function count_tallies();
