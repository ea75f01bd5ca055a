-- Type, kind and unit of completed works, in the order of the catalogue.
select coalesce(array_agg(kind order by sort_order, kind), '{}') as kinds
from (
  select distinct t.sort_order, concat_ws(' ', w.work_type, coalesce(w.kind, t.kind), coalesce(w.unit, t.unit)) as kind
  from works w
  join work_types t on t.code = w.work_type
  where w.is_completed
) k
