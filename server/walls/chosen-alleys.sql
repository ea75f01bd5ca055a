-- The alleys that the newest approved plan chose, of those that lie in a grid; the earliest year first, then by what is gained.
with plan as (
  select * from approved_plans order by approved_at desc nulls last, id desc limit 1
), chosen as (
  select (plan.alleys #>> array['id', n.i::text])::bigint as alley_id, (plan.alleys #>> array['year', n.i::text])::integer as year,
    (plan.alleys #>> array['value', n.i::text])::double precision as value, (plan.alleys #>> array['costMinor', n.i::text])::double precision as cost_minor
  from plan
  cross join lateral generate_series(0, jsonb_array_length(plan.alleys -> 'id') - 1) as n (i)
  where plan.alleys #>> array['year', n.i::text] is not null
), placed as (
  select a.id, a.name, a.geom, a.path, c.year, c.value, c.cost_minor, coalesce(f.served_households, 0) as households
  from chosen c
  join alleys a on a.id = c.alley_id
  left join alley_facts f on f.alley_id = a.id
  where exists (select from alley_grids s where s.alley_id = a.id and in_subtree(s.path, :path))
)
select plan.id as "planId", plan.name as "planName", plan.budget_minor::bigint as "budgetMinor", p.id, (row_number() over (order by p.year, p.value desc, p.id))::integer as rank,
  p.name, g.name as "gridName", p.households::integer, round(p.cost_minor::numeric)::bigint as "costMinor", st_x(m.middle) as lon, st_y(m.middle) as lat,
  json_build_array(st_xmin(p.geom), st_ymin(p.geom), st_xmax(p.geom), st_ymax(p.geom)) as bbox
from placed p
cross join plan
cross join lateral (select st_pointonsurface(p.geom) as middle) m
left join grids g on g.path = array_to_string((string_to_array(p.path, '/'))[1:4], '/') and g.valid_to is null
order by rank
