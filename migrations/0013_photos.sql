-- Photos of visits and issues (server/photos), and issues reported from the field (server/issues).

-- sha256 names the files (the image as it is kept, and its thumbnail); several rows may share them. content_digest: what was sent, for retries.
-- swept_at: no record came for it within a day; its files go next, and then the row. A photo's place is that of the record it belongs to.
create table photos (
  id bigint generated always as identity primary key,
  client_uuid uuid not null constraint photos_client_uuid_key unique,
  content_digest text not null,
  sha256 text not null constraint photos_sha256 check (sha256 ~ '^[0-9a-f]{64}$'),
  width_px integer not null,
  height_px integer not null,
  bytes integer not null,
  taken_by bigint not null constraint photos_taker_fkey references people (id),
  taken_at timestamptz,
  created_at timestamptz not null default now(),
  swept_at timestamptz
);
create index photos_sha on photos (sha256);
create index photos_created on photos (created_at);

create table visit_photos (
  visit_id bigint not null constraint visit_photos_visit_fkey references visits (id) on delete cascade,
  photo_id bigint not null constraint visit_photos_photo_fkey references photos (id),
  position smallint not null,
  primary key (visit_id, photo_id)
);
create index visit_photos_photo on visit_photos (photo_id);

create table issue_photos (
  issue_id bigint not null constraint issue_photos_issue_fkey references issues (id) on delete cascade,
  photo_id bigint not null constraint issue_photos_photo_fkey references photos (id),
  position smallint not null,
  primary key (issue_id, photo_id)
);
create index issue_photos_photo on issue_photos (photo_id);

alter table issues
  add column reported_by bigint constraint issues_reporter_fkey references people (id),
  add column visit_id bigint constraint issues_visit_fkey references visits (id),
  add column content_digest text;

create or replace view visit_rows as
  select v.id, v.client_uuid as "clientUuid", c.code as "campaignCode", v.household_id as "householdId", v.outcome, v.mode, v.visited_at as "visitedAt",
    v.appointment_at as "appointmentAt", v.reason, v.note, v.answers, v.recorded_at as "recordedAt", v.flags,
    case when v.person_id is not null then json_build_object('id', v.person_id, 'name', p.name) end as person,
    case
      when v.outcome not in ('refused', 'vacant', 'unreachable') then 'none'
      when v.approved_at is not null and v.approved_by is null then 'automatic'
      when v.approved_at is not null then 'approved'
      when v.rejected_at is not null then 'rejected'
      else 'pending'
    end as approval,
    coalesce(v.approved_at, v.rejected_at) as "decidedAt", v.decision_note as "decisionNote", v.corrects_id as "correctsId",
    v.correction_reason as "correctionReason", v.superseded_by as "supersededBy", v.superseded_at as "supersededAt",
    v.campaign_id, v.person_id, v.recorded_by,
    array(select l.photo_id from visit_photos l where l.visit_id = v.id order by l.position) as "photoIds"
  from visits v
  join campaigns c on c.id = v.campaign_id
  left join people p on p.id = v.person_id;

-- The end of work on the n-th working day after the day of a moment, by the district's calendar and time zone: when something reported then is due.
-- A day is worked when it is a working weekday and no holiday, or a make-up day 调休. Null where the calendar works on too few days.
create function working_day_end(at timestamptz, days integer) returns timestamptz
  language sql stable
  begin atomic
    with zone as (
      select coalesce((select value #>> '{}' from settings where key = 'time_zone'), 'Asia/Shanghai') as name
    ), calendar as (
      select coalesce((select value from settings where key = 'working_calendar'),
        '{"workingWeekdays": [1, 2, 3, 4, 5], "holidays": [], "makeUpDays": [], "dayEnd": "17:00"}'::jsonb) as value
    )
    select (d::date + (calendar.value ->> 'dayEnd')::time) at time zone zone.name
    from zone, calendar, generate_series((at at time zone zone.name)::date + 1, (at at time zone zone.name)::date + 30 + 7 * days, interval '1 day') as d
    where calendar.value -> 'makeUpDays' @> to_jsonb(to_char(d, 'YYYY-MM-DD'))
       or (calendar.value -> 'workingWeekdays' @> to_jsonb(extract(isodow from d)::integer)
           and not calendar.value -> 'holidays' @> to_jsonb(to_char(d, 'YYYY-MM-DD')))
    order by d
    offset days - 1
    limit 1;
  end;
