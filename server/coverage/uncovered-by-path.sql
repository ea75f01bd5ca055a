-- Uncovered targets inside a basic grid, a keyset page in order of (path, household_id), as ONE row of texts: 18,000 values one by one cost
-- the driver more than finding them costs PostgreSQL. Numbers are separated by commas, texts by U+001F, a text that is missing is U+001D
-- (packed-page.ts reads them, and knows what to do when a text holds one): concat_ws writes a door in half the time of one JSON array per column.
-- The page comes from household_coverage_uncovered by an index-only scan, so filters on kind and state and the dates cost no heap access; a kind
-- other than household has its own index. With no cursor, :after_path is the grid's own path: an empty text would make the scan begin at the
-- index's start. Doors are looked up by a sorted array of ids, in one index scan and with no join; what a thousand doors share is given once:
-- a grid with the number of rows it holds (rows lie in order of the path), a building by its id.
-- Why a text range and not a preorder integer (cell, household_id): measured side by side on 4 million targets, 1,001 rows of the index come in
-- 0.20-0.25 ms by path and 0.13-0.16 ms by cell at levels 1-4, of a page of several milliseconds; the index is 91 MB against 52. That is not worth
-- renumbering the tree, and every row of coverage with it, whenever a grid changes (test/bench/RESULTS.md).
with page as materialized (
  select c.household_id, c.path, c.state, c.last_visited_at, c.appointment_at
  from household_coverage c
  where c.campaign_id = :campaign_id
    and c.uncovered
    and in_subtree(c.path, :path)
    and (c.path, c.household_id) > (:after_path::text collate "C", :after_id::bigint)
    and (:kind::text is null or c.kind = :kind)
    and (:states::text[] is null or c.state = any (:states))
  order by c.path, c.household_id
  limit :limit
), target as materialized (
  select string_agg(household_id::text, ',') as ids, string_agg(left(state, 1), '') as states,
    string_agg(concat_ws(',', household_id, coalesce(date_part('epoch', last_visited_at)::text, 'null'), coalesce(date_part('epoch', appointment_at)::text, 'null')), ',')
      filter (where last_visited_at is not null or appointment_at is not null) as moments
  from page
), door as materialized (
  select array_agg(h.building_id) as building_ids,
    string_agg(concat_ws(',', h.id, coalesce(h.building_id, 0), coalesce(h.floor, -32768), st_x(h.geom), st_y(h.geom)), ',') as numbers,
    string_agg(concat_ws(E'\x1f', left(h.kind, 1), coalesce(h.name, E'\x1d'), coalesce(h.unit, E'\x1d'), coalesce(h.room, E'\x1d'), h.address), E'\x1f') as texts
  from households h
  where h.id = any (array(select household_id from page order by household_id))
)
select target.ids, target.states, target.moments, door.numbers as "doorNumbers", door.texts as "doorTexts",
  (select json_agg(json_build_object('path', held.path, 'rows', held.rows, 'code', g.code, 'name', g.name) order by held.path)
    from (select path, count(*) as rows from page group by path) held
    left join grids g on g.path = held.path and g.valid_to is null) as "grids",
  (select json_build_object('id', array_to_json(array_agg(b.id)), 'name', array_to_json(array_agg(b.name)))
    from buildings b where b.id = any (door.building_ids)) as "buildings"
from target, door
