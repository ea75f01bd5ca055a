-- What is already stored under the ids that clients made.
select id, client_uuid as "clientUuid", content_digest as "digest" from visits where client_uuid = any (:client_uuids::uuid[])
