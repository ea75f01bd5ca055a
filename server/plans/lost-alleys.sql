-- What is known of alleys (:ids) that a plan names and does not find: their name and code, and the alley that each was joined into, however often, where that stands.
with recursive named as (
  select unnest(:ids::bigint[]) as id
), follow as (
  select n.id, n.id as at_id, 0 as step from named n
  union all
  select f.id, r.related_id, f.step + 1
  from follow f
  join alley_revisions r on r.alley_id = f.at_id and r.action = 'joined_into' and r.related_id is not null
  where f.step < 20 and not exists (select from alleys a where a.id = f.at_id)
), known as (
  select distinct on (r.alley_id) r.alley_id as id, r.before ->> 'name' as name, r.before ->> 'code' as code
  from alley_revisions r
  join named n on n.id = r.alley_id
  order by r.alley_id, r.occurred_at desc, r.id desc
)
select n.id, coalesce(own.name, k.name, own.code, k.code) as name, into_alley.id as "intoId", coalesce(into_alley.name, into_alley.code) as "intoName"
from named n
left join alleys own on own.id = n.id
left join known k on k.id = n.id
left join lateral (
  select a.id, a.name, a.code from follow f join alleys a on a.id = f.at_id where f.id = n.id and f.step > 0 order by f.step desc limit 1
) into_alley on true
order by n.id
