-- By how much the coverage figures of each grid moved on each day: entries of (grid, day, kind, measure), columns in order of grid and day. Day 0 is the
-- first of the range and holds everything before it too. A path below :level counts for the grid of that level on its way; dedicated grids, which hold
-- their members by name, are told with the whole district or alone.
with step as materialized (
  select s.* from coverage_steps(:campaign_id::bigint, :path::text, :targets::bigint[]) s where s.day <= :to::date
), zone as materialized (
  select coalesce((select value #>> '{}' from settings where key = 'time_zone'), 'Asia/Shanghai') as name
), knock as materialized (
  select v.household_id, (known_at(v) at time zone zone.name)::date as known_on, (v.superseded_at at time zone zone.name)::date as gone_on
  from visits v
  cross join zone
  where v.campaign_id = :campaign_id
), known as materialized (
  select c.path, c.household_id, c.kind, k.known_on, k.gone_on
  from knock k
  join household_coverage c on c.campaign_id = :campaign_id and c.household_id = k.household_id
  where (:path is null or in_subtree(c.path, :path)) and (:targets is null or c.household_id = any (:targets))
), place as materialized (
  -- Every grid, and the one it is told under.
  select g.path, a.id
  from grids g
  join grids a on a.path = array_to_string((string_to_array(g.path, '/'))[1:(:level::integer)], '/') and a.valid_to is null and a.kind = 'basic'
  where g.valid_to is null and g.kind = 'basic' and :targets is null
), membership as materialized (
  select m.grid_id, m.target_id
  from grid_members m
  join grids g on g.id = m.grid_id and g.kind <> 'basic' and g.valid_to is null
  where m.kind = 'household' and :path is null and (:member_of::bigint is null or m.grid_id = :member_of)
), moved as materialized (
  select p.id as grid_id, s.kind, s.frozen, s.day, s.was, s.state, count(*)::integer as number from step s join place p on p.path = s.path group by 1, 2, 3, 4, 5, 6
  union all
  select m.grid_id, s.kind, s.frozen, s.day, s.was, s.state, count(*)::integer from step s join membership m on m.target_id = s.household_id group by 1, 2, 3, 4, 5, 6
), visited as (
  select p.id as grid_id, k.kind, k.known_on, k.gone_on, count(*)::integer as number from known k join place p on p.path = k.path group by 1, 2, 3, 4
  union all
  select m.grid_id, k.kind, k.known_on, k.gone_on, count(*)::integer from known k join membership m on m.target_id = k.household_id group by 1, 2, 3, 4
), effect as materialized (
  -- What a state adds to the figures, looked up once for each of the few states instead of once a step.
  select s.state, f.frozen, array_position(:measures::text[], m.measure) - 1 as measure
  from unnest(:states::text[]) as s (state)
  cross join (values (true), (false)) as f (frozen)
  cross join lateral coverage_measures(s.state, f.frozen) m
), rule as materialized (
  -- What going from one state to another moves; most figures stay as they are. was '': the target joined.
  select x.was, x.state, x.frozen, x.measure, sum(x.amount)::integer as amount
  from (
    select w.was, e.state, e.frozen, e.measure, 1 as amount from effect e cross join unnest(:states::text[] || ''::text) as w (was)
    union all
    select e.state, s.state, e.frozen, e.measure, -1 from effect e cross join unnest(:states::text[]) as s (state)
  ) x
  group by 1, 2, 3, 4
  having sum(x.amount) <> 0
), entry as (
  select x.grid_id, greatest(x.day, :from::date) - :from as day, x.kind, x.measure, sum(x.amount) as amount
  from (
    select m.grid_id, m.day, m.kind, r.measure, m.number * r.amount as amount
    from moved m
    join rule r on r.was = coalesce(m.was, '') and r.state = m.state and r.frozen = m.frozen
    union all
    select v.grid_id, d.day, v.kind, array_position(:measures, 'visits') - 1, d.sign * v.number
    from visited v
    cross join lateral (values (v.known_on, 1), (v.gone_on, -1)) as d (day, sign)
    where d.day <= :to
  ) x
  group by 1, 2, 3, 4
), line as (
  select grid_id, day, array_position(:kinds::text[], kind) - 1 as kind, measure, amount from entry where amount <> 0 order by 1, 2, 3, 4
)
select json_build_object('gridId', coalesce(json_agg(grid_id), '[]'), 'day', coalesce(json_agg(day), '[]'), 'kind', coalesce(json_agg(kind), '[]'),
  'measure', coalesce(json_agg(measure), '[]'), 'amount', coalesce(json_agg(amount), '[]'))::text as body
from line
