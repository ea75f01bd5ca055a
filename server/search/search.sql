-- Grids, alleys, buildings and addresses by code, name, address or pinyin initials. search_text() gives the line that is looked through:
-- rank 0 the whole name, 1 its beginning, 2 a whole term, 3 a term's beginning, 4 inside a term. :patterns are the words of the query as '%word%'.
-- Candidates come from the GIN indexes on pairs of letters: whatever holds :sought holds all its pairs. With a blank before the word (:sought =
-- ' word') that means where a term begins, ranks 0 to 3; routes.ts asks again without it when those do not fill the list. A word that thousands
-- hold is cut at 500 candidates of each table, so that its cost does not grow with the district.
-- Addresses: enterprises, schools and sites by name; a household by words of its building plus words of its own (unit, room): a district has ten
-- times more doors than anything else, so they are only looked at below the buildings that match, and only when the query has two words.
with grid_match as materialized (
  select 'grid' as type, g.id, g.code, g.name, g.level::integer as level, g.path, g.label_point as place, g.geom, g.level::integer as weight, g.line
  from (
    select g.*, search_text(g.name, g.code, null, g.search_terms) as line
    from grids g
    where g.valid_to is null
      and search_pairs(search_text(g.name, g.code, null, g.search_terms)) @> search_pairs(:sought)
      and search_text(g.name, g.code, null, g.search_terms) like all (:patterns::text[])
    limit 500
  ) g
), alley_match as materialized (
  select 'alley' as type, a.id, a.code, coalesce(a.name, a.code) as name, null::integer as level, a.path, null::geometry as place, a.geom, 6 as weight, a.line
  from (
    select a.*, search_text(a.name, a.code, null, a.search_terms) as line
    from alleys a
    where search_pairs(search_text(a.name, a.code, null, a.search_terms)) @> search_pairs(:sought)
      and search_text(a.name, a.code, null, a.search_terms) like all (:patterns::text[])
    limit 500
  ) a
), building_match as materialized (
  select 'building' as type, b.id, b.code, coalesce(nullif(b.name, ''), b.address, b.code, b.id::text) as name, null::integer as level, b.path,
    null::geometry as place, b.geom, 7 as weight, b.line
  from (
    select b.*, search_text(b.name, b.code, b.address, b.search_terms) as line
    from buildings b
    where search_pairs(search_text(b.name, b.code, b.address, b.search_terms)) @> search_pairs(:sought)
      and search_text(b.name, b.code, b.address, b.search_terms) like all (:patterns::text[])
    limit 500
  ) b
), named_match as materialized (
  select 'address' as type, t.id, t.code, coalesce(t.name, t.address) as name, null::integer as level, t.path, t.geom as place, null::geometry as geom,
    8 as weight, t.line
  from (
    select t.*, search_text(t.name, t.code, t.address, t.search_terms) as line
    from households t
    where t.kind <> 'household'
      and search_pairs(search_text(t.name, t.code, t.address, t.search_terms)) @> search_pairs(:sought)
      and search_text(t.name, t.code, t.address, t.search_terms) like all (:patterns::text[])
    limit 500
  ) t
), door_building as materialized (
  -- The buildings that hold most of the query; rest: the words that the door itself must hold.
  select found.id, array(select p from unnest(:patterns::text[]) as p where p <> all (found.held)) as rest
  from (
    select b.id, array_agg(word.pattern) as held, sum(length(word.pattern)) as letters
    from unnest(:words::text[], :patterns::text[]) as word (word, pattern)
    cross join lateral (
      select b.id
      from buildings b
      where search_pairs(search_text(b.name, b.code, b.address, b.search_terms)) @> search_pairs(word.word)
        and search_text(b.name, b.code, b.address, b.search_terms) like word.pattern
      limit 500
    ) b
    where cardinality(:patterns::text[]) > 1
    group by b.id
  ) found
  where cardinality(found.held) < cardinality(:patterns::text[])
  order by found.letters desc, found.id
  limit 200
), door_match as (
  select 'address' as type, t.id, t.code, coalesce(nullif(t.address, ''), t.room, t.id::text) as name, null::integer as level, t.path, t.geom as place,
    null::geometry as geom, 9 as weight, h.line
  from door_building b
  join households t on t.building_id = b.id and t.kind = 'household'
  cross join lateral (select ' ' || lower(concat_ws(' ', t.room, t.unit, t.address, t.search_terms)) || ' ' as line) h
  where h.line like all (b.rest)
), code_match as (
  select 'address' as type, t.id, t.code, coalesce(nullif(t.address, ''), t.code) as name, null::integer as level, t.path, t.geom as place, null::geometry as geom,
    5 as weight, ' ' || :text || ' ' as line
  from households t
  where t.code = :typed and t.kind = 'household'
), hit as (
  select m.*,
    case when m.line like ' ' || :literal || ' %' then 0 when m.line like ' ' || :literal || '%' then 1
         when m.line like '% ' || :literal || ' %' then 2 when m.line like '% ' || :literal || '%' then 3 else 4 end as rank
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
