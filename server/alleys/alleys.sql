-- Alleys in order of id, a keyset page. An alley belongs to every grid that has a share of its length.
select a.id, a.code, a.name, a."nameStatus", a."widthM", a."lengthM", a.surface, a."isDeadEnd", a.grid, a.conditions, a.bbox
from alley_rows a
where a.id > :after_id
  and (:path::text is null or exists (select from alley_grids s where s.alley_id = a.id and in_subtree(s.path, :path)))
  and (:member_of::bigint is null or exists (select from grid_members m where m.grid_id = :member_of and m.kind = 'alley' and m.target_id = a.id))
  and (:q::text is null or a.name ilike '%' || :q || '%' or a.code ilike :q || '%' or a.search_terms like '%' || lower(:q) || '%')
order by a.id
limit :limit
