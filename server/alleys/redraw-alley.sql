-- A new line for an alley, or why it cannot be: too_short, too_long, crosses_itself, outside (of every grid).
-- Ends within :snap_m of another alley are put on it.
with line as materialized (
  select st_removerepeatedpoints(st_setsrid(st_geomfromgeojson(:geometry), 4326)) as geom
), near as materialized (
  select e.index, st_closestpoint(o.geom, e.point) as point
  from line l
  cross join lateral (values (0, st_startpoint(l.geom)), (-1, st_endpoint(l.geom))) as e (index, point)
  cross join lateral (
    select a.geom from alleys a
    where a.id <> :id and st_dwithin(a.geom_m, st_transform(e.point, st_srid(a.geom_m)), :snap_m::float8)
    order by st_distance(a.geom, e.point), a.id
    limit 1
  ) o
  where geometrytype(l.geom) = 'LINESTRING' and e.point is not null
), drawn as materialized (
  select st_multi(case when s.point is null then g.geom else st_setpoint(g.geom, 0, s.point) end) as geom
  from line l
  left join near f on f.index = -1
  left join near s on s.index = 0
  cross join lateral (select case when f.point is null then l.geom else st_setpoint(l.geom, -1, f.point) end as geom) g
), judged as materialized (
  select d.geom,
    case
      when st_length(d.geom::geography) < :least_m::float8 then 'too_short'
      when st_length(d.geom::geography) > :most_m::float8 then 'too_long'
      when not st_issimple(d.geom) then 'crosses_itself'
      when not exists (select from grids g where g.valid_to is null and g.kind = 'basic' and st_intersects(g.geom, d.geom)) then 'outside'
    end as fault
  from drawn d
), redrawn as (
  update alleys a
  set geom = j.geom, geom_m = st_transform(j.geom, st_srid(a.geom_m)), length_m = st_length(j.geom::geography), path = null
  from judged j
  where a.id = :id and j.fault is null
)
select fault from judged
