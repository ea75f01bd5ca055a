-- What one issue has beyond its row in a list. Without known_person what may speak of a resident is left out.
select case when :known_person::boolean then i.description end as description, p.role as "reporterRole",
  array(select l.photo_id from issue_photos l where l.issue_id = i.id order by l.position) as "photoIds", i.client_uuid as "clientUuid"
from issues i
left join people p on p.id = i.reported_by
where i.id = :id
