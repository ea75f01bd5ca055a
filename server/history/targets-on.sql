-- Visit targets of a round as of a day, a keyset page: inside a basic grid (:path) in order of (path, id), else in order of id: the members of a grid
-- (:targets), or what lies in a shape or within a distance of one. total: how many all pages hold.
with chosen as materialized (
  select c.household_id, c.path, c.state, c.last_visited_at, c.appointment_at
  from coverage_on(:campaign_id::bigint, :day::date, :path::text, :targets::bigint[]) c
  where (:states::text[] is null or c.state = any (:states))
    and (not :only_frozen::boolean or c.frozen)
    and (:kind::text is null or c.kind = :kind)
    and (:held_by::text[] is null or c.path = any (:held_by))
    and (:building_id::bigint is null or c.building_id = :building_id)
    and (:inside::text is null or in_subtree(c.path, :inside))
    and (:member_of::bigint is null or exists (
      select from grid_members m where m.grid_id = :member_of and m.kind = 'household' and m.target_id = c.household_id))
    and (:shape::text is null or case when :distance_m::float8 > 0 then st_dwithin(:shape::geometry, c.point_m, :distance_m::float8)
      else st_intersects(:shape::geometry, c.point_m) end)
), page as materialized (
  select *
  from chosen
  where case when :path is null then household_id > :after_id::bigint else (path, household_id) > (:after_path::text collate "C", :after_id) end
  order by case when :path is not null then path end, household_id
  limit :limit
)
select h.id, h.kind, page.state, h.name, h."gridCode", h."gridName", h."buildingId", h."buildingName", h.unit, h.floor, h.room, h.address, h.lon, h.lat,
  page.last_visited_at as "lastVisitedAt", page.appointment_at as "appointmentAt", page.path, (select count(*) from chosen) as total
from page
join household_rows h on h.id = page.household_id
order by case when :path is not null then page.path end, page.household_id
