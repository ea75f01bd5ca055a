-- Held until the transaction ends: two records cannot take the same photo, and the sweep leaves it alone. In order of ids, so that nobody waits in a ring.
select p.id, p.taken_by as "takenBy" from photos p where p.id = any (:ids::bigint[]) and p.swept_at is null order by p.id for update
