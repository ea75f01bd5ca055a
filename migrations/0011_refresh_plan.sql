-- refresh_household_coverage() as before (0009), with plans that do not hang on statistics. Once visits have statistics, the planner hashes the whole
-- round to refresh one door (20,000 rows read instead of 50 pages); while household_coverage has none, as in a round that is just being opened, it
-- finds each of 5,000 targets by the first column of an index that begins with campaign_id, which is the whole round (a minute instead of a second).
-- So joins that read a side whole are off, and "campaign_id + 0" leaves only the index by household: a target is in as many rows as there are rounds.
create or replace function refresh_household_coverage(round_id bigint, household_ids bigint[] default null) returns bigint
  language plpgsql set enable_seqscan to off set enable_hashjoin to off set enable_mergejoin to off set plan_cache_mode to force_generic_plan as $$
declare
  round campaigns;
  found_rows bigint;
  joined bigint := 0;
  changed bigint := 0;
  chunk bigint[];
begin
  select * into round from campaigns where id = round_id;
  if round.id is null or round.status = 'planned' or round.closed_at is not null then return 0; end if;
  if household_ids is null then
    for chunk in
      select array_agg(h.id order by h.id) from (select id, (row_number() over (order by id) - 1) / 5000 as part from households) h group by h.part order by h.part
    loop
      changed := changed + refresh_household_coverage(round_id, chunk);
    end loop;
    return changed;
  end if;

  perform from household_coverage c where c.campaign_id + 0 = round_id and c.household_id = any (household_ids) order by c.household_id for update;
  get diagnostics found_rows = row_count;
  if found_rows < cardinality(household_ids) then
    with fresh as (
      insert into household_coverage (household_id, campaign_id, path, kind, building_id, state, frozen, last_visited_at, appointment_at, point_m)
      select w.household_id, round_id, w.path, w.kind, w.building_id, w.state, round.frozen_at is null, w.last_visited_at, w.appointment_at, w.point_m
      from coverage_wanted(round_id, household_ids) w
      where w.archived_at is null
        and (round.kinds is null or w.kind = any (round.kinds))
        and (round.source_campaign_id is null or round.frozen_at is null and exists (
          select from household_coverage s
          where s.campaign_id + 0 = round.source_campaign_id and s.household_id = w.household_id and s.state = any (round.source_states)
            -- The same targets whenever it is asked: the sample follows from round and target.
            and (round.sample_share is null or (hashint8(w.household_id # (round_id << 32)) & 2147483647) < round.sample_share * 2147483648)))
        and not exists (select from household_coverage c where c.campaign_id + 0 = round_id and c.household_id = w.household_id)
      order by w.household_id
      on conflict do nothing
      returning household_id, path, kind, state, frozen
    ), counted as (
      select f.household_id, f.path, f.kind, m.measure from fresh f cross join lateral coverage_measures(f.state, f.frozen) m
    ), noted as (
      insert into deltas (subject, path, grid_id, campaign_id, kind, measure, amount)
      select 'coverage', c.path, null::bigint, round_id, c.kind, c.measure, count(*) from counted c where c.path is not null group by c.path, c.kind, c.measure
      union all
      select 'coverage', null, m.grid_id, round_id, c.kind, c.measure, count(*)
      from counted c
      join grid_members m on m.kind = 'household' and m.target_id = c.household_id
      join grids g on g.id = m.grid_id and g.kind <> 'basic'
      group by m.grid_id, c.kind, c.measure
    )
    select count(*) into joined from fresh;
    perform from household_coverage c where c.campaign_id + 0 = round_id and c.household_id = any (household_ids) order by c.household_id for update;
  end if;

  with change as materialized (
    select w.*, c.path as old_path, c.kind as old_kind, c.state as old_state, c.frozen
    from coverage_wanted(round_id, household_ids) w
    join household_coverage c on c.campaign_id + 0 = round_id and c.household_id = w.household_id
    where (c.path, c.kind, c.building_id, c.state, c.last_visited_at, c.appointment_at) is distinct from
          (w.path collate "C", w.kind, w.building_id, w.state, w.last_visited_at, w.appointment_at)
       or not st_equals(c.point_m, w.point_m)
  ), written as (
    update household_coverage c
    set path = w.path, kind = w.kind, building_id = w.building_id, state = w.state, last_visited_at = w.last_visited_at, appointment_at = w.appointment_at, point_m = w.point_m
    from change w
    where c.campaign_id + 0 = round_id and c.household_id = w.household_id
  ), counted as (
    select w.household_id, w.old_path as path, w.old_kind as kind, m.measure, -1 as amount
    from change w cross join lateral coverage_measures(w.old_state, w.frozen) m
    union all
    select w.household_id, w.path, w.kind, m.measure, 1
    from change w cross join lateral coverage_measures(w.state, w.frozen) m
  ), noted as (
    insert into deltas (subject, path, grid_id, campaign_id, kind, measure, amount)
    select 'coverage', c.path, null::bigint, round_id, c.kind, c.measure, sum(c.amount)
    from counted c where c.path is not null group by c.path, c.kind, c.measure having sum(c.amount) <> 0
    union all
    select 'coverage', null, m.grid_id, round_id, c.kind, c.measure, sum(c.amount)
    from counted c
    join grid_members m on m.kind = 'household' and m.target_id = c.household_id
    join grids g on g.id = m.grid_id and g.kind <> 'basic'
    group by m.grid_id, c.kind, c.measure having sum(c.amount) <> 0
  )
  select count(*) into changed from change;
  return joined + changed;
end $$;
