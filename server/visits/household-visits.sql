-- Every visit to a target, the latest first, a keyset page. Without known_person what may speak of a resident is left out.
select v.id, v."clientUuid", v."campaignCode", v."householdId", v.outcome, v.mode, v."visitedAt", v."appointmentAt",
  case when :known_person::boolean then v.reason end as reason, case when :known_person then v.note end as note,
  case when :known_person then v.answers end as answers, case when :known_person then v.person end as person,
  v."recordedAt", v.approval, v."decidedAt", case when :known_person then v."decisionNote" end as "decisionNote",
  v."correctsId", case when :known_person then v."correctionReason" end as "correctionReason", v."supersededBy", v."supersededAt",
  v."photoIds"
from visit_rows v
where v."householdId" = :household_id
  and (:before_at::timestamptz is null or (v."visitedAt", v.id) < (:before_at, :before_id::bigint))
order by v."visitedAt" desc, v.id desc
limit :limit
