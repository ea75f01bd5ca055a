-- Pace: who knocked where on which day, and what was covered for the first time. Folded from deltas like every other tally, and never read from
-- the visits themselves. By the day of the KNOCK in the district's time zone (grid_tally_daily goes by the day a row was written: a phone that was
-- offline over the weekend would put three days into one). Rows are of the smallest grid, with the person, because person-days cannot be added up:
-- whoever worked in two micro-grids of a grid on one day worked one day there.
alter table deltas
  add column day date,
  add column person_id bigint;

-- person_id 0: nobody knows who knocked. visits counts knocks, covered the targets reached for the first time in the round.
create table visit_days (
  campaign_id bigint not null constraint visit_days_campaign_fkey references campaigns (id) on delete cascade,
  day date not null,
  grid_id bigint not null constraint visit_days_grid_fkey references grids (id) on delete cascade,
  kind text not null,
  person_id bigint not null,
  visits integer not null,
  covered integer not null,
  primary key (campaign_id, day, grid_id, kind, person_id)
);
-- The last day somebody knocked in a grid.
create index visit_days_last on visit_days (campaign_id, grid_id, day) where visits > 0;

-- What visit_days should hold, knock by knock: the one definition that the recount and the tests share. A superseded knock does not count.
create view visit_day_sources as
  select v.campaign_id, (v.visited_at at time zone z.name)::date as day, c.path, v.household_id, c.kind, coalesce(v.person_id, 0) as person_id,
    (v.outcome = 'visited' and row_number() over (
      partition by v.campaign_id, v.household_id, v.outcome = 'visited' order by v.visited_at, v.id) = 1)::integer as covered
  from visits v
  join household_coverage c on c.campaign_id = v.campaign_id and c.household_id = v.household_id
  cross join (select coalesce((select value #>> '{}' from settings where key = 'time_zone'), 'Asia/Shanghai') as name) z
  where v.superseded_at is null;

create function count_visit_days() returns void
  language sql
  begin atomic
    delete from visit_days;
    insert into visit_days (campaign_id, day, grid_id, kind, person_id, visits, covered)
      select s.campaign_id, s.day, g.id, s.kind, s.person_id, count(*), sum(s.covered)
      from visit_day_sources s
      join grids g on g.path = s.path and g.valid_to is null and g.kind = 'basic'
      group by s.campaign_id, s.day, g.id, s.kind, s.person_id;
    insert into visit_days (campaign_id, day, grid_id, kind, person_id, visits, covered)
      select s.campaign_id, s.day, m.grid_id, s.kind, s.person_id, count(*), sum(s.covered)
      from visit_day_sources s
      join grid_members m on m.kind = 'household' and m.target_id = s.household_id
      join grids g on g.id = m.grid_id and g.kind <> 'basic'
      group by s.campaign_id, s.day, m.grid_id, s.kind, s.person_id;
  end;

create or replace function recount_tallies() returns void
  language plpgsql as $$
begin
  lock table deltas in share row exclusive mode;
  perform count_tallies();
  perform count_visit_days();
end $$;

-- What new knocks, and the ones they supersede, add to visit_days: the doors' knocks as they are now less the doors' knocks as they were before.
-- Called after refresh_household_coverage(), which holds the doors' rows: of two writers at one door the second sees what the first wrote.
create function append_visit_days(visit_ids bigint[]) returns void
  language plpgsql set enable_seqscan to off set enable_hashjoin to off set enable_mergejoin to off set plan_cache_mode to force_generic_plan as $$
begin
  with zone as (
    select coalesce((select value #>> '{}' from settings where key = 'time_zone'), 'Asia/Shanghai') as name
  ), told as (
    select v.id, v.corrects_id, v.campaign_id, v.household_id, v.superseded_at is null as is_new from visits v where v.id = any (visit_ids)
  ), knocks as (
    select v.id, v.campaign_id, v.household_id, v.outcome, v.visited_at, coalesce(v.person_id, 0) as person_id, v.superseded_at is null as is_now,
      case when v.superseded_at is null then v.id not in (select t.id from told t)
        else v.id in (select t.corrects_id from told t where t.is_new and t.corrects_id is not null) end as was_before
    from (select distinct t.campaign_id, t.household_id from told t) d
    join visits v on v.campaign_id = d.campaign_id and v.household_id = d.household_id
  ), ranked as (
    select k.*, side.sign, (k.outcome = 'visited' and row_number() over (
      partition by side.sign, k.campaign_id, k.household_id, k.outcome = 'visited' order by k.visited_at, k.id) = 1)::integer as covered
    from knocks k
    cross join lateral (values (1, k.is_now), (-1, k.was_before)) as side (sign, is_there)
    where side.is_there
  ), change as (
    select r.campaign_id, r.household_id, c.path, c.kind, (r.visited_at at time zone zone.name)::date as day, r.person_id, m.measure, sum(r.sign * m.amount) as amount
    from ranked r
    cross join zone
    cross join lateral (values ('visits', 1), ('covered', r.covered)) as m (measure, amount)
    join household_coverage c on c.campaign_id + 0 = r.campaign_id and c.household_id = r.household_id
    group by 1, 2, 3, 4, 5, 6, 7
    having sum(r.sign * m.amount) <> 0
  )
  insert into deltas (subject, path, grid_id, campaign_id, kind, measure, amount, day, person_id)
  select 'visit_days', c.path, null::bigint, c.campaign_id, c.kind, c.measure, sum(c.amount), c.day, c.person_id
  from change c where c.path is not null group by c.path, c.campaign_id, c.kind, c.measure, c.day, c.person_id having sum(c.amount) <> 0
  union all
  select 'visit_days', null, m.grid_id, c.campaign_id, c.kind, c.measure, sum(c.amount), c.day, c.person_id
  from change c
  join grid_members m on m.kind = 'household' and m.target_id = c.household_id
  join grids g on g.id = m.grid_id and g.kind <> 'basic'
  group by m.grid_id, c.campaign_id, c.kind, c.measure, c.day, c.person_id having sum(c.amount) <> 0;
end $$;

-- As before, and the days: whoever tells of a knock has it counted. A decision moves no day: an exemption covers nobody.
create or replace function append_visit_events(visit_ids bigint[], deed text) returns void
  language plpgsql set enable_seqscan to off set plan_cache_mode to force_generic_plan as $$
begin
  if deed in ('recorded', 'corrected') then perform append_visit_days(visit_ids); end if;
  insert into events (type, path, payload)
  select 'visit', c.path, jsonb_build_object('visitId', v.id, 'householdId', v.household_id, 'campaignId', v.campaign_id, 'kind', c.kind, 'state', c.state, 'deed', deed)
  from visits v
  join household_coverage c on c.campaign_id + 0 = v.campaign_id and c.household_id = v.household_id
  where v.id = any (visit_ids)
  order by v.id;
end $$;

-- History that was there before this table.
select count_visit_days();
