-- Knocks recorded once more, minutes later, by whoever recorded them first. The demo is the client: the same demo makes the same ids.
with twice as (
  insert into visits (client_uuid, campaign_id, household_id, person_id, recorded_by, outcome, mode, visited_at, recorded_at, flags)
  select md5('twice ' || v.id)::uuid, v.campaign_id, v.household_id, v.person_id, v.person_id, v.outcome, v.mode, i.visited_at, i.visited_at, '{duplicate}'
  from unnest(:ids::bigint[], :visited_ats::timestamptz[]) as i (id, visited_at)
  join visits v on v.id = i.id
  order by v.id
  returning household_id
)
select household_id as "householdId" from twice order by 1
