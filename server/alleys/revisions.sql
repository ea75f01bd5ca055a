-- What an alley was before each change of its line or of its facts, the latest first.
select r.id, r.action, r.related_id as "relatedId", r.reason, case when :known_person::boolean then p.name end as "personName", r.occurred_at as "occurredAt",
  (r.before ->> 'length_m')::float8 as "lengthM", r.before ->> 'name' as name, r.before ->> 'code' as code, case when r.action <> 'amend' then st_asgeojson(r.before_geom, 8)::json end as geometry, coalesce(r.changes, '[]') as changes
from alley_revisions r
left join people p on p.id = r.person_id
where r.alley_id = :id
order by r.occurred_at desc, r.id desc
