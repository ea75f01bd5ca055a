-- Targets of a round as seen by one person: whether they are there, belong to the round, and lie in his grids (by path, by membership of a
-- dedicated grid, or by the round's visit duty of himself or his unit). grid_path: the grid (level 4 or the deepest above) exemptions are counted in.
select h.id, h.archived_at is not null as "isArchived",
  c.household_id is not null or (r.source_campaign_id is null and (r.kinds is null or h.kind = any (r.kinds))) as "isMember",
  array_to_string((string_to_array(h.path, '/'))[1:4], '/') as "gridPath",
  :everywhere::boolean
    or exists (select from unnest(:grid_paths::text[]) as own (path) where in_subtree(h.path, own.path))
    or exists (
      select from grid_members m
      join grids g on g.id = m.grid_id and g.valid_to is null and g.kind <> 'basic' and g.path = any (:grid_paths::text[])
      where m.kind = 'household' and m.target_id = h.id)
    or exists (
      select from campaign_duties d
      join grids g on g.id = d.grid_id and g.valid_to is null
      where d.campaign_id = r.id and (d.person_id = :person_id::bigint or d.unit_id = :unit_id::bigint) and in_subtree(h.path, g.path)) as "isInScope"
from households h
join campaigns r on r.id = :campaign_id
left join household_coverage c on c.campaign_id = r.id and c.household_id = h.id
where h.id = any (:ids::bigint[])
