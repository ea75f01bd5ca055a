-- Departments and offices in order of code. Their phones are not here: those of a duty come with the chain of a grid.
select id, code, name, kind
from units
where code > :after_code
  and (:q::text is null or name ilike '%' || :q || '%' or code ilike :q || '%')
order by code
limit :limit
