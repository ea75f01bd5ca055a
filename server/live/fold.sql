-- Takes the deltas that have been committed, adds them to the tallies of every grid they touch, and numbers the events that have no seq yet.
-- One statement, hence one snapshot: a transaction's deltas are folded if and only if its events are numbered, so a figure that was read
-- together with max(seq) holds exactly the events up to it. Rows committed meanwhile wait for the next fold; ids handed out before commit are
-- no order to rely on, so nothing is remembered between folds. Only for the holder of the lease, in the transaction that holds its row.
with zone as (
  select coalesce((select value #>> '{}' from settings where key = 'time_zone'), 'Asia/Shanghai') as name
), taken as (
  delete from deltas returning subject, path, target_id, campaign_id, kind, measure, amount, day, created_at
), summed as (
  select t.subject, t.path, t.target_id, t.campaign_id, t.kind, t.measure, coalesce(t.day, (t.created_at at time zone zone.name)::date) as day,
    sum(t.amount) as amount
  from taken t cross join zone
  group by 1, 2, 3, 4, 5, 6, 7
), change as (
  select day, grid_id, subject, campaign_id, kind, measure, sum(amount) as amount
  from (
    select s.day, g.id as grid_id, s.subject, s.campaign_id, s.kind, s.measure, s.amount
    from (select day, path, subject, campaign_id, kind, measure, sum(amount) as amount from summed where path is not null group by 1, 2, 3, 4, 5, 6) s
    cross join lateral path_ancestors(s.path) as a (path)
    join grids g on g.path = a.path and g.valid_to is null and g.kind = 'basic'
    union all
    -- Dedicated and unit management grids hold their members by name, not by path.
    select s.day, m.grid_id, s.subject, s.campaign_id, s.kind, s.measure, s.amount
    from summed s
    join grid_members m on m.kind = case s.subject when 'coverage' then 'household' when 'issues' then 'issue' end and m.target_id = s.target_id
    join grids g on g.id = m.grid_id and g.kind <> 'basic'
  ) touched
  group by 1, 2, 3, 4, 5, 6
  having sum(amount) <> 0
), by_day as (
  insert into grid_tally_daily as t (day, grid_id, subject, campaign_id, kind, measure, amount)
  select day, grid_id, subject, campaign_id, kind, measure, amount from change
  on conflict (day, grid_id, subject, campaign_id, kind, measure) do update set amount = t.amount + excluded.amount
), in_all as (
  insert into grid_tally as t (grid_id, subject, campaign_id, kind, measure, amount)
  select grid_id, subject, campaign_id, kind, measure, sum(amount) from change group by 1, 2, 3, 4, 5
  on conflict (grid_id, subject, campaign_id, kind, measure) do update set amount = t.amount + excluded.amount
), numbered as (
  update events e set seq = n.seq
  from (
    select id, (select coalesce(max(seq), 0) from events) + row_number() over (order by id) as seq from events where seq is null
  ) n
  where e.id = n.id
  returning e.seq
)
select (select count(*) from taken) as "deltas", (select count(*) from numbered) as "events"
