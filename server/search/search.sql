-- Grids, alleys, buildings and addresses by code, name, address or pinyin initials. search_terms is a list of lower-cased terms separated by blanks.
-- :words are the lower-cased words of the query as LIKE literals; every word must be found. rank 0 exact … 4 somewhere inside a term.
-- Addresses: enterprises, schools and sites by name, and households by the words their building answers to plus the rest (unit, room): a
-- district has ten times more doors than anything else, so doors are never scanned by themselves.
-- Measured on 31,000 targets, 2,500 buildings: 5-15 ms; on 400,000 targets the same, for doors hang on buildings.
with word as materialized (
  select w as literal from unnest(:words::text[]) as w
), grid_hit as (
  select 'grid' as type, g.id, g.code, g.name, g.level::integer, g.path, g.label_point as place, g.geom,
    case when lower(g.code) = :text or lower(g.name) = :text then 0 when lower(g.name) like :literal || '%' or lower(g.code) like :literal || '%' then 1
         when ' ' || g.search_terms like '% ' || :literal || ' %' then 2 when ' ' || g.search_terms like '% ' || :literal || '%' then 3 else 4 end as rank,
    g.level::integer as weight
  from grids g
  where g.valid_to is null
    and not exists (select from word where lower(concat_ws(' ', g.name, g.code, g.search_terms)) not like '%' || word.literal || '%')
  order by rank, weight, g.path
  limit :limit
), alley_hit as (
  select 'alley', a.id, a.code, coalesce(a.name, a.code), null::integer, a.path, null::geometry, a.geom,
    case when lower(a.code) = :text or lower(a.name) = :text then 0 when lower(a.name) like :literal || '%' or lower(a.code) like :literal || '%' then 1
         when ' ' || a.search_terms like '% ' || :literal || ' %' then 2 when ' ' || a.search_terms like '% ' || :literal || '%' then 3 else 4 end as rank, 6
  from alleys a
  where not exists (select from word where lower(concat_ws(' ', a.name, a.code, a.search_terms)) not like '%' || word.literal || '%')
  order by rank, a.id
  limit :limit
), building_match as materialized (
  -- Buildings that answer to at least one word; how many words is counted, the rest is left to their doors.
  select b.id, count(*) as words, (select array_agg(w2.literal) from word w2
    where lower(concat_ws(' ', b.name, b.code, b.address, b.search_terms)) not like '%' || w2.literal || '%') as rest
  from buildings b
  join word on lower(concat_ws(' ', b.name, b.code, b.address, b.search_terms)) like '%' || word.literal || '%'
  group by b.id
), building_hit as (
  select 'building', b.id, b.code, coalesce(nullif(b.name, ''), b.address, b.code, b.id::text), null::integer, b.path, null::geometry, b.geom,
    case when lower(b.code) = :text or lower(b.name) = :text then 0 when lower(b.name) like :literal || '%' or lower(b.address) like :literal || '%' then 1
         when ' ' || b.search_terms like '% ' || :literal || ' %' then 2 when ' ' || b.search_terms like '% ' || :literal || '%' then 3 else 4 end as rank, 7
  from building_match m
  join buildings b on b.id = m.id
  where m.rest is null
  order by rank, b.id
  limit :limit
), named_hit as (
  select 'address', h.id, h.code, coalesce(h.name, h.address), null::integer, h.path, h.geom, null::geometry,
    case when lower(h.name) = :text or lower(h.code) = :text then 0 when lower(h.name) like :literal || '%' then 1
         when ' ' || h.search_terms like '% ' || :literal || '%' then 3 else 4 end as rank, 8
  from households h
  where h.kind <> 'household'
    and not exists (select from word where lower(concat_ws(' ', h.name, h.code, h.address, h.search_terms)) not like '%' || word.literal || '%')
  order by rank, h.id
  limit :limit
), door_hit as (
  -- A door needs at least one word of its own beside its building's: the building alone is a hit already.
  select 'address', h.id, h.code, coalesce(nullif(h.address, ''), h.room, h.id::text), null::integer, h.path, h.geom, null::geometry,
    case when exists (select from unnest(m.rest) as w where h.room = w) then 2 else 4 end as rank, 9
  from (select * from building_match where rest is not null order by words desc, id limit 200) m
  join households h on h.building_id = m.id
  where h.kind = 'household'
    and not exists (select from unnest(m.rest) as w where lower(concat_ws(' ', h.unit, h.room, h.address, h.search_terms)) not like '%' || w || '%')
  order by rank, h.id
  limit :limit
), code_hit as (
  select 'address', h.id, h.code, coalesce(nullif(h.address, ''), h.name, h.code), null::integer, h.path, h.geom, null::geometry, 0, 8
  from households h
  where h.code = :typed and h.kind = 'household'
), hit as (
  select * from grid_hit union all select * from alley_hit union all select * from building_hit union all select * from named_hit
  union all select * from code_hit union all select * from door_hit
)
select h.type as "type", h.id, h.code, h.name, h.level,
  coalesce((select string_agg(g.name, ' › ' order by g.level) from path_ancestors(h.path) as a (path)
            join grids g on g.path = a.path and g.valid_to is null and g.path <> case when h.type = 'grid' then h.path else '' end
            where g.level > 1), '') as "detail",
  case when p.point is not null then json_build_array(st_x(p.point), st_y(p.point)) end as "position",
  case when h.geom is not null then json_build_array(st_xmin(h.geom), st_ymin(h.geom), st_xmax(h.geom), st_ymax(h.geom)) end as "bbox"
from (select * from hit order by rank, weight, id limit :limit) h
cross join lateral (select coalesce(h.place, st_pointonsurface(h.geom)) as point) p
order by h.rank, h.weight, h.id
