-- A lattice district for plans and timings: 1 district, 8 subdistricts, 80 communities, 800 grids, 4,000 micro-grids that nest exactly,
-- as many targets as asked for, spread evenly, every sixth of them uncovered, one of a thousand an enterprise. Paths look like '411602/003/07/2/4'.
insert into settings (key, value) values ('metric_srid', '4547') on conflict (key) do update set value = excluded.value;

insert into campaigns (code, name, starts_on) values ('round-1', 'Round 1', '2026-05-01');

insert into grids (code, path, level, name, geom, geom_m, label_point, area_m2)
  with cell as (
    select x, y, '411602' as d, to_char(x / 10, 'FM000') as s, to_char(y / 5, 'FM00') as c, (x % 10)::text as g, (y % 5)::text as m,
      st_makeenvelope(114.6 + x * 0.002, 33.6 + y * 0.002, 114.6 + (x + 1) * 0.002, 33.6 + (y + 1) * 0.002, 4326) as geom
    from generate_series(0, 79) as x, generate_series(0, 49) as y
  ), lattice as (
  select 1 as level, d as path, d as code, st_envelope(st_collect(geom)) as geom from cell group by d
  union all
  select 2, concat_ws('/', d, s), concat(d, s), st_envelope(st_collect(geom)) from cell group by d, s
  union all
  select 3, concat_ws('/', d, s, c), concat(d, s, c), st_envelope(st_collect(geom)) from cell group by d, s, c
  union all
  select 4, concat_ws('/', d, s, c, g), concat(d, s, c, g), st_envelope(st_collect(geom)) from cell group by d, s, c, g
  union all
  select 5, concat_ws('/', d, s, c, g, m), concat(d, s, c, g, m), geom from cell
  )
  select code, path, level, 'Grid ' || code, st_multi(geom), st_transform(st_multi(geom), 4547), st_centroid(geom), st_area(st_transform(geom, 4547))
  from lattice order by level, path;
update grids set parent_id = p.id from grids p where grids.level > 1 and p.path = regexp_replace(grids.path, '/[^/]+$', '');

-- An irrational stride spreads the points evenly; rows lie in order of the grid, as an address register has them (in no order at all a page of
-- 1,000 touches 1,000 heap pages and takes three times as long).
-- Forty doors to a building, neighbours in the register.
with spread as (
  select n, floor((n * 0.618033988749895 - floor(n * 0.618033988749895)) * 80) as x, floor((n * 0.7548776662466927 - floor(n * 0.7548776662466927)) * 50) as y,
    (n * 0.5698402909980532 - floor(n * 0.5698402909980532)) as u, (n * 0.8191725133961645 - floor(n * 0.8191725133961645)) as v
  from generate_series(1, :households) as n
), door as materialized (
  select n, row_number() over (order by x::int / 10, y::int / 5, x, y, n) as place,
    concat_ws('/', '411602', to_char(x::int / 10, 'FM000'), to_char(y::int / 5, 'FM00'), x::int % 10, y::int % 5) as path,
    st_setsrid(st_makepoint(114.6 + (x + 0.001 + u * 0.998) * 0.002, 33.6 + (y + 0.001 + v * 0.998) * 0.002), 4326) as geom
  from spread
), built as (
  insert into buildings (code, path, floors, units, address, geom)
    select 'B' || place / 40, path, 5, 2, 'No. ' || n, st_multi(st_expand(geom, 0.0001)) from door where place % 40 = 1
    returning id, code
)
insert into households (kind, path, geom, address, room, building_id)
  select case when d.n % 1000 = 0 then 'enterprise' else 'household' end, d.path, d.geom, 'No. ' || d.n, (d.n % 600)::text, b.id
  from door d
  left join built b on b.code = 'B' || (d.place - 1) / 40
  order by d.place;

insert into household_coverage (household_id, campaign_id, path, kind, building_id, state, last_visited_at, point_m)
  select h.id, c.id, h.path, h.kind, h.building_id,
    case when h.id % 6 = 0 then (array['untried', 'tried', 'appointment', 'exempt_pending'])[1 + (h.id / 6) % 4] when h.id % 50 = 1 then 'exempt' else 'covered' end,
    case when h.id % 6 <> 0 or (h.id / 6) % 4 > 0 then timestamptz '2026-06-01 09:00+08' + h.id * interval '1 second' end,
    st_transform(h.geom, 4547)
  from households h cross join campaigns c;

select recount_tallies();
