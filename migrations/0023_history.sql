-- The district as of any day. A figure as of a day is what the live figure was when that day ended in the district's time zone: a knock counts from
-- the day it was recorded, an approval, a rejection and a correction from the day they were made. By today's boundaries: grids have no past here.

-- When a target joined its round. Frozen ones came with the round; null: with the round too (rows older than this column).
alter table household_coverage add column joined_at timestamptz;
alter table household_coverage alter column joined_at set default now();

-- Until when an exemption counted at once that somebody then decided about: the decision overwrites what was there.
alter table visits add column automatic_until timestamptz;

-- What has changed since a moment.
create index visits_recorded on visits (recorded_at);

-- Counted up by everything that rewrites the past as a whole: a recount follows imports, changes of grids and restores. What is kept of past days
-- (server/history) is kept under this number.
create table history_rewrites (
  is_only boolean primary key default true constraint history_rewrites_only check (is_only),
  number bigint not null default extract(epoch from now())::bigint
);
insert into history_rewrites default values;

create function count_history_rewrite() returns trigger
  language plpgsql as $$
begin
  update history_rewrites set number = number + 1;
  return null;
end $$;
create trigger grid_tally_history_rewrite after delete on grid_tally for each statement execute function count_history_rewrite();

-- What one knock says of its target. The one definition: visit_states and coverage_steps read it.
create function knock_state(outcome text, is_approved boolean, is_rejected boolean) returns text
  language sql immutable parallel safe
  return case
    when outcome = 'visited' then 'covered'
    when is_rejected then 'tried'
    when outcome in ('refused', 'vacant', 'unreachable') and is_approved then 'exempt'
    when outcome in ('refused', 'vacant', 'unreachable') then 'exempt_pending'
    when outcome = 'appointment' then 'appointment'
    else 'tried'
  end;

-- Of several knocks the one of the highest weight decides, of equal ones the latest. A household that was reached once in the round stays covered.
create function knock_weight(outcome text, is_rejected boolean) returns integer
  language sql immutable parallel safe
  return case when outcome = 'visited' then 2 when outcome <> 'nobody_home' and not is_rejected then 1 else 0 end;

create or replace view visit_states as
  select distinct on (v.campaign_id, v.household_id)
    v.campaign_id,
    v.household_id,
    knock_state(v.outcome, v.approved_at is not null, v.rejected_at is not null) as state,
    max(v.visited_at) over (partition by v.campaign_id, v.household_id) as last_visited_at,
    case when v.outcome = 'appointment' then v.appointment_at end as appointment_at
  from visits v
  where v.superseded_at is null
  order by v.campaign_id, v.household_id, knock_weight(v.outcome, v.rejected_at is not null) desc, v.visited_at desc, v.id desc;

-- When a knock became known. Rows that nobody recorded here came with an import and carry their own history.
create function known_at(v visits) returns timestamptz
  language sql immutable parallel safe
  return case when (v).recorded_by is null then least((v).visited_at, (v).recorded_at) else (v).recorded_at end;

-- The states a target of a round went through: one row per day on which it ended in another state than the day before; was is null on the day it
-- joined. root, target_ids: some targets only. What happened after a round was closed with its result changes nothing any more.
create function coverage_steps(round_id bigint, root text default null, targets bigint[] default null)
  returns table (household_id bigint, path text, kind text, frozen boolean, day date, was text, state text)
  language sql stable
  begin atomic
    with zone as materialized (
      select coalesce((select value #>> '{}' from settings where key = 'time_zone'), 'Asia/Shanghai') as name
    ), round as materialized (
      select coalesce(r.frozen_at, r.opened_at, r.starts_on::timestamp at time zone zone.name) as starts_at, coalesce(r.closed_at, 'infinity') as ends_at, zone.name as zone
      from campaigns r cross join zone
      where r.id = round_id
    ), member as materialized (
      select c.household_id, c.path, c.kind, c.frozen,
        (case when c.frozen or c.joined_at is null then r.starts_at else greatest(c.joined_at, r.starts_at) end at time zone r.zone)::date as joined_on
      from household_coverage c cross join round r
      where c.campaign_id = round_id
        and (root is null or in_subtree(c.path, root))
        and (targets is null or c.household_id = any (targets))
    ), knock as materialized (
      select v.household_id, v.id, v.outcome, v.visited_at, m.joined_on,
        (known_at(v) at time zone r.zone)::date as known_on,
        case when v.superseded_at <= r.ends_at then (v.superseded_at at time zone r.zone)::date end as gone_on,
        case when v.approved_at <= r.ends_at then (v.approved_at at time zone r.zone)::date end as approved_on,
        case when v.rejected_at <= r.ends_at then (v.rejected_at at time zone r.zone)::date end as rejected_on,
        (v.automatic_until at time zone r.zone)::date as automatic_until
      from visits v
      join member m on m.household_id = v.household_id
      cross join round r
      where v.campaign_id = round_id and known_at(v) <= r.ends_at
    ), moment as (
      select distinct k.household_id, greatest(d.day, k.joined_on) as day
      from knock k
      cross join lateral (values (k.known_on), (k.gone_on), (k.approved_on), (k.rejected_on), (k.automatic_until), (k.joined_on)) as d (day)
      where d.day is not null
    ), decided as (
      select distinct on (t.household_id, t.day) t.household_id, t.day,
        case when k.id is null then 'untried' else knock_state(k.outcome,
          coalesce(k.approved_on <= t.day, false) or coalesce(k.automatic_until > t.day, false), coalesce(k.rejected_on <= t.day, false)) end as state
      from moment t
      left join knock k on k.household_id = t.household_id and k.known_on <= t.day and coalesce(k.gone_on > t.day, true)
      order by t.household_id, t.day, k.id is null, knock_weight(k.outcome, coalesce(k.rejected_on <= t.day, false)) desc, k.visited_at desc, k.id desc
    ), step as (
      select d.household_id, d.day, lag(d.state) over (partition by d.household_id order by d.day) as was, d.state from decided d
    )
    select m.household_id, m.path, m.kind, m.frozen, s.day, s.was, s.state
    from step s
    join member m on m.household_id = s.household_id
    where s.was is distinct from s.state
    union all
    select m.household_id, m.path, m.kind, m.frozen, m.joined_on, null, 'untried'
    from member m
    where not exists (select from knock k where k.household_id = m.household_id);
  end;

-- How late an issue is at a moment; null for closed ones. The one definition: figures of now and of the past read it.
create function lateness_of(state text, is_open boolean, due_at timestamptz, at timestamptz, overdue_long_before timestamptz, due_today_until timestamptz) returns text
  language sql immutable parallel safe
  return case
    when not is_open then null
    when state = 'scheduled' then 'scheduled'
    when due_at is null then 'unknown'
    when due_at < overdue_long_before then 'overdue_long'
    when due_at < at then 'overdue'
    when due_at <= due_today_until then 'due_today'
    else 'in_term'
  end;

create or replace function issue_lateness(at timestamptz) returns table (issue_id bigint, lateness text)
  language sql stable
  begin atomic
    select i.id, lateness_of(i.state, i.is_open, i.due_at, at, b.overdue_long_before, b.due_today_until)
    from issues i
    cross join lateness_bounds(at) b;
  end;

-- The days of a range with the moment each ends (the last one: at most `at`) and the bounds that lateness turns on then.
create function history_days(first_day date, last_day date, at timestamptz)
  returns table (day date, ends_at timestamptz, overdue_long_before timestamptz, due_today_until timestamptz)
  language sql stable
  begin atomic
    select d.day, d.ends_at, b.overdue_long_before, b.due_today_until
    from (
      select g::date as day, least((g::date + 1)::timestamp at time zone z.name, at) as ends_at
      from (select coalesce((select value #>> '{}' from settings where key = 'time_zone'), 'Asia/Shanghai') as name) z
      cross join generate_series(first_day::timestamp, last_day::timestamp, interval '1 day') as g
    ) d
    -- A microsecond before midnight belongs to the day that ends.
    cross join lateral lateness_bounds(d.ends_at - interval '1 microsecond') b;
  end;

-- How late each issue was: one row per day of the range on which it ended otherwise than the day before, null once it is closed; the first row is the
-- day it was reported, or the first of the range. States are those of issue_events; an issue that has none was open until closed_at. Deadlines are
-- today's: earlier ones are not kept.
create function issue_steps(first_day date, last_day date, at timestamptz) returns table (issue_id bigint, day date, was text, lateness text)
  language sql stable
  begin atomic
    with bound as materialized (
      select * from history_days(first_day, last_day, at)
    ), ladder as materialized (
      select array_agg(b.day order by b.day) as days, array_agg(coalesce(b.overdue_long_before, '-infinity') order by b.day) as long_before from bound b
    ), zone as materialized (
      select coalesce((select value #>> '{}' from settings where key = 'time_zone'), 'Asia/Shanghai') as name
    ), own as materialized (
      select i.id, i.state, i.is_open, i.due_at, i.closed_at, greatest(first_day, (i.reported_at at time zone zone.name)::date) as first_on,
        (i.due_at at time zone zone.name)::date as due_on, (i.closed_at at time zone zone.name)::date as closed_on,
        -- The first day whose bound lies behind the deadline.
        l.days[width_bucket(i.due_at, l.long_before) + 1] as long_on
      from issues i
      cross join ladder l
      cross join zone
      where i.reported_at < at
    ), moment as (
      -- Only on these days can an issue end otherwise than the day before.
      select distinct o.id, greatest(d.day, o.first_on) as day
      from own o
      cross join lateral (values (o.first_on), (o.due_on), (o.long_on), (o.closed_on)) as d (day)
      where d.day <= last_day and o.first_on <= last_day
      union
      select o.id, greatest((e.occurred_at at time zone zone.name)::date, o.first_on)
      from own o
      join issue_events e on e.issue_id = o.id
      cross join zone
      where (e.occurred_at at time zone zone.name)::date <= last_day and o.first_on <= last_day
    ), calendar as materialized (
      select o.id, o.state, o.is_open, o.due_at, o.closed_at, b.day, b.ends_at, b.overdue_long_before, b.due_today_until,
        (select e.to_state from issue_events e where e.issue_id = o.id and e.occurred_at < b.ends_at order by e.occurred_at desc, e.id desc limit 1) as state_then
      from moment m
      join own o on o.id = m.id
      join bound b on b.day = m.day
    ), judged as (
      select c.id, c.day,
        lateness_of(coalesce(c.state_then, c.state),
          case when c.state_then is not null then c.state_then not in ('closed', 'rejected') else c.is_open or c.closed_at >= c.ends_at end,
          c.due_at, c.ends_at, c.overdue_long_before, c.due_today_until) as lateness
      from calendar c
    ), step as (
      select j.*, lag(j.lateness) over (partition by j.id order by j.day) as was, row_number() over (partition by j.id order by j.day) as number
      from judged j
    )
    select s.id, s.day, s.was, s.lateness from step s where s.was is distinct from s.lateness;
  end;
