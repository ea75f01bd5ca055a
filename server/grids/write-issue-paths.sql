-- The new paths of some issues.
update issues t set path = v.path
from unnest(:ids::bigint[], :paths::text[]) as v (id, path)
where t.id = v.id
