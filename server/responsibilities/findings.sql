-- Gaps, overlaps and vacant posts inside :path (all: null), in order of grid, tier, kind; after the row that :after_key names. people: of an overlap who
-- holds the tier there, of a vacant post who held it last and until when.
with found as (
  select f.*, f.path || '/' || f.tier || f.kind as key
  from responsibility_findings(district_day(:now), :rule_level::smallint, :rule_tiers::smallint[]) f
  where (:path::text is null or in_subtree(f.path, :path))
    and (:member_of::bigint is null or f.grid_id = :member_of)
    and (:tier::smallint is null or f.tier = :tier)
    and (:kind::text is null or f.kind = :kind)
)
select f.kind, f.tier, grid_ref(g) as "grid", f.key, coalesce(named.people, '[]') as "people"
from found f
join grids g on g.id = f.grid_id
cross join lateral (
  select json_agg(json_build_object('id', p.id, 'name', p.name, 'unitName', u.name, 'until', r.valid_to) order by r.id) as people
  from responsibilities_on(district_day(:now)) r
  join people p on p.id = r.person_id
  left join units u on u.id = coalesce(r.unit_id, p.unit_id)
  where r.grid_id = f.grid_id and r.tier = f.tier
    and case f.kind
      when 'overlap' then exists (select from held_responsibilities(district_day(:now)) h where h.id = r.id and h.is_whole)
      when 'vacant' then not r.is_active or r.valid_to <= district_day(:now)
      else false end
) named
where f.key collate "C" > :after_key
order by f.key collate "C"
limit :limit
