-- In order of the clients' ids, so that two bulk records that share some cannot wait for one another.
insert into visits (client_uuid, campaign_id, household_id, person_id, recorded_by, outcome, mode, visited_at, appointment_at, reason, note, answers,
  position, accuracy_m, approved_at, recorded_at, content_digest, batch_id, corrects_id, correction_reason, flags)
select i.client_uuid, :campaign_id::bigint, i.household_id, :person_id::bigint, :recorded_by::bigint, :outcome::text, :mode::text, :visited_at::timestamptz,
  :appointment_at::timestamptz, :reason::text, :note::text, :answers::jsonb, p.point, :accuracy_m::real, case when i.approved then :now::timestamptz end, :now,
  i.digest, :batch_id::uuid, :corrects_id::bigint, :correction_reason::text,
  visit_doubts(:campaign_id, i.household_id, :person_id, :outcome, :visited_at, p.point, :accuracy_m, :corrects_id, :rules::jsonb)
from unnest(:client_uuids::uuid[], :household_ids::bigint[], :digests::text[], :approved::boolean[]) as i (client_uuid, household_id, digest, approved)
cross join (select case when :lon::float8 is not null then st_setsrid(st_makepoint(:lon, :lat::float8), 4326) end as point) p
order by i.client_uuid
on conflict (client_uuid) do nothing
returning id, client_uuid as "clientUuid"
