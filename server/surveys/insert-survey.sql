-- What one survey says of one standard, with its items and photos.
with survey as (
  insert into alley_surveys (alley_id, standard, meets, need, need_min, need_max, measured_value, measured_unit, surveyed_on, person_id, note, client_uuid,
    content_digest, checklist_code, checklist_version, correction_reason, recorded_at)
  values (:alley_id, :standard, :meets, :need::smallint, :need_min, :need_max, :measured_value, :measured_unit, :surveyed_on, :person_id, :note, :client_uuid,
    :content_digest, :checklist_code, :checklist_version::smallint, :correction_reason, :now)
  returning id
), item as (
  insert into alley_survey_items (survey_id, item_code, value, unit, note)
  select s.id, i.code, i.value, i.unit, i.note
  from survey s
  cross join jsonb_to_recordset(:items::jsonb) as i (code text, value double precision, unit text, note text)
)
insert into alley_survey_photos (survey_id, item_code, photo_id, position)
select s.id, i.code, p.id::bigint, p.position
from survey s
cross join jsonb_to_recordset(:items::jsonb) as i (code text, "photoIds" jsonb)
cross join jsonb_array_elements_text(i."photoIds") with ordinality as p (id, position)
