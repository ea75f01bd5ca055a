select id, st_asbinary(geom) as wkb, floors, kind
from buildings
where id > :after_id
  and (:ids::bigint[] is null or id = any (:ids))
order by id
limit :limit
