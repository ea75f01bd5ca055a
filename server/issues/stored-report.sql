-- What is stored under the id that a client made.
select id, content_digest as digest from issues where client_uuid = :client_uuid::uuid
