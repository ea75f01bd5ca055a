-- The file of a photo, as one person may see it: photos of a record by all staff, one that waits for its record by whoever took it.
select p.sha256, exists (select from visit_photos l where l.photo_id = p.id) or exists (select from issue_photos l where l.photo_id = p.id)
  or exists (select from alley_survey_photos l where l.photo_id = p.id) or exists (select from work_photos l where l.photo_id = p.id) or p.taken_by = :person_id::bigint as "mayBeSeen"
from photos p
where p.id = :id and p.swept_at is null
