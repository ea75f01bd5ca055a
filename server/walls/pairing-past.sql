-- Why a code cannot be taken: the newest one of these digits.
select used_at is not null as "isUsed", expires_at <= :now::timestamptz as "isExpired" from wall_pairings where code = :code order by id desc limit 1
