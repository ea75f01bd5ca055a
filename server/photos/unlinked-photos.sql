-- Photos that no record has named within a day, held unless somebody else holds them.
select p.id
from photos p
where p.swept_at is null and p.created_at < :before::timestamptz
  and not exists (select from visit_photos l where l.photo_id = p.id)
  and not exists (select from issue_photos l where l.photo_id = p.id)
  and not exists (select from alley_survey_photos l where l.photo_id = p.id)
  and not exists (select from work_photos l where l.photo_id = p.id)
order by p.created_at
limit :limit
for update skip locked
