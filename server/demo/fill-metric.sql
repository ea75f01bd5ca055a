-- Shapes in the district's metric zone, for the rows a load has just written.
with zone as (select (value #>> '{}')::integer as srid from settings where key = 'metric_srid'),
  grids_done as (
    update grids g set geom_m = st_transform(g.geom, zone.srid), area_m2 = st_area(st_transform(g.geom, zone.srid))
    from zone where g.geom_m is null and g.geom is not null
  ),
  alleys_done as (
    update alleys a set geom_m = st_transform(a.geom, zone.srid), length_m = st_length(a.geom::geography)
    from zone where st_srid(a.geom_m) <> zone.srid
    returning a.id, a.length_m
  ), shares_done as (
    -- The shares are the generator's; what they are shares of is measured here.
    update alley_grids s set length_m = s.share * a.length_m from alleys_done a where s.alley_id = a.id
  ),
  issues_done as (
    update issues i set point_m = st_transform(i.geom, zone.srid) from zone where i.point_m is null and i.geom is not null
  )
update works w set geom_m = st_transform(w.geom, zone.srid) from zone where w.geom_m is null and w.geom is not null;
