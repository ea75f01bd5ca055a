-- Surveys of an alley by standard, superseded ones too, the newest first; with :before as they stood just before that moment. Notes, names and reasons only for somebody (:known_person).
select s.id, s.client_uuid as "clientUuid", s.standard, s.meets, s.need, s.need_min::float8 as "needMin", s.need_max::float8 as "needMax",
  s.measured_value as "measuredValue", s.measured_unit as "measuredUnit", s.surveyed_on as "surveyedOn",
  case when :known_person::boolean then s.note end as note,
  case when :known_person::boolean and p.id is not null then json_build_object('id', p.id, 'name', p.name) end as person,
  case when s.checklist_code is not null then json_build_object('code', s.checklist_code, 'version', s.checklist_version) end as checklist,
  (select coalesce(json_agg(json_build_object('code', i.item_code, 'value', i.value, 'unit', i.unit,
      'note', case when :known_person::boolean then i.note end,
      'photoIds', (select coalesce(json_agg(f.photo_id order by f.position), '[]') from alley_survey_photos f
        where f.survey_id = s.id and f.item_code = i.item_code and f.find_id is null))
      order by i.item_code), '[]')
    from alley_survey_items i where i.survey_id = s.id) as items,
  (select coalesce(json_agg(json_build_object('item', f.item_code, 'lon', st_x(f.geom), 'lat', st_y(f.geom), 'value', f.value,
      'note', case when :known_person::boolean then f.note end,
      'photoIds', (select coalesce(json_agg(p.photo_id order by p.position), '[]') from alley_survey_photos p where p.find_id = f.id)) order by f.position), '[]')
    from alley_survey_finds f where f.survey_id = s.id) as finds,
  gone.at as "supersededAt", case when gone.at is not null then s.superseded_by end as "supersededBy",
  case when :known_person then s.correction_reason end as "correctionReason"
from alley_surveys s
left join people p on p.id = s.person_id
cross join lateral (select case when :before::timestamptz is null or s.superseded_at < :before then s.superseded_at end as at) gone
where (:alley_id::bigint is null or s.alley_id = :alley_id) and (:client_uuid::uuid is null or s.client_uuid = :client_uuid)
  and (:before is null or s.recorded_at < :before)
order by s.surveyed_on desc, s.id desc
