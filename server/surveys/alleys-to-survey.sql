-- Alleys in the grids of a person (all of them :everywhere), the nearest to a place first; without a place those that nobody has surveyed, then the
-- oldest survey. total: how many there are in all.
with own as materialized (
  select a.id, count(*) over () as total,
    case when :lon::float8 is not null
      then st_distance(a.geom_m, st_transform(st_setsrid(st_makepoint(:lon, :lat::float8), 4326), st_srid(a.geom_m))) end as distance_m,
    (select max(s.surveyed_on) from alley_surveys s where s.alley_id = a.id and s.superseded_at is null) as surveyed_on
  from alleys a
  where (:everywhere::boolean or exists (
      select from alley_grids g, unnest(:grid_paths::text[]) as own (path) where g.alley_id = a.id and in_subtree(g.path, own.path)))
    and (:id::bigint is null or a.id = :id)
    and (:q::text is null or a.name ilike '%' || :q || '%' or a.code ilike :q || '%' or a.search_terms like '%' || lower(:q) || '%')
), near as materialized (
  select * from own order by distance_m, surveyed_on nulls first, id limit :limit
)
select a.id, a.code, a.name, a.length_m as "lengthM", a.width_m as "widthM", grid_ref(g) as grid, c.conditions, c.needs, n.surveyed_on as "surveyedOn",
  st_asgeojson(a.geom, 7)::json -> 'coordinates' as lines,
  case when f.dark_max_m > 0 then coalesce(st_asgeojson(st_multi(st_transform(f.dark_geom, 4326)), 7)::json -> 'coordinates', '[]') else '[]' end as dark,
  (select coalesce(json_agg(json_build_object('kind', o.kind, 'condition', o.condition, 'lon', st_x(o.geom), 'lat', st_y(o.geom)) order by o.id), '[]')
   from component_conditions o where o.alley_id = a.id) as components,
  n.distance_m as "distanceM", n.total
from near n
join alleys a on a.id = n.id
left join grids g on g.path = a.path and g.valid_to is null
left join alley_facts f on f.alley_id = a.id
cross join lateral (
  select json_object_agg(s.code, case when x.meets is null then 'unknown' when x.meets then 'meets' else 'fails' end) as conditions,
    json_object_agg(s.code, json_build_object('min', coalesce(x.need_min, 0), 'max', coalesce(x.need_max, 100), 'source', coalesce(x.source, 'none'))) as needs
  from alley_standards s
  left join alley_conditions x on x.alley_id = a.id and x.standard = s.code
) c
order by n.distance_m, n.surveyed_on nulls first, n.id
