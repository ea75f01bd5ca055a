-- Photos that a record of this kind shows already. A visit that was corrected shows nothing any more, and :except_visit is the one that is being corrected.
select l.photo_id as id
from visit_photos l
join visits v on v.id = l.visit_id
where :kind::text = 'visit' and l.photo_id = any (:ids::bigint[]) and v.superseded_at is null and v.id is distinct from :except_visit::bigint
union
select l.photo_id from issue_photos l where :kind = 'issue' and l.photo_id = any (:ids)
