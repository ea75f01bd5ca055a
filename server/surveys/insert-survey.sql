-- What one survey says of one standard, with its items, finds and photos. A find lies on the line, wherever it was tapped.
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
), found as (
  insert into alley_survey_finds (survey_id, item_code, position, value, note, geom)
  select s.id, f.item, f.position, f.value, f.note, st_closestpoint(a.geom, st_setsrid(st_makepoint(f.lon, f.lat), 4326))
  from survey s
  cross join jsonb_to_recordset(:finds::jsonb) as f (item text, position smallint, value double precision, note text, lon double precision, lat double precision)
  join alleys a on a.id = :alley_id
  returning id, survey_id, item_code, position
)
insert into alley_survey_photos (survey_id, item_code, photo_id, position, find_id)
select s.id, i.code, p.id::bigint, p.position, null::bigint
from survey s
cross join jsonb_to_recordset(:items::jsonb) as i (code text, "photoIds" jsonb)
cross join jsonb_array_elements_text(i."photoIds") with ordinality as p (id, position)
union all
select f.survey_id, f.item_code, p.id::bigint, p.position, f.id
from found f
join jsonb_to_recordset(:finds::jsonb) as i (position smallint, "photoIds" jsonb) on i.position = f.position
cross join jsonb_array_elements_text(i."photoIds") with ordinality as p (id, position)
