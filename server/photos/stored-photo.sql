-- What is stored under the id that a client made. A photo that is being swept is not there any more.
select id, client_uuid as "clientUuid", content_digest as digest, width_px as "widthPx", height_px as "heightPx", bytes, taken_at as "takenAt"
from photos
where client_uuid = :client_uuid::uuid and swept_at is null
