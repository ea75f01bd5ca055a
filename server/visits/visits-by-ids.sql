-- Visits with the state of their targets. Doubts are not among them: they are shown as shares of a grid, never beside a name.
select v.id, v."clientUuid", v."campaignCode", v."householdId", v.outcome, v.mode, v."visitedAt", v."appointmentAt", v.reason, v.note, v.answers,
  v.person, v."recordedAt", v.approval, v."decidedAt", v."decisionNote", v."correctsId", v."correctionReason", v."supersededBy", v."supersededAt", v."photoIds", c.state
from visit_rows v
join household_coverage c on c.campaign_id = v.campaign_id and c.household_id = v."householdId"
where v.id = any (:ids::bigint[])
