-- What an alley is before it changes.
insert into alley_revisions (client_uuid, alley_id, action, related_id, before, before_geom, content_digest, reason, person_id, occurred_at, changes)
select :client_uuid::uuid, a.id, :action, :related_id::bigint, to_jsonb(a) - 'geom' - 'geom_m' - 'search_terms', a.geom, :digest, :reason, :person_id, :now,
  :changes::jsonb
from alleys a
where a.id = :id
