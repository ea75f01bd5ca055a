-- Knocks of a recheck at its members, by whoever had visited them in the round before: most are reached, a few are not at home or have moved away.
-- hashint8 stands in for chance: the same district has the same recheck.
with member as (
  select c.household_id, abs(hashint8(c.household_id * 31 + 7)::bigint) as luck
  from household_coverage c
  where c.campaign_id = :campaign_id::bigint
), knock as (
  select m.household_id, v.person_id, (array['visited', 'nobody_home', 'vacant'])[case when m.luck % 100 < 93 then 1 when m.luck % 100 < 97 then 2 else 3 end] as outcome,
    :opens_at::timestamptz + (m.luck / 100 % :days::bigint) * interval '1 day' + (m.luck / 10000 % 640) * interval '1 minute' as visited_at
  from member m
  join lateral (
    select v.person_id from visits v
    where v.campaign_id = :source_id::bigint and v.household_id = m.household_id and v.outcome = 'visited' order by v.visited_at limit 1
  ) v on true
  where m.luck % 100 < 99
)
insert into visits (client_uuid, campaign_id, household_id, person_id, recorded_by, outcome, visited_at, recorded_at, reason, approved_at)
select md5('recheck ' || household_id)::uuid, :campaign_id, household_id, person_id, person_id, outcome, visited_at, visited_at,
  case when outcome = 'vacant' then '已搬离' end, case when outcome = 'vacant' then visited_at end
from knock
order by household_id
