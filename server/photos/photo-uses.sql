-- Photos that a record of this kind shows already. A visit or survey that was corrected shows nothing any more, and :except_visit or :except_survey is the one
-- that is being corrected.
select l.photo_id as id
from visit_photos l
join visits v on v.id = l.visit_id
where :kind::text = 'visit' and l.photo_id = any (:ids::bigint[]) and v.superseded_at is null and v.id is distinct from :except_visit::bigint
union
select l.photo_id from issue_photos l where :kind = 'issue' and l.photo_id = any (:ids)
union
select l.photo_id
from alley_survey_photos l
join alley_surveys s on s.id = l.survey_id
where :kind = 'survey' and l.photo_id = any (:ids) and s.superseded_at is null and s.client_uuid is distinct from :except_survey::uuid
union
select l.photo_id from work_photos l where :kind = 'work' and l.photo_id = any (:ids)
