-- Links of a wall, newest first; tokens are not kept.
select l.id, l.label, l.created_at as "createdAt", p.name as "createdByName", l.bound_at as "boundAt", l.last_seen_at as "lastSeenAt", l.revoked_at as "revokedAt"
from wall_links l
left join people p on p.id = l.created_by
where l.wall_id = :wall_id and (:id::bigint is null or l.id = :id)
order by l.id desc
