-- Takes the deltas that have been committed, adds them to the tallies of every grid they touch, numbers the events that have no seq yet, and
-- appends events that say by how much the tallies moved. One statement, hence one snapshot: a transaction's deltas are folded if and only if
-- its events are numbered, so a figure that was read together with max(seq) holds exactly the events up to it. Rows committed meanwhile wait
-- for the next fold; ids handed out before commit are no order to rely on, so nothing is remembered between folds. Only for the holder of the
-- lease, in the transaction that holds its row.
with zone as (
  select coalesce((select value #>> '{}' from settings where key = 'time_zone'), 'Asia/Shanghai') as name
), taken as (
  delete from deltas returning subject, path, grid_id, campaign_id, kind, measure, amount, created_at, day as knocked_on, person_id
), summed as (
  select t.subject, t.path, t.grid_id, t.campaign_id, t.kind, t.measure, (t.created_at at time zone zone.name)::date as day, sum(t.amount) as amount
  from taken t cross join zone
  where t.subject <> 'visit_days'
  group by 1, 2, 3, 4, 5, 6, 7
  having sum(t.amount) <> 0
), change as (
  select day, grid_id, subject, campaign_id, kind, measure, sum(amount) as amount
  from (
    select s.day, g.id as grid_id, s.subject, s.campaign_id, s.kind, s.measure, s.amount
    from summed s
    cross join lateral path_ancestors(s.path) as a (path)
    join grids g on g.path = a.path and g.valid_to is null and g.kind = 'basic'
    where s.path is not null
    union all
    -- Dedicated and unit management grids hold their members by name, not by path.
    select s.day, g.id, s.subject, s.campaign_id, s.kind, s.measure, s.amount
    from summed s
    join grids g on g.id = s.grid_id and g.kind <> 'basic'
  ) touched
  group by 1, 2, 3, 4, 5, 6
), by_day as (
  insert into grid_tally_daily as t (day, grid_id, subject, campaign_id, kind, measure, amount)
  select day, grid_id, subject, campaign_id, kind, measure, amount from change
  on conflict (day, grid_id, subject, campaign_id, kind, measure) do update set amount = t.amount + excluded.amount
), in_all as (
  insert into grid_tally as t (grid_id, subject, campaign_id, kind, measure, amount)
  select grid_id, subject, campaign_id, kind, measure, sum(amount) from change group by 1, 2, 3, 4, 5
  on conflict (grid_id, subject, campaign_id, kind, measure) do update set amount = t.amount + excluded.amount
), by_person as (
  insert into visit_days as t (campaign_id, day, grid_id, kind, person_id, visits, covered)
  select campaign_id, knocked_on, id, kind, person_id,
    coalesce(sum(amount) filter (where measure = 'visits'), 0), coalesce(sum(amount) filter (where measure = 'covered'), 0)
  from (
    select t.campaign_id, t.knocked_on, g.id, t.kind, t.person_id, t.measure, t.amount
    from taken t
    join grids g on g.path = t.path and g.valid_to is null and g.kind = 'basic'
    where t.subject = 'visit_days'
    union all
    select t.campaign_id, t.knocked_on, g.id, t.kind, t.person_id, t.measure, t.amount
    from taken t
    join grids g on g.id = t.grid_id and g.kind <> 'basic'
    where t.subject = 'visit_days'
  ) knocked
  group by 1, 2, 3, 4, 5
  on conflict (campaign_id, day, grid_id, kind, person_id) do update set visits = t.visits + excluded.visits, covered = t.covered + excluded.covered
), last as (
  select coalesce(max(seq), 0) as seq from events
), numbered as (
  update events e set seq = n.seq
  from (select id, (select seq from last) + row_number() over (order by id) as seq from events where seq is null) n
  where e.id = n.id
  returning e.seq
), moved as (
  -- By the path where it happened: every grid on the way down moved by the same.
  select path, grid_id, subject, campaign_id, kind, jsonb_object_agg(measure, amount) as measures, row_number() over () as number, count(*) over () as total
  from (select path, grid_id, subject, campaign_id, kind, measure, sum(amount) as amount from summed group by 1, 2, 3, 4, 5, 6 having sum(amount) <> 0) s
  group by 1, 2, 3, 4, 5
), told as (
  -- After a change this large it is cheaper for clients to read everything again.
  insert into events (seq, type, path, payload)
  select (select seq from last) + (select count(*) from numbered) + number,
    case when total <= :most_moves then 'tally' else 'recount' end,
    case when total <= :most_moves then path end,
    case when total <= :most_moves
      then jsonb_strip_nulls(jsonb_build_object('gridId', grid_id, 'subject', subject, 'campaignId', campaign_id, 'kind', kind, 'measures', measures))
      else '{}' end
  from moved
  where total <= :most_moves or number = 1
)
select (select count(*) from taken) as "deltas", (select count(*) from numbered) as "events"
