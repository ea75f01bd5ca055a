-- Completed works of a grid by type and unit: types and units are never added together. A work that crosses grids counts in each with its share of
-- the quantity. Nested figures (part_of_id) stand under their type's line and are in no sum.
with scope as (
  select s.work_id, sum(s.share) as share
  from work_grids s
  where :path::text is not null and in_subtree(s.path, :path)
  group by s.work_id
  union all
  select m.target_id, 1 from grid_members m where m.grid_id = :member_of::bigint and m.kind = 'work'
), own as (
  select w.id, w.work_type, coalesce(w.unit, t.unit) as unit, w.part_of_id, w.qualifier, w.quantity * least(scope.share, 1) as quantity,
    coalesce(nullif(w.name, ''), g.name, w.code) as name
  from scope
  join works w on w.id = scope.work_id and w.is_completed
  join work_types t on t.code = w.work_type
  left join grids g on g.path = w.path and g.valid_to is null
)
select json_build_object('code', t.code, 'name', t.name, 'nameEn', t.name_en, 'unit', t.unit, 'dimension', t.dimension, 'family', t.family) as "workType",
  o.unit, (count(*) filter (where o.part_of_id is null))::integer as "count",
  sum(o.quantity) filter (where o.part_of_id is null) as "quantity",
  -- A sum is as vague as its vaguest part.
  case when bool_or(o.qualifier = 'about' and o.part_of_id is null) then 'about'
       when bool_or(o.qualifier = 'more_than' and o.part_of_id is null) then 'more_than' end as "qualifier",
  coalesce(json_agg(json_build_object('id', o.id, 'name', o.name, 'quantity', o.quantity, 'qualifier', o.qualifier) order by o.quantity desc nulls last, o.id)
    filter (where o.part_of_id is not null), '[]') as "ofWhich"
from own o
join work_types t on t.code = o.work_type
group by t.code, o.unit
order by t.sort_order, t.code, o.unit collate "C"
