-- Cuts an alley at the place on its line nearest to a point: it keeps what lies before, a new alley takes the rest with its names, measures and copies
-- of the standing surveys: their items whole (a share of a line holds for both halves), their finds only where they lie on the new alley's half.
-- What was counted on the whole, cables, parking and what a check found, nobody has counted on the halves: only where there was none there is none.
-- No row when the point is farther than :reach_m from the line, or nearer than a metre to an end.
with place as materialized (
  select st_transform(st_setsrid(st_makepoint(:lon::float8, :lat::float8), 4326), st_srid(a.geom_m)) as point_m from alleys a where a.id = :id
), part as materialized (
  select d.path[1] as part, d.geom, st_linelocatepoint(d.geom, p.point_m) as at, st_distance(d.geom, p.point_m) as away_m, st_length(d.geom) as part_m
  from alleys a
  cross join place p
  cross join lateral st_dump(a.geom_m) d
  where a.id = :id
), cut as materialized (
  select part, geom, at from (select * from part order by away_m, part limit 1) nearest
  where away_m <= :reach_m::float8 and at * part_m > 1 and (1 - at) * part_m > 1
), half as materialized (
  select st_multi(st_collect(geom order by part) filter (where is_first)) as first_m, st_multi(st_collect(geom order by part) filter (where not is_first)) as second_m
  from (
    select p.part, p.geom, p.part < c.part as is_first from part p join cut c on p.part <> c.part
    union all
    select part, st_linesubstring(geom, 0, at), true from cut
    union all
    select part, st_linesubstring(geom, at, 1), false from cut
  ) piece
), made as (
  insert into alleys (code, name, name_status, width_m, surface, is_dead_end, cables, overhead_m, parking, parking_spaces, geom, geom_m, length_m,
    search_terms, attributes)
  select a.code || '-' || free.n, a.name, a.name_status, a.width_m, a.surface, a.is_dead_end, a.cables, case when a.overhead_m = 0 then 0 end,
    a.parking, case when a.parking_spaces = 0 then 0 end, st_transform(h.second_m, 4326), h.second_m,
    st_length(st_transform(h.second_m, 4326)::geography), a.search_terms, a.attributes
  from alleys a
  cross join half h
  cross join lateral (select n from generate_series(2, 1000) as n where not exists (select from alleys o where o.code = a.code || '-' || n) order by n limit 1) free
  where a.id = :id and h.second_m is not null
  returning id, geom_m
), kept as (
  update alleys a
  set geom_m = h.first_m, geom = st_transform(h.first_m, 4326), length_m = st_length(st_transform(h.first_m, 4326)::geography), path = null, is_dead_end = null,
    overhead_m = case when a.overhead_m = 0 then 0 end, parking_spaces = case when a.parking_spaces = 0 then 0 end
  from half h
  where a.id = :id and h.first_m is not null
), surveyed as (
  insert into alley_surveys (alley_id, standard, meets, need, need_min, need_max, measured_value, measured_unit, surveyed_on, person_id, note, checklist_code,
    checklist_version, recorded_at, copied_from)
  select made.id, s.standard, s.meets, s.need, s.need_min, s.need_max, s.measured_value, s.measured_unit, s.surveyed_on, s.person_id, s.note, s.checklist_code,
    s.checklist_version, s.recorded_at, s.id
  from made
  join alley_surveys s on s.alley_id = :id and s.superseded_at is null
  returning id, copied_from
), items_copied as (
  insert into alley_survey_items (survey_id, item_code, value, unit, note)
  select s.id, i.item_code, case when c.unit is not null and i.value > 0 then 1 else i.value end, case when c.unit is null then i.unit end, i.note
  from surveyed s
  join alley_survey_items i on i.survey_id = s.copied_from
  join alley_surveys o on o.id = s.copied_from
  left join survey_checklist_items c on c.checklist_code = o.checklist_code and c.checklist_version = o.checklist_version and c.code = i.item_code
), find_there as materialized (
  select s.id as survey_id, f.id, f.item_code, f.position, f.value, f.note, f.geom
  from surveyed s
  join alley_survey_finds f on f.survey_id = s.copied_from
  cross join half h
  cross join lateral (select st_transform(f.geom, st_srid(h.first_m)) as geom_m) place
  where st_distance(place.geom_m, h.second_m) < st_distance(place.geom_m, h.first_m)
), finds_copied as (
  insert into alley_survey_finds (survey_id, item_code, position, value, note, geom)
  select survey_id, item_code, position, value, note, geom from find_there
  returning id, survey_id, position
), photos_copied as (
  insert into alley_survey_photos (survey_id, item_code, photo_id, position, find_id)
  select s.id, p.item_code, p.photo_id, p.position, null::bigint
  from surveyed s
  join alley_survey_photos p on p.survey_id = s.copied_from and p.find_id is null
  union all
  select c.survey_id, p.item_code, p.photo_id, p.position, c.id
  from finds_copied c
  join find_there f on f.survey_id = c.survey_id and f.position = c.position
  join alley_survey_photos p on p.find_id = f.id
), issues_moved as (
  update issues i set alley_id = made.id
  from made, half h
  where i.alley_id = :id and st_distance(i.point_m, h.second_m) < st_distance(i.point_m, h.first_m)
), works_moved as (
  update works w set alley_id = made.id
  from made, half h
  where w.alley_id = :id and st_distance(st_centroid(w.geom_m), h.second_m) < st_distance(st_centroid(w.geom_m), h.first_m)
), in_projects as (
  insert into project_alleys (project_id, alley_id) select l.project_id, made.id from project_alleys l, made where l.alley_id = :id
)
select id from made
