-- The link of a token, and the wall it opens.
select id, wall_id as "wallId", device_hash as "deviceHash", revoked_at is not null as "isRevoked",
  last_seen_at is null or last_seen_at < :now::timestamptz - interval '1 minute' as "isStale"
from wall_links
where token_hash = :token_hash
