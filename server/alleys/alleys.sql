-- The register of alleys in the order asked for, a keyset page by (sort value, id). An alley belongs to every grid that has a share of its length.
-- What nobody knows comes last, whichever way the order runs.
with scoped as materialized (
  select a.id
  from alleys a
  where (:path::text is null or exists (select from alley_grids s where s.alley_id = a.id and in_subtree(s.path, :path)))
    and (:member_of::bigint is null or exists (select from grid_members m where m.grid_id = :member_of and m.kind = 'alley' and m.target_id = a.id))
    and (:q::text is null or a.name ilike '%' || :q || '%' or a.code ilike :q || '%' or a.search_terms like '%' || lower(:q) || '%')
    and (:surface::text is null or a.surface = :surface)
    and (:name_status::text is null or a.name_status = :name_status)
    and (:cables::text is null or a.cables = :cables)
    and (:parking::text is null or a.parking = :parking)
    and (:min_width::float8 is null or a.width_m >= :min_width)
    and (:max_width::float8 is null or a.width_m <= :max_width)
), condition as materialized (
  select a.id as alley_id,
    json_object_agg(s.code, case when c.meets is null then 'unknown' when c.meets then 'meets' else 'fails' end) as conditions,
    json_object_agg(s.code, json_build_object('min', coalesce(c.need_min, 0), 'max', coalesce(c.need_max, 100), 'source', coalesce(c.source, 'none'))) as needs,
    array_agg(s.code) filter (where c.meets is false) as failing,
    array_agg(s.code) filter (where c.meets is null) as unknown,
    max(c.surveyed_on) as surveyed_on,
    -- The middle of what the need may be: an order, never shown.
    (array_agg((coalesce(c.need_min, 0) + coalesce(c.need_max, 100)) / 2) filter (where s.code = :need_of))[1] as need_middle
  from scoped a
  cross join alley_standards s
  left join alley_conditions c on c.alley_id = a.id and c.standard = s.code
  group by a.id
), listed as (
  select a.id, a.code, a.name, a.name_status, a.width_m, a.length_m, a.length_m * a.width_m as area_m2, a.surface, a.is_dead_end, a.cables, a.overhead_m,
    a.parking, a.parking_spaces, a.path, a.geom, c.conditions, c.needs, coalesce(cardinality(c.failing), 0) as fails, c.surveyed_on, f.served_households, f.dark_max_m,
    case :sort::text
      when 'length' then a.length_m
      when 'width' then a.width_m
      when 'area' then a.length_m * a.width_m
      when 'served' then f.served_households
      when 'fails' then coalesce(cardinality(c.failing), 0) + coalesce(cardinality(c.unknown), 0) / 10.0
      when 'surveyed' then extract(epoch from c.surveyed_on)
      when 'dark' then f.dark_max_m / nullif(a.length_m, 0)
      when 'overhead' then a.overhead_m
      when 'spaces' then a.parking_spaces
      when 'need' then c.need_middle
    end::float8 as sort_number,
    case :sort when 'code' then a.code when 'name' then a.name when 'status' then a.name_status when 'surface' then a.surface end collate "C" as sort_text
  from scoped s
  join alleys a on a.id = s.id
  join condition c on c.alley_id = a.id
  left join alley_facts f on f.alley_id = a.id
  where (:failing::text[] is null or c.failing @> :failing)
    and (:unknown::text[] is null or c.unknown @> :unknown)
    and (:served_min::integer is null or f.served_households >= :served_min)
), sortable as (
  select l.*, coalesce(sort_number, case when :descending::boolean then -1e300 else 1e300 end) as by_number,
    coalesce(sort_text, case when :descending then '' else U&'\+10FFFF' end) as by_text
  from listed l
)
select a.id, a.code, a.name, a.name_status as "nameStatus", a.width_m as "widthM", a.length_m as "lengthM", a.area_m2 as "areaM2", a.surface,
  a.is_dead_end as "isDeadEnd", a.cables, a.overhead_m as "overheadM", a.parking, a.parking_spaces as "parkingSpaces", grid_ref(g) as grid, a.conditions, a.needs, a.fails::integer, a.surveyed_on as "surveyedOn",
  a.served_households as "servedHouseholds", a.dark_max_m as "darkM",
  json_build_array(st_xmin(a.geom), st_ymin(a.geom), st_xmax(a.geom), st_ymax(a.geom)) as bbox,
  case when :with_geometry::boolean then st_asgeojson(a.geom, 8)::json end as geometry, a.by_number as "byNumber", a.by_text as "byText"
from sortable a
left join grids g on g.path = a.path and g.valid_to is null
where :after_id::bigint is null
  or (not :descending and (a.by_number, a.by_text, a.id) > (:after_number::float8, :after_text::text collate "C", :after_id))
  or (:descending and (a.by_number, a.by_text, -a.id) < (:after_number, :after_text collate "C", -:after_id))
order by case when :descending then -a.by_number else a.by_number end,
  case when not :descending then a.by_text end, case when :descending then a.by_text end desc, a.id
limit :limit
