-- A photo that waits for its record. One that was swept and is sent again takes its old row: the id may stand in no record.
insert into photos (client_uuid, content_digest, sha256, width_px, height_px, bytes, taken_by, taken_at, created_at)
values (:client_uuid, :digest, :sha256, :width_px, :height_px, :bytes, :taken_by, :taken_at::timestamptz, :now)
on conflict (client_uuid) do update
set content_digest = excluded.content_digest, sha256 = excluded.sha256, width_px = excluded.width_px, height_px = excluded.height_px, bytes = excluded.bytes,
  taken_by = excluded.taken_by, taken_at = excluded.taken_at, created_at = excluded.created_at, swept_at = null
where photos.swept_at is not null
