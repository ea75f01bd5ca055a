select id, st_asbinary(geom) as wkb, name, width_m::float8 as width
from alleys
where id > :after_id
  and (:ids::bigint[] is null or id = any (:ids))
order by id
limit :limit
