-- Why a place cannot be taken: not_valid, crosses_itself, outside (of every grid); null = it can.
with drawn as materialized (select st_setsrid(st_geomfromgeojson(:geometry), 4326) as geom)
select case
    when st_dimension(geom) = 2 and not st_isvalid(geom) then 'not_valid'
    when st_dimension(geom) = 1 and (st_length(geom::geography) < 1 or not st_isvalid(geom)) then 'not_valid'
    when not exists (select from grids g where g.valid_to is null and g.kind = 'basic' and st_intersects(g.geom, drawn.geom)) then 'outside'
  end as fault
from drawn
