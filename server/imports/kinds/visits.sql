-- The same knock imported twice is one knock: its uuid is made from round, target and time.
insert into visits (client_uuid, campaign_id, household_id, person_id, outcome, mode, visited_at, appointment_at, reason, approved_at, approved_by, note)
select md5(s.code)::uuid, c.id, h.id, p.id, r.outcome, r.mode, r.visited_at,
  r.appointment_at, r.reason, r.approved_at, b.id, r.note
from import_staging s
cross join lateral jsonb_to_record(s.record) as r (campaign text, household text, person text, outcome text, mode text, visited_at timestamptz,
  appointment_at timestamptz, reason text, approved_at timestamptz, approved_by text, note text)
join campaigns c on c.code = r.campaign
join households h on h.code = r.household
left join people p on p.code = r.person
left join people b on b.code = r.approved_by
where s.import_id = :import_id
on conflict (client_uuid) do update
  set person_id = excluded.person_id, outcome = excluded.outcome, mode = excluded.mode, appointment_at = excluded.appointment_at, reason = excluded.reason,
      approved_at = excluded.approved_at, approved_by = excluded.approved_by, note = excluded.note
