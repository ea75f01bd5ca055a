-- Coverage rows carry their household's path, for the hot index.
update household_coverage c set path = h.path
from households h
where h.id = c.household_id and c.path is distinct from h.path
