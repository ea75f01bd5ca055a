-- The stretches of works along alleys whose lines have changed, from where the works lie: a work keeps its place, and is measured along the line there is
-- now. Of a work that reaches beyond the end the part on the alley; none where the alley is not one line, or the work no line or not beside it.
with line as materialized (
  select a.id, a.length_m, st_linemerge(a.geom_m) as line from alleys a where a.id = any(:ids::bigint[])
), place as materialized (
  select w.id, l.length_m, l.line, w.alley_from_m, w.alley_to_m, st_linemerge(w.geom_m) as work
  from line l
  join works w on w.alley_id = l.id and w.alley_from_m is not null
), ends as materialized (
  select id, length_m, alley_from_m, alley_to_m,
    case when geometrytype(line) = 'LINESTRING' and geometrytype(work) = 'LINESTRING' then st_linelocatepoint(line, st_startpoint(work)) end as one,
    case when geometrytype(line) = 'LINESTRING' and geometrytype(work) = 'LINESTRING' then st_linelocatepoint(line, st_endpoint(work)) end as other
  from place
), measured as (
  select id, alley_from_m, alley_to_m, round((least(one, other) * length_m)::numeric, 2)::float8 as from_m,
    round((greatest(one, other) * length_m)::numeric, 2)::float8 as to_m
  from ends
)
update works w
set alley_from_m = case when m.from_m < m.to_m then m.from_m end, alley_to_m = case when m.from_m < m.to_m then m.to_m end
from measured m
where w.id = m.id and (m.from_m < m.to_m and abs(m.from_m - m.alley_from_m) < 0.05 and abs(m.to_m - m.alley_to_m) < 0.05) is not true
