-- Where a work is to lie: what was drawn, or the alley (the stretch of it from :from_m to :to_m along its line). fault: why that is no place.
with alley as (
  select a.geom, a.length_m, st_linemerge(a.geom_m) as line from alleys a where a.id = :alley_id::bigint
), place as (
  select case
      when :geojson::text is not null then st_setsrid(st_geomfromgeojson(:geojson), 4326)
      when :from_m::float8 is null then (select geom from alley)
      when (select st_geometrytype(line) = 'ST_LineString' and :to_m::float8 <= length_m + 0.5 from alley)
        then (select st_transform(st_linesubstring(line, least(:from_m / length_m, 1), least(:to_m / length_m, 1)), 4326) from alley)
    end as geom
)
select geom, case
    when geom is null and :geojson is null and :alley_id is not null then
      case when (select st_geometrytype(line) <> 'ST_LineString' from alley) then 'parts' else 'beyond' end
    when geom is not null and not st_isvalid(geom) then 'invalid'
    when st_dimension(geom) = 1 and st_length(geom::geography) < 0.5 then 'short'
    when geom is not null and not exists (select from grids g where g.valid_to is null and g.kind = 'basic' and g.level = 1 and st_intersects(g.geom, place.geom)) then 'outside'
  end as fault
from place
