-- Walls of command centres: what they show, who may open them, rooms that run in step; and alarms.
-- A wall runs as a role of its own (server/db/wall-role.ts) that reads single columns and the views below, which are written so that nothing personal
-- comes through them: no names of people, phones, addresses, rooms, notes.

-- grid_code, campaign_code: grids are redrawn under the same code. campaign_code null = whichever round is open.
create table walls (
  id bigint generated always as identity primary key,
  name text not null,
  grid_code text not null,
  campaign_code text,
  layout text not null default 'auto',
  theme text not null default 'dark' constraint walls_theme check (theme in ('dark', 'day')),
  scenes jsonb not null,
  dwell_s smallint not null default 12 constraint walls_dwell check (dwell_s between 8 and 15),
  bezels jsonb not null default '{"columns": [], "rows": []}',
  sound jsonb not null default '{"on": true, "quiet": []}',
  alarms jsonb not null default '{"kinds": ["overdue", "expiring", "cluster", "stall"], "level": 4}',
  room text not null,
  version integer not null default 1,
  changed_at timestamptz not null default now(),
  changed_by bigint constraint walls_changer_fkey references people (id)
);
create index walls_room on walls (room, id);

-- Walls of a room show scene floor((now - epoch) / dwell) mod n, each of its own list. While it is paused the clock stands at paused_at.
create table wall_rooms (
  name text primary key,
  epoch timestamptz not null default date_trunc('second', now()),
  paused_at timestamptz,
  resumes_at timestamptz,
  theme text constraint wall_rooms_theme check (theme in ('dark', 'day')),
  held_alarm_id bigint,
  version integer not null default 1
);

-- token_hash, device_hash: SHA-256. The first device that opens a link is the only one.
create table wall_links (
  id bigint generated always as identity primary key,
  wall_id bigint not null constraint wall_links_wall_fkey references walls (id) on delete cascade,
  label text,
  token_hash text not null constraint wall_links_token_key unique,
  created_at timestamptz not null default now(),
  created_by bigint constraint wall_links_author_fkey references people (id),
  device_hash text,
  bound_at timestamptz,
  last_seen_at timestamptz,
  revoked_at timestamptz,
  revoked_by bigint constraint wall_links_revoker_fkey references people (id)
);
create index wall_links_wall on wall_links (wall_id, id);

-- Six digits, shown by a wall, good once and for five minutes.
create table wall_pairings (
  id bigint generated always as identity primary key,
  code text not null,
  room text not null,
  wall_id bigint constraint wall_pairings_wall_fkey references walls (id) on delete cascade,
  expires_at timestamptz not null,
  used_at timestamptz
);
create unique index wall_pairings_code on wall_pairings (code) where used_at is null;

create table wall_remotes (
  id bigint generated always as identity primary key,
  token_hash text not null constraint wall_remotes_token_key unique,
  room text not null,
  wall_id bigint constraint wall_remotes_wall_fkey references walls (id) on delete cascade,
  expires_at timestamptz not null
);

-- subject: what it is about ('issue 12', 'cluster <path>', 'stall <path>'); one alarm of a kind and subject at a time. place: where it is shown.
-- role and unit of whoever acted are kept as they were, so that a wall can say "the dispatcher of …" without knowing who that is.
create table alarms (
  id bigint generated always as identity primary key,
  kind text not null constraint alarms_kind check (kind in ('overdue', 'expiring', 'cluster', 'stall')),
  subject text not null,
  level smallint not null constraint alarms_level check (level between 1 and 4),
  path text collate "C",
  place geometry(Point, 4326),
  issue_id bigint constraint alarms_issue_fkey references issues (id) on delete cascade,
  issue_ids bigint[] not null default '{}',
  count integer,
  minutes integer,
  uncovered integer,
  unit_id bigint constraint alarms_unit_fkey references units (id),
  due_at timestamptz,
  since timestamptz not null,
  is_backlog boolean not null default false,
  raised_at timestamptz not null,
  cleared_at timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by bigint constraint alarms_acknowledger_fkey references people (id),
  acknowledged_role text,
  acknowledged_unit text,
  acknowledged_note text,
  escalated_at timestamptz,
  escalated_by bigint constraint alarms_escalator_fkey references people (id),
  escalated_role text,
  escalated_unit text,
  escalated_to text,
  escalated_note text
);
create unique index alarms_standing on alarms (kind, subject) where cleared_at is null;
create index alarms_path on alarms (path, id) where cleared_at is null;
create index alarms_issue on alarms (issue_id);
create index alarms_cleared on alarms (cleared_at) where cleared_at is not null;

-- Text somebody typed, with runs of three and more digits masked: numbers of rooms, phones and identity cards.
create function masked(words text) returns text
  language sql immutable parallel safe
  return regexp_replace(words, '[0-9０-９]{3,}', '…', 'g');

create view wall_issues as
  select i.id, i.code, masked(i.title) as title, i.domain, i.state, i.is_open, i.path, i.geom, i.alley_id, i.unit_id, u.name as unit_name,
    i.reported_at, i.due_at, i.resolved_at, i.closed_at, (i.attributes ->> 'voices')::integer as voices
  from issues i
  left join units u on u.id = i.unit_id;

create view alarm_rows as
  select a.id, a.kind, a.level, case when a.cleared_at is not null then 'cleared' when a.acknowledged_at is not null then 'acknowledged' else 'new' end as status,
    a.is_backlog, a.path, a.place, a.issue_id, i.title, i.domain, a.issue_ids, a.count, a.minutes, a.uncovered, coalesce(u.name, i.unit_name) as owner_unit,
    a.due_at, a.since, a.raised_at, a.cleared_at, a.acknowledged_at, a.acknowledged_role, a.acknowledged_unit, a.escalated_at, a.escalated_role,
    a.escalated_unit, a.escalated_to
  from alarms a
  left join wall_issues i on i.id = a.issue_id
  left join units u on u.id = a.unit_id;

-- Doors of a building by unit and floor, in order of room but without it.
create view building_doors as
  select h.id, h.building_id, coalesce(h.unit, '') as unit, h.floor,
    row_number() over (partition by h.building_id, coalesce(h.unit, ''), h.floor order by h.room, h.id) as place
  from households h
  where h.archived_at is null and h.building_id is not null;

-- Photos of before and after of completed works: those of visits and issues stay with the staff.
create view wall_photos as
  select p.id, p.sha256
  from photos p
  where p.swept_at is null and exists (select from work_photos l join works w on w.id = l.work_id where l.photo_id = p.id and w.is_completed);

-- The plans somebody approved, with the columns of their alleys (server/plans/result-contract.ts).
create view approved_plans as
  select l.id, l.name, l.created_at, e.approved_at, l.result -> 'alleys' as alleys,
    (select sum((b ->> 'amountMinor')::numeric) from jsonb_array_elements(l.inputs #> '{spec,budgets}') b) as budget_minor
  from plans l
  cross join lateral (select max(v.occurred_at) as approved_at from plan_events v where v.plan_id = l.id and v.action = 'approve') e
  where l.status = 'approved' and l.result is not null;

-- A wall that was changed or a room that was steered is told at once.
create function append_wall_event() returns trigger
  language plpgsql as $$
begin
  if tg_table_name = 'wall_rooms' then
    insert into events (type, payload) values ('wall-room', jsonb_build_object('room', new.name));
  elsif tg_table_name = 'wall_links' then
    insert into events (type, payload) select 'wall-room', jsonb_build_object('room', w.room, 'wallId', w.id) from walls w where w.id = new.wall_id;
  elsif tg_op = 'DELETE' then
    insert into events (type, payload) values ('wall-room', jsonb_build_object('room', old.room, 'wallId', old.id));
    return old;
  else
    insert into events (type, payload) values ('wall-room', jsonb_build_object('room', new.room, 'wallId', new.id));
  end if;
  return new;
end $$;
create trigger wall_rooms_told after insert or update on wall_rooms for each row execute function append_wall_event();
create trigger wall_links_told after update of revoked_at on wall_links for each row execute function append_wall_event();
create trigger walls_told after insert or update or delete on walls for each row execute function append_wall_event();

create function append_alarm_event() returns trigger
  language plpgsql as $$
begin
  insert into events (type, path, payload) values ('alarm', new.path, jsonb_build_object('alarmId', new.id, 'level', new.level,
    'status', case when new.cleared_at is not null then 'cleared' when new.acknowledged_at is not null then 'acknowledged' else 'new' end));
  return new;
end $$;
create trigger alarms_told after insert on alarms for each row execute function append_alarm_event();
create trigger alarms_told_again after update on alarms for each row
  when ((old.level, old.cleared_at, old.acknowledged_at, old.escalated_at) is distinct from (new.level, new.cleared_at, new.acknowledged_at, new.escalated_at))
  execute function append_alarm_event();

-- A wall asks for the knocks of the day and for what happened last.
create index visits_moment on visits (campaign_id, visited_at desc);
create index issue_events_moment on issue_events (occurred_at desc);
