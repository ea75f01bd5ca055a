-- A visit, held against another correction or decision.
select v.id, v.campaign_id as "campaignId", v.household_id as "householdId", v.outcome, v.person_id as "personId", v.recorded_by as "recordedBy",
  v.superseded_by as "supersededBy", v.approved_by as "approvedBy", v.rejected_by as "rejectedBy"
from visits v
where v.id = :id
for update
