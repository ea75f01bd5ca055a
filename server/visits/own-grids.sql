-- The grids a person knocks in, a keyset page in order of path: those of level 4 below his own paths and his visit duty in the round (the last ones
-- above level 4 where there is none, a micro-grid that is his own), and the dedicated grids that are his. due: appointments until :due_before.
with own as materialized (
  select unnest(:grid_paths::text[]) as path
  union
  select g.path from campaign_duties d
  join grids g on g.id = d.grid_id and g.valid_to is null
  where d.campaign_id = :campaign_id and (d.person_id = :person_id::bigint or d.unit_id = :unit_id::bigint)
), mine as materialized (
  select g.id, g.code, g.name, g.level, g.kind, g.path
  from grids g
  where g.valid_to is null
    and (:after_path::text is null or (g.path, g.id) > (:after_path::text collate "C", :after_id::bigint))
    and case
      when g.kind <> 'basic' then :everywhere::boolean or g.path in (select path from own)
      when g.level = 5 then g.path in (select path from own)
      else (g.level = 4 or not exists (select from grids c where c.parent_id = g.id and c.kind = 'basic' and c.valid_to is null))
        and (:everywhere or exists (select from own where in_subtree(g.path, own.path)))
    end
  order by g.path, g.id
  limit :limit
)
select m.id, m.code, m.name, m.level, m.kind, m.path, d.due
from mine m
cross join lateral (
  select count(*)::integer as due
  from household_coverage c
  where c.campaign_id = :campaign_id and c.uncovered and c.state = 'appointment' and c.appointment_at < :due_before::timestamptz
    and case
      when m.kind = 'basic' then in_subtree(c.path, m.path)
      else exists (select from grid_members o where o.grid_id = m.id and o.kind = 'household' and o.target_id = c.household_id)
    end
) d
order by m.path, m.id
