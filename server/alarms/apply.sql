-- Brings the alarms that stand in line with what is wanted: raises, changes, clears those whose cause is gone (of the kinds that were looked at). One
-- that becomes more urgent calls anew: whoever had taken the milder one on has not dealt with it in time, and that is kept in the audit log.
with wanted as materialized (
  select *, case when w.unit_id is null and w.path is not null then
      (select c.unit_id from responsibility_chain(w.path, district_day(:now::timestamptz)) c where c.unit_id is not null order by c.tier desc, c.id limit 1)
    else w.unit_id end as owner_id
  from jsonb_to_recordset(:wanted::jsonb) as w (kind text, subject text, level smallint, path text, lon float8, lat float8, issue_id bigint, issue_ids bigint[],
    count integer, minutes integer, uncovered integer, unit_id bigint, due_at timestamptz, since timestamptz, standing timestamptz)
), risen as (
  insert into audit_log (occurred_at, person_id, role, action, subject, subject_id, detail)
  select :now, a.acknowledged_by, a.acknowledged_role, 'alarm_rose', 'alarm', a.id, jsonb_build_object('from', a.level, 'to', w.level, 'acknowledgedAt', a.acknowledged_at)
  from alarms a
  join wanted w using (kind, subject)
  where a.cleared_at is null and w.level < a.level and a.acknowledged_at is not null
), cleared as (
  update alarms a set cleared_at = :now
  where a.cleared_at is null and a.kind = any (:kinds::text[]) and not exists (select from wanted w where w.kind = a.kind and w.subject = a.subject)
  returning 1
), raised as (
  insert into alarms as a (kind, subject, level, path, place, issue_id, issue_ids, count, minutes, uncovered, unit_id, due_at, since, is_backlog, raised_at)
  select kind, subject, level, path, case when lon is not null then st_setsrid(st_makepoint(lon, lat), 4326) end, issue_id, issue_ids, count, minutes, uncovered,
    owner_id, due_at, since, standing < :now::timestamptz - interval '1 day', :now
  from wanted
  on conflict (kind, subject) where cleared_at is null do update
    set level = excluded.level, path = excluded.path, place = excluded.place, issue_ids = excluded.issue_ids, count = excluded.count, minutes = excluded.minutes,
      uncovered = excluded.uncovered, unit_id = excluded.unit_id, due_at = excluded.due_at, since = excluded.since,
      is_backlog = a.is_backlog and excluded.level >= a.level,
      acknowledged_at = case when excluded.level >= a.level then a.acknowledged_at end,
      acknowledged_by = case when excluded.level >= a.level then a.acknowledged_by end,
      acknowledged_role = case when excluded.level >= a.level then a.acknowledged_role end,
      acknowledged_unit = case when excluded.level >= a.level then a.acknowledged_unit end,
      acknowledged_note = case when excluded.level >= a.level then a.acknowledged_note end
    where (a.level, a.path, a.issue_ids, a.count, a.minutes, a.uncovered, a.unit_id, a.due_at, a.since)
      is distinct from (excluded.level, excluded.path, excluded.issue_ids, excluded.count, excluded.minutes, excluded.uncovered, excluded.unit_id, excluded.due_at, excluded.since)
  returning 1
)
select (select count(*)::integer from raised) as raised, (select count(*)::integer from cleared) as cleared
