-- What is wrong at a place of an alley, put on its line, as GeoJSON text: lamps, manholes and drains out of order, and what the newest survey of each
-- standard found. A find that a split has given to the other half is shown there only.
select json_build_object('type', 'FeatureCollection', 'features', coalesce(json_agg(json_build_object('type', 'Feature',
    'geometry', st_asgeojson(f.geom, 7)::json,
    'properties', json_build_object('alleyId', f.id, 'kind', f.kind, 'item', f.item, 'value', f.value, 'drainsPer100M', f.rate))
  order by f.id, f.kind, f.item, st_x(f.geom)), '[]')) as body
from (
select a.id, p.kind, p.item, p.value, p.geom,
  -- Told once an alley, at its first drain or manhole that is out of order.
  case when p.kind in ('manhole', 'drain') and row_number() over (partition by a.id, p.kind in ('manhole', 'drain') order by p.kind, st_x(p.geom)) = 1
    then 100 * count(*) over (partition by a.id, p.kind in ('manhole', 'drain')) / nullif(a.length_m, 0) end as rate
from alleys a
cross join lateral (
  select c.kind, null::text as item, null::float8 as value, st_closestpoint(a.geom, c.geom) as geom
  from component_conditions c
  where c.alley_id = a.id and c.condition = 'faulty'
  union all
  select 'found', f.item_code, f.value, st_closestpoint(a.geom, f.geom)
  from (
    select distinct on (s.standard) s.id from alley_surveys s
    where s.alley_id = a.id and s.superseded_at is null
    order by s.standard, s.surveyed_on desc, s.id desc
  ) newest
  join alley_survey_finds f on f.survey_id = newest.id
  where (f.survey_id, f.position) not in (
    select c.copied_from, there.position from alley_surveys c join alley_survey_finds there on there.survey_id = c.id where c.copied_from is not null
  )
) p
where (:path::text is null or exists (select from alley_grids s where s.alley_id = a.id and in_subtree(s.path, :path)))
  and (:member_of::bigint is null or exists (select from grid_members m where m.grid_id = :member_of and m.kind = 'alley' and m.target_id = a.id))
  and (:west::float8 is null or a.geom && st_makeenvelope(:west, :south, :east, :north, 4326))
) f
