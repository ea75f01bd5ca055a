-- Targets to be tried again: tried or with an appointment, uncovered. By path from household_coverage_uncovered, a keyset page in order of
-- (path, household_id); with :due_before the appointments due until then, the earliest first. The knocks are looked up for the rows of the page.
with page as materialized (
  select c.household_id, c.path, c.state, c.last_visited_at, c.appointment_at
  from household_coverage c
  where c.campaign_id = :campaign_id
    and c.uncovered
    and c.state in ('tried', 'appointment')
    and (:path::text is null or in_subtree(c.path, :path))
    and (:member_of::bigint is null or exists (
      select from grid_members m where m.grid_id = :member_of and m.kind = 'household' and m.target_id = c.household_id))
    and (:after_path::text is null or (c.path, c.household_id) > (:after_path::text collate "C", :after_id::bigint))
    and (:due_before::timestamptz is null or c.state = 'appointment' and c.appointment_at < :due_before)
  order by case when :due_before::timestamptz is not null then c.appointment_at end, c.path, c.household_id
  limit :limit
)
select h.id, h.kind, h.name, h."gridCode", h."buildingId", h."buildingName", h.unit, h.floor, h.room, h.address, h.lon, h.lat, p.path,
  p.last_visited_at as "lastVisitedAt", p.appointment_at as "appointmentAt", k.attempts, k.knocks
from page p
join household_rows h on h.id = p.household_id
cross join lateral (
  -- [ISO weekday, hour] of each knock in the district's time zone.
  select count(*)::integer as attempts,
    coalesce(json_agg(json_build_array(extract(isodow from v.visited_at at time zone :time_zone), extract(hour from v.visited_at at time zone :time_zone))
      order by v.visited_at, v.id), '[]') as knocks
  from visits v
  where v.campaign_id = :campaign_id and v.household_id = p.household_id and v.superseded_at is null
) k
order by case when :due_before::timestamptz is not null then p.appointment_at end, p.path, p.household_id
