-- Completed works of some scopes (a path, or a grid that holds members by name) by type and unit; place: the scope's, from 1. Types and units are never added together. A work that crosses grids counts in each with its share of
-- the quantity. Nested figures (part_of_id) are in no sum. Under its type's line stands what the line is made of: figures that have figures nested in
-- them ("720 spaces, of which 480 in one community"); where the whole line is one such figure, or lies outside, its nested ones.
with asked as (
  select * from unnest(:paths::text[], :member_ofs::bigint[]) with ordinality as a (path, member_of, place)
), scope as (
  select a.place, s.work_id, sum(s.share) as share
  from asked a
  join work_grids s on in_subtree(s.path, a.path)
  group by a.place, s.work_id
  union all
  select a.place, m.target_id, 1 from asked a join grid_members m on m.grid_id = a.member_of and m.kind = 'work'
), own as (
  select scope.place, w.id, w.work_type, coalesce(w.unit, t.unit) as unit, w.part_of_id, w.qualifier, w.quantity * least(scope.share, 1) as quantity,
    coalesce(nullif(w.name, ''), g.name, w.code) as name, exists (select from works part where part.part_of_id = w.id) as is_whole,
    count(*) filter (where w.part_of_id is null) over (partition by scope.place, w.work_type, coalesce(w.unit, t.unit)) as unnested
  from scope
  join works w on w.id = scope.work_id and w.is_completed
  join work_types t on t.code = w.work_type
  left join grids g on g.path = w.path and g.valid_to is null
)
select o.place::integer as place, json_build_object('code', t.code, 'name', t.name, 'nameEn', t.name_en, 'unit', t.unit, 'dimension', t.dimension, 'family', t.family) as "workType",
  o.unit, (count(*) filter (where o.part_of_id is null))::integer as "count",
  sum(o.quantity) filter (where o.part_of_id is null) as "quantity",
  -- A sum is as vague as its vaguest part.
  case when bool_or(o.qualifier = 'about' and o.part_of_id is null) then 'about'
       when bool_or(o.qualifier = 'more_than' and o.part_of_id is null) then 'more_than' end as "qualifier",
  coalesce(json_agg(json_build_object('id', o.id, 'name', o.name, 'quantity', o.quantity, 'qualifier', o.qualifier) order by o.quantity desc nulls last, o.id)
    filter (where case when o.unnested > 1 then o.is_whole and o.part_of_id is null else o.part_of_id is not null end), '[]') as "ofWhich"
from own o
join work_types t on t.code = o.work_type
group by o.place, t.code, o.unit
order by o.place, t.sort_order, t.code, o.unit collate "C"
