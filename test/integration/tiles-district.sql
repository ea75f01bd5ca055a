-- A small district drawn by hand for the tile tests, around 114.65 E, 33.62 N. Squares of 0.01 degrees in a wavy net, so that borders bend.
insert into grids (code, path, level, name, geom)
select 'g3-' || i || '-' || j, 'g3-' || i || '-' || j, 3, 'grid ' || i || '/' || j,
  st_multi(st_makepolygon(st_addpoint(ring, st_startpoint(ring))))
from generate_series(0, 4) i, generate_series(0, 4) j,
lateral (
  -- Four sides of 40 steps each; a side is the same curve whichever of its two grids draws it.
  select st_makeline(array_agg(st_setsrid(st_makepoint(
      114.6 + 0.01 * (u + 0.06 * sin(6.28 * v) + 0.005 * sin(40 * v)),
      33.58 + 0.01 * (v + 0.06 * sin(6.28 * u) + 0.005 * sin(40 * u))), 4326) order by n)) as ring
  from (
    select n,
      -- Whole fortieths first: the same position must be the same number in both grids.
      (40 * i + case n / 40 when 0 then n when 1 then 40 when 2 then 120 - n else 0 end) / 40.0::float8 as u,
      (40 * j + case n / 40 when 0 then 0 when 1 then n - 40 when 2 then 40 else 160 - n end) / 40.0::float8 as v
    from generate_series(0, 159) n
  ) net
) side;
insert into grids (code, path, level, name, geom)
select 'g1', 'g1', 1, 'district', st_multi(st_union(geom)) from grids where level = 3;
insert into grids (code, path, level, name, geom)
select 'g2-' || half, 'g2-' || half, 2, 'half ' || half, st_multi(st_union(geom)) from grids, generate_series(0, 1) half
where level = 3 and (substr(code, 4, 1) < '2') = (half = 0) group by half;
insert into grids (code, path, level, name, geom)
select replace(code, 'g3', 'g4'), replace(code, 'g3', 'g4'), 4, name, geom from grids where level = 3;
insert into grids (code, path, level, name, geom)
select 'g5-' || n, 'g5-' || n, 5, 'micro ' || n,
  st_multi(st_makeenvelope(114.6 + 0.002 * (n % 25), 33.58 + 0.002 * (n / 25), 114.602 + 0.002 * (n % 25), 33.582 + 0.002 * (n / 25), 4326))
from generate_series(0, 624) n;
insert into buildings (code, kind, floors, geom)
select 'b' || n, 'residential', n % 30,
  st_multi(st_rotate(case when n % 10 = 0 then st_difference(box, st_buffer(st_centroid(box), 0.00003)) else box end, n, st_centroid(box)))
from generate_series(1, 1500) n,
lateral (
  select 114.6 + 0.05 * ((n * 7919) % 1500) / 1500.0 as x, 33.58 + 0.05 * ((n * 104729) % 1499) / 1499.0 as y
) place,
lateral (select st_makeenvelope(x, y, x + 0.0001 + 0.000003 * (n % 97), y + 0.0001 + 0.000003 * (n % 31), 4326) as box) shape;
insert into alleys (code, name, width_m, length_m, geom, geom_m)
select 'a' || n, 'alley ' || n, 2 + n % 5, 100, geom, st_transform(geom, 4547)
from generate_series(1, 200) n,
lateral (
  select st_multi(st_makeline(array_agg(st_setsrid(st_makepoint(
    114.6 + 0.05 * ((n * 31) % 200) / 200.0 + 0.0004 * k, 33.58 + 0.05 * ((n * 57) % 199) / 199.0 + 0.0003 * sin(k)), 4326) order by k))) as geom
  from generate_series(0, 5) k
) line;
insert into base_features (layer, class, name, width_m, is_bridge, geom)
select 'roads', substr('abcd', 1 + n % 4, 1), 'road ' || n, 10.5, n % 9 = 0, geom
from generate_series(1, 60) n,
lateral (
  select st_makeline(array_agg(st_setsrid(st_makepoint(114.6 + 0.005 * k, 33.58 + 0.05 * n / 60.0 + 0.001 * sin(k * n)), 4326) order by k)) as geom
  from generate_series(0, 10) k
) line;
insert into base_features (layer, class, geom)
select layer, 'pond', st_difference(st_buffer(centre, 0.002), st_buffer(centre, 0.0008))
from (values ('water', 0.0), ('green', 0.003)) kinds (layer, shift), generate_series(1, 30) n,
lateral (select st_setsrid(st_makepoint(114.6 + shift + 0.05 * ((n * 13) % 30) / 30.0, 33.58 + 0.05 * n / 30.0), 4326) as centre) place;
insert into households (kind, building_id, name, unit, room, address, search_terms, geom)
select (array['household', 'enterprise', 'school', 'construction_site'])[1 + n % 4], case when n % 5 > 0 then (select min(id) from buildings) + n % 1500 end,
  'SECRET-NAME', 'SECRET-UNIT', 'SECRET-ROOM', 'SECRET-ADDRESS', 'SECRET-TERMS',
  st_setsrid(st_makepoint(114.6 + 0.05 * ((n * 7919) % 6007) / 6007.0, 33.58 + 0.05 * ((n * 104729) % 5987) / 5987.0), 4326)
from generate_series(1, 6000) n;
