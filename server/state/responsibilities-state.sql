-- Columns of who answers for the grids in view in one tier; the first named where there are several.
with own as materialized (
  select distinct on (g.id) g.id, g.path, p.id as person_id, p.name as person_name, u.name as unit_name
  from grids g
  join responsibilities r on r.grid_id = g.id and r.tier = :tier
  join people p on p.id = r.person_id and p.is_active
  left join units u on u.id = coalesce(r.unit_id, p.unit_id)
  where g.valid_to is null
    and (:path::text is null or in_subtree(g.path, :path))
    and (:member_of::bigint is null or g.id = :member_of)
    and (:west::float8 is null or g.geom && st_makeenvelope(:west, :south, :east, :north, 4326))
  order by g.id, r.id
)
select json_build_object('layer', 'responsibilities', 'asOf', :now::timestamptz, 'tier', :tier::integer,
  'gridId', coalesce(json_agg(id order by path), '[]'),
  'personId', coalesce(json_agg(person_id order by path), '[]'),
  'personName', coalesce(json_agg(person_name order by path), '[]'),
  'unitName', coalesce(json_agg(unit_name order by path), '[]'))::text as "body"
from own
