-- Uncovered targets inside a basic grid, a keyset page in order of (path, household_id).
-- The page comes from household_coverage_uncovered by an index-only scan, so filters on kind and state and the dates cost no heap access; a kind
-- other than household has its own index. With no cursor, :after_path is the grid's own path: an empty text would make the scan begin at the
-- index's start (measured: 503 buffers instead of 19). Only then are the names joined, for the rows of the page: a thousand doors stand in a few
-- dozen buildings and grids, so those are looked up once each (4 million targets: 4,200 buffers instead of 11,000 with the view household_rows).
-- Measured (400,000 targets, 67,000 uncovered, 2 busy cores): index-only part 0.3-0.6 ms for 1,000 rows at every level; with the names 4 ms when
-- the register lies in order of the grids, 11 ms when it lies in no order (1,000 heap pages). A preorder integer interval instead of the text
-- range gave 0.3 ms for the first part: not worth renumbering the tree at every change of a grid.
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
  select h.id, h.kind, page.state, h.name, h.path as held_by, h.building_id, h.unit, h.floor, h.room, h.address, h.geom,
    page.last_visited_at, page.appointment_at, page.path
  from page
  join households h on h.id = page.household_id
), grid as materialized (
  select g.path, g.code, g.name from grids g where g.valid_to is null and g.path = any (array(select distinct held_by from target))
), building as materialized (
  select b.id, b.name from buildings b where b.id = any (array(select distinct building_id from target))
)
select t.id, t.kind, t.state, t.name, g.code as "gridCode", g.name as "gridName", t.building_id as "buildingId", b.name as "buildingName",
  t.unit, t.floor, t.room, t.address, st_x(t.geom) as lon, st_y(t.geom) as lat,
  t.last_visited_at as "lastVisitedAt", t.appointment_at as "appointmentAt", t.path
from target t
left join grid g on g.path = t.held_by
left join building b on b.id = t.building_id
order by t.path, t.id
