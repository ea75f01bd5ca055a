-- Roads, water and green share a table; only roads have a width and can be bridges.
select id, st_asbinary(geom) as wkb, class, name, width_m::float8 as width, case when layer = 'roads' then is_bridge end as bridge
from base_features
where layer = :layer
  and id > :after_id
  and (:ids::bigint[] is null or id = any (:ids))
order by id
limit :limit
