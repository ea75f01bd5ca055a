-- :ids null = every grid of the level, else only these.
select id, st_asbinary(geom) as wkb, name, code, kind
from grids
where level = :level
  and valid_to is null
  and geom is not null
  and id > :after_id
  and (:ids::bigint[] is null or id = any (:ids))
order by id
limit :limit
