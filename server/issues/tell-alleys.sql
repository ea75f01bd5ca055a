-- Whoever looks at alleys that a component lights or stands in is told that they may have changed.
insert into events (type, path, payload)
select 'alley', a.path, jsonb_build_object('alleyId', a.id)
from alleys a
cross join alley_rules() r
where exists (
  select from street_components c
  where c.id = any (:component_ids::bigint[]) and st_dwithin(a.geom_m, c.geom_m, greatest(r.lamp_reach_m, r.components_m))
)
