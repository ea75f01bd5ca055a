-- Exemptions of a round that nobody has decided about, in the grids of one person (drawn as in visit-targets.sql): a keyset page in order of
-- (path, household_id), read from the few undecided visits (index visits_undecided). Of several at one door the latest is the one that asks
-- (the order of the view visit_states).
select coalesce(c.path, '') as path, v.id as "visitId", h.id as "householdId", h.kind, h.name, h.address, b.name as "buildingName", h.unit, h.room,
  v.outcome, v.reason, v.visited_at as "visitedAt", v.recorded_at as "recordedAt", p.role as "recordedByRole",
  coalesce(:person_id::bigint in (v.person_id, v.recorded_by), false) as "isOwn",
  array_to_string((string_to_array(c.path, '/'))[1:4], '/') as "gridPath"
from visits v
join household_coverage c on c.campaign_id = v.campaign_id and c.household_id = v.household_id and c.state = 'exempt_pending'
join households h on h.id = v.household_id
left join buildings b on b.id = h.building_id
left join people p on p.id = coalesce(v.recorded_by, v.person_id)
where v.campaign_id = :campaign_id
  and v.outcome in ('refused', 'vacant', 'unreachable') and v.approved_at is null and v.rejected_at is null and v.superseded_at is null
  and not exists (
    select from visits w
    where w.campaign_id = v.campaign_id and w.household_id = v.household_id and w.superseded_at is null and w.rejected_at is null
      and w.outcome <> 'nobody_home' and (w.visited_at, w.id) > (v.visited_at, v.id))
  and (:after_path::text is null or (coalesce(c.path, ''), h.id) > (:after_path::text collate "C", :after_id::bigint))
  and (:everywhere::boolean
    or exists (select from unnest(:grid_paths::text[]) as own (path) where in_subtree(h.path, own.path))
    or exists (
      select from grid_members m
      join grids g on g.id = m.grid_id and g.valid_to is null and g.kind <> 'basic' and g.path = any (:grid_paths::text[])
      where m.kind = 'household' and m.target_id = h.id)
    or exists (
      select from campaign_duties d
      join grids g on g.id = d.grid_id and g.valid_to is null
      where d.campaign_id = v.campaign_id and (d.person_id = :person_id or d.unit_id = :unit_id::bigint) and in_subtree(h.path, g.path)))
order by coalesce(c.path, ''), h.id
limit :limit
