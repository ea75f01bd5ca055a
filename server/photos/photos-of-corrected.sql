-- Photos of the visit or of the survey that is being corrected.
select photo_id as id from visit_photos where visit_id = :visit_id::bigint
union
select l.photo_id
from alley_survey_photos l
join alley_surveys s on s.id = l.survey_id
where s.client_uuid = :survey_uuid::uuid
