-- Whatever has a place in degrees and none yet in the metric zone gets it, and grids their area and label point.
with zone as materialized (
  select (value #>> '{}')::integer as srid from settings where key = 'metric_srid'
), filled_grids as (
  update grids g set
    geom_m = st_transform(g.geom, zone.srid),
    area_m2 = coalesce(g.area_m2, st_area(g.geom::geography)),
    label_point = coalesce(g.label_point, st_pointonsurface(g.geom))
  from zone
  where g.geom is not null and (g.geom_m is null or g.area_m2 is null or g.label_point is null)
), filled_issues as (
  update issues i set point_m = st_transform(i.geom, zone.srid) from zone where i.geom is not null and i.point_m is null
)
update works w set geom_m = st_transform(w.geom, zone.srid) from zone where w.geom is not null and w.geom_m is null
