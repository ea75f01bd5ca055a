-- The unlinked among some photos, marked: from now on they are not there. Asked after they were locked, so that a record that came meanwhile is seen.
update photos p set swept_at = :now
where p.id = any (:ids::bigint[])
  and not exists (select from visit_photos l where l.photo_id = p.id)
  and not exists (select from issue_photos l where l.photo_id = p.id)
  and not exists (select from alley_survey_photos l where l.photo_id = p.id)
  and not exists (select from work_photos l where l.photo_id = p.id)
