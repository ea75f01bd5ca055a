insert into base_features (layer, class, name, width_m, is_bridge, geom, attributes)
select :layer, r.class, r.name, r.width_m, coalesce(r.is_bridge, false), s.geom, r.attributes
from import_staging s
cross join lateral jsonb_to_record(s.record) as r (class text, name text, width_m real, is_bridge boolean, attributes jsonb)
where s.import_id = :import_id
