-- The condition of one alley as of a day that is over, as alley-detail.sql has it of now, with its light and drains of that day.
with said as materialized (
  select c.*
  from (select array_agg(:id::bigint) as ids, array_agg(s.code) as standards, array_agg(:day::date) as days from alley_standards s) l
  cross join lateral alley_conditions_of(l.ids, l.standards, l.days, :now::timestamptz) c
), part as materialized (
  select c.id, c.kind, case when f.component_id is not null then 'faulty' else s.status end as condition
  from street_components c
  join component_status_spans() s on s.component_id = c.id and s.from_day <= :day and s.to_day > :day
  left join (select distinct x.component_id from component_fault_spans(:day, :day, :now) x where x.from_day <= :day and x.to_day > :day) f on f.component_id = c.id
  where c.alley_id = :id
)
select c.conditions, c.needs, c.fails::integer, c."surveyedOn", d.dark_max_m * scale.value as "darkM",
  case when d.alley_id is not null or n.total > 0 then json_build_object('lamps', n.lamps, 'workingLamps', n.working, 'reachM', r.lamp_reach_m,
    'darkMinM', d.dark_min_m * scale.value, 'darkMaxM', d.dark_max_m * scale.value,
    'geometry', st_asgeojson(st_multi(st_transform(d.dark_geom, 4326)), 8)::json) end as light,
  json_build_object('drains', n.drains, 'faulty', n.faulty, 'faultyPer100M', 100 * n.faulty / nullif(a.length_m, 0)) as water,
  (select coalesce(json_object_agg(p.id, p.condition), '{}') from part p) as components
from alleys a
cross join alley_rules() r
cross join lateral (select a.length_m / nullif(st_length(a.geom_m), 0) as value) scale
left join alley_darkness_on(array[:id], array[:day], :now, true) d on d.alley_id = a.id
cross join (
  select count(*) as total, count(*) filter (where kind = 'lamp') as lamps, count(*) filter (where kind = 'lamp' and condition = 'working') as working,
    count(*) filter (where kind <> 'lamp') as drains, count(*) filter (where kind <> 'lamp' and condition = 'faulty') as faulty
  from part
) n
cross join lateral (
  select json_object_agg(s.code, case when x.meets is null then 'unknown' when x.meets then 'meets' else 'fails' end) as conditions,
    json_object_agg(s.code, json_build_object('min', coalesce(x.need_min, 0), 'max', coalesce(x.need_max, 100), 'source', coalesce(x.source, 'none'))) as needs,
    count(*) filter (where x.meets is false) as fails, max(x.surveyed_on) as "surveyedOn"
  from alley_standards s
  left join said x on x.standard = s.code
) c
where a.id = :id
