-- Coverage rows carry their household's path, for the hot index; with :ids only these, whose path is another now.
update household_coverage c set path = h.path
from households h
where (:ids::bigint[] is null or h.id = any (:ids)) and h.id = c.household_id and c.path is distinct from h.path
