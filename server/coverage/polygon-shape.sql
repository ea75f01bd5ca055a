-- A drawn polygon in the district's metric zone. Edges are cut at about 200 m first: a straight edge in degrees is curved in the zone (3 m over
-- 15 km here), and the grids' own borders are straight in degrees. What lies more than two degrees from the district is cut away, where a
-- transverse Mercator zone folds over. pieces_of: vertices per piece, small for shapes that fill little of their box.
-- Materialized, because a CTE that is read once is put in place, and then cut and projected anew for each of the eight columns (5,000 vertices: 1.9 s).
with drawn as (
  select st_setsrid(st_geomfromgeojson(:geojson), 4326) as geom
), checked as materialized (
  select geom, st_isvaliddetail(geom) as verdict from drawn
), reach as (
  select st_expand(st_setsrid(st_extent(geom)::geometry, 4326), 2) as box from grids where level = 1 and valid_to is null
), metric as materialized (
  select verdict,
    case when (verdict).valid then
      st_transform(
        st_segmentize(case when reach.box ~ geom then geom else st_intersection(geom, coalesce(reach.box, geom), 1e-10) end, 0.002),
        (select (value #>> '{}')::integer from settings where key = 'metric_srid')
      )
    end as geom
  from checked, reach
)
select (verdict).valid as "isValid", (verdict).reason as "reason", st_x((verdict).location) as "lon", st_y((verdict).location) as "lat",
  geom as "geom", st_area(geom) as "areaM2", 0::float8 as "distanceM",
  case when st_area(geom) < 0.25 * st_area(st_envelope(geom)) then 16 else 256 end as "piecesOf",
  st_xmin(geom) as "xMin", st_ymin(geom) as "yMin", st_xmax(geom) as "xMax", st_ymax(geom) as "yMax"
from metric
