-- Communities of a subtree (:root; null = all): homes, and residents as far as they were counted by building.
select c.code, coalesce(h.households, 0)::int as households, coalesce(r.residents, 0)::int as residents, coalesce(r.aged60, 0)::int as aged60
from grids c
left join lateral (
  select count(*) as households from households o where in_subtree(o.path, c.path) and o.kind = 'household' and o.archived_at is null
) h on true
left join lateral (
  select sum(x.residents) as residents, sum(x.aged_60) as aged60
  from buildings b join building_residents x on x.building_id = b.id
  where in_subtree(b.path, c.path)
) r on true
where c.valid_to is null and c.kind = 'basic' and c.level = 3 and (:root::text is null or in_subtree(c.path, :root) or in_subtree(:root, c.path))
order by c.path
