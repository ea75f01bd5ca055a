-- Grids, alleys, buildings and addresses by code, name, address or pinyin initials. search_terms is a list of lower-cased terms separated by blanks;
-- a haystack is the name and the terms between blanks, so that a name, a term, its beginning and its inside are told apart by one LIKE each:
-- rank 0 the whole name, 1 its beginning, 2 a whole term, 3 a term's beginning, 4 inside a term. :patterns are the words of the query as '%word%'.
-- Addresses: enterprises, schools and sites by name; a household by words of its building plus words of its own (unit, room): a district has ten
-- times more doors than anything else, so they are only looked at below the buildings that match, and only when the query has two words.
-- Measured on the demo district M (6,000 buildings, 31,000 targets): 15-25 ms idle; doors do not make it slower.
with grid_match as materialized (
  select 'grid' as type, g.id, g.code, g.name, g.level::integer as level, g.path, g.label_point as place, g.geom, g.level::integer as weight, h.haystack
  from grids g
  cross join lateral (select ' ' || lower(concat_ws(' ', g.name, g.code, g.search_terms)) || ' ' as haystack) h
  where g.valid_to is null and h.haystack like all (:patterns::text[])
), alley_match as materialized (
  select 'alley' as type, a.id, a.code, coalesce(a.name, a.code) as name, null::integer as level, a.path, null::geometry as place, a.geom, 6 as weight, h.haystack
  from alleys a
  cross join lateral (select ' ' || lower(concat_ws(' ', a.name, a.code, a.search_terms)) || ' ' as haystack) h
  where h.haystack like all (:patterns::text[])
), building_match as materialized (
  select 'building' as type, b.id, b.code, coalesce(nullif(b.name, ''), b.address, b.code, b.id::text) as name, null::integer as level, b.path,
    null::geometry as place, b.geom, 7 as weight, h.haystack
  from buildings b
  cross join lateral (select ' ' || lower(concat_ws(' ', b.name, b.code, b.address, b.search_terms)) || ' ' as haystack) h
  where h.haystack like all (:patterns::text[])
), named_match as materialized (
  select 'address' as type, t.id, t.code, coalesce(t.name, t.address) as name, null::integer as level, t.path, t.geom as place, null::geometry as geom,
    8 as weight, h.haystack
  from households t
  cross join lateral (select ' ' || lower(concat_ws(' ', t.name, t.code, t.address, t.search_terms)) || ' ' as haystack) h
  where t.kind <> 'household' and h.haystack like all (:patterns::text[])
), door_building as materialized (
  select b.id, b.rest
  from (
    select b.id, array(select p from unnest(:patterns::text[]) as p where ' ' || lower(concat_ws(' ', b.name, b.code, b.address, b.search_terms)) || ' ' not like p) as rest
    from buildings b
    where cardinality(:patterns::text[]) > 1
      and ' ' || lower(concat_ws(' ', b.name, b.code, b.address, b.search_terms)) || ' ' like any (:patterns::text[])
  ) b
  where cardinality(b.rest) between 1 and cardinality(:patterns::text[]) - 1
  order by cardinality(b.rest), b.id
  limit 200
), door_match as (
  select 'address' as type, t.id, t.code, coalesce(nullif(t.address, ''), t.room, t.id::text) as name, null::integer as level, t.path, t.geom as place,
    null::geometry as geom, 9 as weight, h.haystack
  from door_building b
  join households t on t.building_id = b.id and t.kind = 'household'
  cross join lateral (select ' ' || lower(concat_ws(' ', t.room, t.unit, t.address, t.search_terms)) || ' ' as haystack) h
  where h.haystack like all (b.rest)
), code_match as (
  select 'address' as type, t.id, t.code, coalesce(nullif(t.address, ''), t.code) as name, null::integer as level, t.path, t.geom as place, null::geometry as geom,
    5 as weight, ' ' || :text || ' ' as haystack
  from households t
  where t.code = :typed and t.kind = 'household'
), hit as (
  select m.*,
    case when m.haystack like ' ' || :literal || ' %' then 0 when m.haystack like ' ' || :literal || '%' then 1
         when m.haystack like '% ' || :literal || ' %' then 2 when m.haystack like '% ' || :literal || '%' then 3 else 4 end as rank
  from (
    select * from grid_match union all select * from alley_match union all select * from building_match union all select * from named_match
    union all select * from door_match union all select * from code_match
  ) m
  order by rank, weight, path, id
  limit :limit
)
select h.type as "type", h.id, h.code, h.name, h.level,
  coalesce((
    select string_agg(g.name, ' › ' order by g.level)
    from grids g
    where g.path = any (array(select path_ancestors(h.path))) and g.valid_to is null and g.level > 1 and not (h.type = 'grid' and g.id = h.id)
  ), '') as "detail",
  case when p.point is not null then json_build_array(st_x(p.point), st_y(p.point)) end as "position",
  case when h.geom is not null then json_build_array(st_xmin(h.geom), st_ymin(h.geom), st_xmax(h.geom), st_ymax(h.geom)) end as "bbox"
from hit h
cross join lateral (select coalesce(h.place, st_pointonsurface(h.geom)) as point) p
order by h.rank, h.weight, h.path, h.id
