-- 'a/b/c' -> 'a', 'a/b', 'a/b/c'
create function path_ancestors(path text) returns setof text
  language sql immutable parallel safe
  begin atomic
    select array_to_string(parts[1:depth], '/')
    from (select string_to_array(path, '/') as parts) split, generate_series(1, cardinality(parts)) as depth;
  end;

-- What every tally should be, counted from the rows: the one definition that the fold, the recount and the tests share.
-- 'outside' has no path and therefore no grid: targets outside every grid are kept, flagged, and counted by /api/health.
create view tally_sources as
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
  -- A nested figure (part_of_id) is inside its parent's and is not added again.
  select 'works', g.path, 0, w.work_type, measure, sum(amount)
  from works w
  join work_grids g on g.work_id = w.id
  cross join lateral (values ('count', g.share), ('quantity', w.quantity * g.share)) as measures (measure, amount)
  where w.is_completed and w.part_of_id is null and amount is not null
  group by g.path, w.work_type, measure;

-- Recounts every tally from the rows. Used after an import, a change of grids and a restore.
create function recount_tallies() returns void
  language sql
  begin atomic
    delete from deltas;
    delete from grid_tally;
    insert into grid_tally (grid_id, subject, campaign_id, kind, measure, amount)
      select g.id, s.subject, s.campaign_id, s.kind, s.measure, sum(s.amount)
      from tally_sources s
      cross join lateral path_ancestors(s.path) as a (path)
      join grids g on g.path = a.path and g.valid_to is null and g.kind = 'basic'
      group by g.id, s.subject, s.campaign_id, s.kind, s.measure;
    -- Dedicated and unit management grids hold their members by name, not by path.
    insert into grid_tally (grid_id, subject, campaign_id, kind, measure, amount)
      select m.grid_id, 'coverage', c.campaign_id, c.kind, measure, count(*)
      from grid_members m
      join grids g on g.id = m.grid_id and g.kind <> 'basic'
      join household_coverage c on m.kind = 'household' and c.household_id = m.target_id
      cross join lateral (values ('total', true), ('frozen', c.frozen), (c.state, true),
        ('frozen_covered', c.frozen and c.state = 'covered')) as measures (measure, counted)
      where counted
      group by m.grid_id, c.campaign_id, c.kind, measure;
    insert into grid_tally (grid_id, subject, campaign_id, kind, measure, amount)
      select m.grid_id, 'issues', 0, i.domain, measure, count(*)
      from grid_members m
      join grids g on g.id = m.grid_id and g.kind <> 'basic'
      join issues i on m.kind = 'issue' and i.id = m.target_id
      cross join lateral (values ('total', true), ('open', i.is_open), ('resolved', i.resolved_at is not null)) as measures (measure, counted)
      where counted
      group by m.grid_id, i.domain, measure;
  end;
